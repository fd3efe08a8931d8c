"""All that an overview says, as plain values: what page and paper show, and what a fingerprint can be taken of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.reading import language_of
from arnsberg_hilfe.core.sorting import title_order
from offers.models import Offer
from offers.overview.extract import Extract
from offers.presenting.detail import Fact, allowed_ways, facts, short_address
from offers.presenting.state import badges
from offers.workflow.messaging import can_be_written_to

UNPRINTED = ("search_document", "internal_note", "description", "description_de", "description_uk", "description_en")


@dataclass(frozen=True)
class Entry:
    """One offer. `lang` is set where title and summary are not in the reader's language; `ways` never is empty."""

    key: int
    url: str
    short_url: str
    title: str
    summary: str
    lang: str
    provider: str
    notes: list[str]
    facts: list[Fact]
    ways: list[str]


@dataclass(frozen=True)
class Section:
    """The offers of a theme in a Stadtteil, or for the whole city."""

    name: str
    anchor: str
    entries: list[Entry]


@dataclass(frozen=True)
class Chapter:
    name: str
    anchor: str
    intro: str
    colour: str
    icon: str
    sections: list[Section]


@dataclass(frozen=True)
class Content:
    language: str
    title: str
    chapters: list[Chapter]

    def entries(self) -> Iterator[Entry]:
        return (entry for chapter in self.chapters for section in chapter.sections for entry in section.entries)

    @property
    def count(self) -> int:
        return sum(1 for _entry in self.entries())


def gather(extract: Extract, language: str, today: date) -> Content:
    """Two statements, however many offers there are."""
    with translation.override(language):
        chapters = [_chapter(list(group), today) for _theme, group in groupby(_read(extract, today), _theme_of)]
        return Content(language, title_of(extract), chapters)


def title_of(extract: Extract) -> str:
    title = _("Alle Hilfsangebote in Arnsberg")
    return f"{title}: {extract}" if extract.key else title


def _read(extract: Extract, today: date) -> list[Offer]:
    """In the order of the overview."""
    offers = extract.offers(today).select_related("theme", "district", "contact_point")
    return sorted(offers.prefetch_related("languages").defer(*UNPRINTED), key=_order)


def _order(offer: Offer) -> tuple:
    """By theme; the whole city first, then by Stadtteil; then by title."""
    return offer.theme.number, offer.district.name if offer.district else "", title_order(offer.title), offer.pk


def _theme_of(offer: Offer) -> int:
    return offer.theme_id


def _chapter(offers: list[Offer], today: date) -> Chapter:
    theme = offers[0].theme
    groups = groupby(offers, lambda offer: offer.district)
    sections = [_section(theme.slug, list(group), today) for _district, group in groups]
    return Chapter(theme.name, theme.slug, theme.intro, theme.colour, theme.icon, sections)


def _section(theme: str, offers: list[Offer], today: date) -> Section:
    district = offers[0].district
    name = district.name if district else _("ganze Stadt")
    anchor = f"{theme}-{district.slug if district else 'ganze-stadt'}"
    return Section(name, anchor, [entry_of(offer, today, within=name) for offer in offers])


def entry_of(offer: Offer, today: date, *, within: str = "") -> Entry:
    """In the active language; `within` is the Stadtteil under whose heading it stands and which it need not repeat."""
    return Entry(
        key=offer.pk,
        url=offer.get_absolute_url(),
        short_url=short_address(offer),
        title=offer.title,
        summary=offer.summary,
        lang=language_of(offer),
        provider=offer.provider,
        notes=[badge.label for badge in badges(offer, today)],
        facts=[fact for fact in facts(offer, today, hints=False) if fact.value != within],
        ways=_ways(offer),
    )


def _ways(offer: Offer) -> list[str]:
    """As public as on the offer's page: addresses their owners allowed, else the form, else the office."""
    ways = [_words(way.label, way.note) for way in allowed_ways(offer)]
    if ways:
        return ways
    form = _("über das Kontaktformular auf der Seite des Angebots")
    return [form if can_be_written_to(offer) else _("über die Koordinierungsstelle")]


def _words(label: str, note: str) -> str:
    return f"{label} ({note})" if note else label


def providers(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Who offers what, for the index."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.provider:
            found.setdefault(entry.provider, []).append(entry)
    return found
