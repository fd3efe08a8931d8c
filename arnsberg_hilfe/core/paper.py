"""Paper: typst sets a template from templates/paper/ as tagged PDF (PDF/UA-1), without network and always alike.

Words reach a template as JSON and are never read as typst's markup, whatever signs a name is made of. Templates share
`look.typ`; a new one begins with `#import "look.typ": *` and `#show: paper`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.office import office

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "paper"
FONTS = Path(settings.BASE_DIR) / "static" / "build" / "paper"


def pdf(template: str, data: Mapping[str, Any], *, title: str, language: str, now: datetime) -> bytes:
    """The template `<template>.typ` with this data: plain values, days, and dataclasses of them.

    `title` names the document, `now` is the time it shows. Everything but the data is worded in `language`.
    """
    import typst  # noqa: PLC0415 - 27 MB, for a file now and then

    with translation.override(language):
        frame = {"title": title, "language": language, "words": _words(now)}
        inputs = json.dumps({**data, "frame": frame}, default=_plain, ensure_ascii=False)
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": inputs},
        pdf_standards=["ua-1"],
        timestamp=int(now.timestamp()),
    )


def _words(now: datetime) -> dict[str, str]:
    return {
        "page": _("Seite {page} von {pages}"),
        "as_of": _("Stand: %(moment)s") % {"moment": date_format(localtime(now), "DATETIME_FORMAT")},
        "office": "KsA Ukrainehilfe, Stadt Arnsberg",
        "phone": office()["phone"],
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Promise):
        return str(value)
    if type(value) is date:
        return date_format(value)
    raise TypeError(f"{type(value).__name__} has no place in a paper")
