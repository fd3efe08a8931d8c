"""The overview and the Aushang on paper."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arnsberg_hilfe.core import paper
from arnsberg_hilfe.core.office import office
from arnsberg_hilfe.core.qr import qr_drawing, qr_drawings
from arnsberg_hilfe.core.sorting import title_order
from offers.models import Offer
from offers.overview.content import Content, Entry, entry_of, providers

SHAPES = ("overview.typ", "overview_parts.typ", "offers.typ", "look.typ")
STRIPS = 9


def fingerprint(content: Content) -> str:
    """Of everything the overview says and how it is set, but not of the day: it is the same until something changes."""
    words = json.dumps([content, office(), settings.PUBLIC_URL], ensure_ascii=False, default=vars)
    shapes = "".join((paper.TEMPLATES / name).read_text() for name in SHAPES)
    return sha256((words + shapes).encode()).hexdigest()


def printed(content: Content, *, now: datetime) -> bytes:
    """The overview as a tagged PDF; `now` is the date of the edition."""
    with translation.override(content.language):
        return paper.pdf("overview", _data(content, now), title=content.title, language=content.language, now=now)


def _data(content: Content, now: datetime) -> dict[str, Any]:
    address = settings.PUBLIC_URL + reverse("offers:overview")
    return {
        "title": content.title,
        "day": date_format(timezone.localdate(now)),
        "count": ngettext("%(number)s Angebot", "%(number)s Angebote", content.count) % {"number": content.count},
        "chapters": content.chapters,
        "codes": qr_drawings(entry.short_url for entry in content.entries()),
        "index": sorted(_index(content), key=lambda line: title_order(line["term"])),
        "office": office(),
        "live": {"address": _spoken(address), "url": address, "code": qr_drawing(address)},
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "as_of": _("Stand"),
        "about": _(
            "Diese Übersicht nennt alle Angebote, die an diesem Tag gelten, nach Themen und Stadtteilen. "
            "Angebote ändern sich: Der Code neben jedem Angebot führt zu dem, was heute gilt."
        ),
        "help": _("So bekommen Sie Hilfe"),
        "help_text": _("Wählen Sie ein Angebot und melden Sie sich dort. Oder fragen Sie uns, wir helfen weiter."),
        "live": _("Diese Übersicht im Netz, immer aktuell"),
        "contents": _("Inhalt"),
        "index": _("Verzeichnis"),
        "index_text": _("Angebote und Anbieter von A bis Z, mit Seitenzahl"),
        "contact": _("Kontakt"),
        "online": _("Im Netz"),
        "code": _("QR-Code zur Seite des Angebots"),
        "nothing": _("Zurzeit gibt es hier keine Angebote."),
    }


def _index(content: Content) -> Iterator[dict[str, Any]]:
    entries = list(content.entries())
    for entry in entries:
        yield {"term": entry.title, "lang": entry.lang, "keys": [str(entry.key)]}
    german = "" if content.language == "de" else "de"
    for provider, of_provider in providers(entries).items():
        yield {"term": provider, "lang": german, "keys": [str(entry.key) for entry in of_provider]}


def _spoken(url: str) -> str:
    """An address as people write it."""
    return url.partition("://")[2].rstrip("/")


def notice(offer: Offer, language: str, *, now: datetime) -> bytes:
    """One page to hang up: in German and Ukrainian where there are both, else in the reader's language."""
    first, *others = _languages_of(offer, language)
    today = timezone.localdate(now)
    with translation.override(first):
        entry = entry_of(offer, today)
        data = {
            "texts": [_text(offer, each, today) for each in (first, *others)],
            "strip": _strip(entry),
            "colour": offer.theme.colour,
            "theme": offer.theme.name,
            "code": qr_drawing(entry.short_url),
            "address": _spoken(entry.short_url),
            "strips": STRIPS,
            "words": {"code": _("QR-Code zur Seite des Angebots")},
        }
        return paper.pdf("notice", data, title=entry.title, language=first, now=now)


def _languages_of(offer: Offer, language: str) -> list[str]:
    both = ["de", "uk"]
    has_ukrainian = bool(vars(offer).get("title_uk"))
    return both if language in both and has_ukrainian else [language]


def _text(offer: Offer, language: str, today: date) -> dict[str, Any]:
    with translation.override(language):
        return asdict(entry_of(offer, today)) | {"frame_language": language, "contact": _("Kontakt")}


def _strip(entry: Entry) -> str:
    """What somebody tears off and takes home: the first phone or address, else the office's phone, and the page."""
    way = next((way for way in entry.ways if any(sign in way for sign in "@0")), office()["phone"])
    return f"{way} · {_spoken(entry.short_url)}"
