"""Paper: typst sets a template from templates/paper/ as tagged PDF (PDF/UA-1), without network and always alike.

Words reach a template as JSON and are never read as typst's markup, whatever signs a name is made of. Templates share
`look.typ`; a new one begins with `#import "look.typ": *` and `#show: paper`.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache
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
NEVER = {0xFEFF, 0xFE0F}  # a mark of byte order, and »as an emoji«
STEERING = re.compile(r"(\\\\)|\\(?:u00[01].|[bf])")


def pdf(template: str, data: Mapping[str, Any], *, title: str, language: str, now: datetime) -> bytes:
    """The template `<template>.typ` with this data: plain values, days, and dataclasses of them.

    `title` names the document, `now` is the time it shows. Everything but the data is worded in `language`.
    """
    with translation.override(language):
        frame = {"title": title, "language": language, "words": _words(now)}
        inputs = json.dumps({**data, "frame": frame}, default=_plain, ensure_ascii=False)
    try:
        return _compiled(template, _printable(inputs, ""), now)
    except RuntimeError:  # some script that typst has no letters for either: one such name must not cost us the paper
        return _compiled(template, _printable(inputs, "?"), now)


def _compiled(template: str, inputs: str, now: datetime) -> bytes:
    import typst  # noqa: PLC0415 - 27 MB, for a file now and then

    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": inputs},
        pdf_standards=["ua-1"],
        timestamp=int(now.timestamp()),
    )


class _Signs(dict[int, str]):
    """Each sign as it is printed: itself where our letters have it, nothing for an emoji, `other` for other letters."""

    def __init__(self, known: set[int], other: str) -> None:
        super().__init__({code: chr(code) for code in known})
        self.other = other

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = (self.other or sign) if unicodedata.category(sign)[0] in "LNPM" and code not in NEVER else ""
        return self[code]


@cache
def _signs(other: str) -> _Signs:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as typst above

    fonts = [set(TTFont(font).getBestCmap()) for font in FONTS.glob("*.ttf")]
    return _Signs(set.intersection(*fonts) - NEVER, other)


def _printable(text: str, other: str) -> str:
    """JSON without what has no letter on paper; signs that steer a machine are escaped in it."""
    text = STEERING.sub(lambda found: found[1] or "", unicodedata.normalize("NFC", text))
    return text.translate(_signs(other))


def _words(now: datetime) -> dict[str, str]:
    return {
        "page": _("Seite {page} von {pages}"),
        "as_of": _("Stand: %(moment)s") % {"moment": date_format(localtime(now), "DATETIME_FORMAT")},
        "office": "KsA Ukrainehilfe, Stadt Arnsberg",
        "phone": office()["phone"],
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return vars(value)
    if isinstance(value, Promise):
        return str(value)
    if type(value) is date:
        return date_format(value)
    raise TypeError(f"{type(value).__name__} has no place in a paper")
