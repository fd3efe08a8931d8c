"""The overview as a page, and the editions on staff's page: plain values for the templates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import District
from offers.models import Edition, Offer, ThemeArea
from offers.overview.content import gather, title_of
from offers.overview.extract import Extract

MOST_ON_A_PAGE = 500


@dataclass(frozen=True)
class Download:
    """The PDFs of an extract: name of a language, its code, address."""

    name: str
    count: int
    links: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Count:
    """How many offers a theme has in a Stadtteil, and the list of them."""

    name: str
    count: int
    url: str


def overview_page(today: date, language: str) -> dict[str, Any]:
    """Everything on one page, or, where that would be too much for a phone, how many there are of what and where."""
    counts = Offer.objects.counts_by_place(today)
    themes, districts, total = list(ThemeArea.objects.all()), list(District.objects.all()), counts.total()
    everything = Extract()
    return {
        "title": title_of(everything),
        "today": today,
        "total": total,
        "content": gather(everything, language, today) if total <= MOST_ON_A_PAGE else None,
        "counted": [(theme, _by_district(theme, districts, counts)) for theme in themes],
        "everything": _download(everything, total),
        "by_theme": [_download(Extract(theme=theme), _sum(counts, theme=theme.pk)) for theme in themes],
        "by_district": [
            _download(Extract(district=district), _sum(counts, district=district.pk)) for district in districts
        ],
    }


def _download(extract: Extract, count: int) -> Download:
    links = [(name, code, extract.address(code)) for code, name in settings.LANGUAGES]
    return Download(str(extract) or _("Alle Angebote"), count, links)


def _sum(counts: Counter[tuple[int, int | None]], *, theme: int = 0, district: int = 0) -> int:
    """Of a theme; or of a Stadtteil together with the whole city, as in its extract."""
    return sum(
        count for (area, place), count in counts.items() if (area == theme if theme else place in {district, None})
    )


def _by_district(theme: ThemeArea, districts: list[District], counts: Counter[tuple[int, int | None]]) -> list[Count]:
    url = reverse("offers:theme", args=[theme.slug])
    found = [Count(_("ganze Stadt"), counts[theme.pk, None], url)]
    found += [Count(each.name, counts[theme.pk, each.pk], f"{url}?stadtteil={each.slug}") for each in districts]
    return [each for each in found if each.count]


@dataclass(frozen=True)
class EditionRow:
    edition: Edition
    title: str
    language: str
    url: str
    is_open: bool
    has_failed: bool


def edition_rows(editions: Iterable[Edition]) -> list[EditionRow]:
    names = {f"thema={theme.slug}": theme.name for theme in ThemeArea.objects.all()}
    names |= {f"stadtteil={district.slug}": district.name for district in District.objects.all()}
    return [_row(edition, names) for edition in editions]


def _row(edition: Edition, names: dict[str, str]) -> EditionRow:
    limits = [f"{name}={value}" for name, value in parse_qsl(edition.extract)]
    url = reverse("offers:overview_pdf") + (f"?{edition.extract}" if edition.extract else "")
    return EditionRow(
        edition=edition,
        title=", ".join(names.get(limit, limit) for limit in limits) or _("Alle Angebote"),
        language=edition.get_language_display(),
        url=url if edition.language == "de" else f"/{edition.language}{url}",
        is_open=edition.status in {Edition.Status.WAITING, Edition.Status.SETTING},
        has_failed=edition.status == Edition.Status.FAILED,
    )
