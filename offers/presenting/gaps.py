"""The Lücken-Radar in words: what each place of the table says, and the largest gaps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arnsberg_hilfe.core.models import District, Language
from offers.models import Need, Offer, ThemeArea
from offers.radar import Cell, Demand, Gap, Heat, Radar, Supply
from offers.workflow.calling import Reach

CITY = "stadt"
LARGEST = 5


@dataclass(frozen=True)
class Place:
    """One place of the table. `word` names the heat, `lines` the counts; an empty `word`: nobody asks for anything."""

    url: str
    heat: int
    word: str
    lines: list[str]


@dataclass(frozen=True)
class Row:
    name: str
    places: list[Place]


@dataclass(frozen=True)
class LargestGap:
    title: str
    words: str
    step: str
    url: str
    heat: int


@dataclass(frozen=True)
class LanguageLink:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class RadarPage:
    language: Language | None
    languages: list[LanguageLink]
    themes: list[ThemeArea]
    rows: list[Row]
    largest: list[LargestGap]
    legend: list[tuple[int, str, str]]


def radar_page(code: str, today: date) -> RadarPage:
    """Everything in five statements; an unknown language is left out."""
    themes, districts = list(ThemeArea.objects.all()), _districts()
    radar = read_radar(districts, today)
    spoken = {each.pk: each for each in Language.objects.filter(pk__in=radar.languages)}
    language = spoken.get(code)
    gaps = [[Gap(theme, district, language) for theme in themes] for district in [None, *districts]]
    cells = {gap: cell_of(radar, gap) for row in gaps for gap in row}
    places = {gap: (_hottest(gap, cell, spoken), cell) for gap, cell in cells.items()}
    return RadarPage(
        language=language,
        languages=_links(list(spoken.values()), language),
        themes=themes,
        rows=[Row(place_name(row[0]), [_place(*places[gap]) for gap in row]) for row in gaps],
        largest=[_largest(gap, cell_of(radar, gap)) for gap in _worst(places.values())],
        legend=_legend(),
    )


def _districts() -> list[District]:
    """With the keys of their neighbours."""
    near = ArrayAgg("neighbours", filter=Q(neighbours__isnull=False), default=[])
    return list(District.objects.annotate(near=near).order_by("name"))


def read_radar(districts: list[District], today: date) -> Radar:
    demand = [Demand(*row) for row in Need.objects.demand()]
    supply = [Supply(*row) for row in Offer.objects.supply(today)]
    return Radar(demand, supply, {each.pk: each.near for each in districts})  # type: ignore[attr-defined]


def cell_of(radar: Radar, gap: Gap) -> Cell:
    district = gap.district.pk if gap.district else None
    return radar.cell(gap.theme.pk, district, gap.language.pk if gap.language else None)


def single_cell(gap: Gap, today: date) -> Cell:
    return cell_of(read_radar(_districts(), today), gap)


def _hottest(gap: Gap, cell: Cell, spoken: dict[str, Language]) -> Gap:
    """The gap in the one language that makes its place so hot, where there is one."""
    return replace(gap, language=spoken[cell.hottest]) if cell.hottest else gap


def _worst(places: Iterable[tuple[Gap, Cell]]) -> list[Gap]:
    """The hottest, of equally hot ones where most is lacking; places that are covered are no gaps."""
    found = [(gap, cell) for gap, cell in places if cell.heat > Heat.COVERED]
    found.sort(key=lambda pair: (pair[1].heat, pair[1].lacking, pair[1].needs, pair[1].number), reverse=True)
    return [gap for gap, _cell in found[:LARGEST]]


# Words


def place_name(gap: Gap) -> str:
    return gap.district.name if gap.district else _("ganze Stadt")


def gap_title(gap: Gap) -> str:
    """«Wohnen und Familie in Neheim, auf Ukrainisch»."""
    title = _("%(theme)s · %(place)s") % {"theme": gap.theme, "place": place_name(gap)}
    return f"{title} · {gap.language}" if gap.language else title


def gap_url(gap: Gap, page: str = "gap") -> str:
    url = reverse(f"gaps_team:{page}", args=[gap.theme.slug, gap.district.slug if gap.district else CITY])
    return f"{url}?{urlencode({'sprache': gap.language.pk})}" if gap.language else url


def heat_word(heat: Heat, *, in_city: bool) -> str:
    words = {
        Heat.NOTHING_NEEDED: _("nichts gesucht"),
        Heat.COVERED: _("gedeckt"),
        Heat.NEARBY_ONLY: _("nur in Stadtteilen") if in_city else _("nur in der Nähe"),
        Heat.TOO_LITTLE: _("zu wenig"),
        Heat.NO_OFFER: _("ohne Angebot"),
    }
    return words[heat]


def _legend() -> list[tuple[int, str, str]]:
    rules = {
        Heat.NO_OFFER: _("Es gibt Bedarfe, aber kein aktuelles Angebot."),
        Heat.TOO_LITTLE: _("Es gibt mehr Bedarfe als aktuelle Angebote."),
        Heat.NEARBY_ONLY: _("Die Angebote reichen nur mit denen aus Nachbarorten."),
        Heat.COVERED: _("Mindestens ein aktuelles Angebot für jeden Bedarf, am Ort oder für die ganze Stadt."),
        Heat.NOTHING_NEEDED: _("Kein offener Bedarf."),
    }
    return [(int(heat), heat_word(heat, in_city=False), words) for heat, words in rules.items()]


def needs_in_words(cell: Cell) -> str:
    words = ngettext("%(n)s Bedarf", "%(n)s Bedarfe", cell.needs) % {"n": cell.needs}
    return _("%(needs)s (gesucht: %(number)s)") % {"needs": words, "number": cell.number} if cell.number else words


def offers_in_words(cell: Cell, *, in_city: bool) -> list[str]:
    nearby = _("in Stadtteilen: %(n)s") if in_city else _("in der Nähe: %(n)s")
    here = _("für alle: %(n)s") if in_city else _("hier: %(n)s")
    counts = [
        (here, cell.here),
        (_("ganze Stadt: %(n)s"), cell.city),
        (nearby, cell.nearby),
        (_("Sprache unbekannt: %(n)s"), cell.unknown),
        (_("unbestätigt: %(n)s"), cell.unconfirmed),
    ]
    return [words % {"n": n} for words, n in counts if n]


def _word(gap: Gap, cell: Cell) -> str:
    word = heat_word(cell.heat, in_city=gap.district is None)
    return f"{word} ({gap.language})" if cell.hottest else word


def _place(gap: Gap, cell: Cell) -> Place:
    in_city = gap.district is None
    lines = [needs_in_words(cell)] if cell.needs else []
    word = _word(gap, cell) if cell.needs else ""
    return Place(gap_url(gap), int(cell.heat), word, lines + offers_in_words(cell, in_city=in_city))


def _largest(gap: Gap, cell: Cell) -> LargestGap:
    in_city = gap.district is None
    words = [_word(gap, cell), needs_in_words(cell), *offers_in_words(cell, in_city=in_city)]
    return LargestGap(gap_title(gap), " · ".join(words), _next_step(cell), gap_url(gap), int(cell.heat))


def _next_step(cell: Cell) -> str:
    if cell.unconfirmed:
        return _("Unbestätigte Angebote anrufen")
    if cell.unknown:
        return _("Nach der Sprache fragen")
    return _("Aufruf entwerfen")


def _links(spoken: list[Language], current: Language | None) -> list[LanguageLink]:
    url = reverse("gaps_team:radar")
    everything = LanguageLink(_("alle Sprachen"), url, current is None)
    return [everything, *(LanguageLink(str(one), f"{url}?sprache={one.pk}", one == current) for one in spoken)]


def reach_in_words(reach: Reach, gap: Gap) -> list[str]:
    """Whom a call would reach and why; counts only."""
    others = _("davon wohnen in der Nähe: %(n)s") if gap.district else _("davon wohnen in einem Stadtteil: %(n)s")
    language = str(gap.language) if gap.language else ""
    counts = [
        (_("können jetzt gefragt werden: %(n)s"), reach.people),
        (_("davon haben das Thema gewählt: %(n)s"), reach.by_theme),
        (_("davon wollen zu allen Themen hören: %(n)s"), reach.people - reach.by_theme),
        (_("davon wohnen im Stadtteil: %(n)s"), reach.in_district),
        (others, reach.nearby),
        (_("davon helfen in der ganzen Stadt: %(n)s"), reach.anywhere),
        (_("davon sprechen %(language)s: %(n)s"), reach.people if language else 0),
        (_("warten, weil sie in den letzten 7 Tagen schon einen Aufruf bekommen haben: %(n)s"), reach.resting),
    ]
    return [words % {"n": n, "language": language} for words, n in counts if n]
