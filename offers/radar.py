"""Lücken-Radar: what is missing against what is offered, by theme, Stadtteil and language. It reads nothing itself.

How hot a place in the table is follows from counts alone (`heat_of`). A city-wide offer helps in every Stadtteil; one
in a neighbouring Stadtteil is counted apart. An offer whose languages nobody knows matches no language.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, NamedTuple

from arnsberg_hilfe.core.models import District, Language
from offers.models import ThemeArea


class Heat(IntEnum):
    NOTHING_NEEDED = 0
    COVERED = 1
    NEARBY_ONLY = 2
    TOO_LITTLE = 3
    NO_OFFER = 4


def heat_of(needs: int, *, here: int, nearby: int) -> Heat:
    """Needs against fresh offers; `here` includes the city-wide ones. One offer is taken to answer one need."""
    if not needs:
        return Heat.NOTHING_NEEDED
    if here >= needs:
        return Heat.COVERED
    if here + nearby >= needs:
        return Heat.NEARBY_ONLY
    return Heat.TOO_LITTLE if here + nearby else Heat.NO_OFFER


class Demand(NamedTuple):
    """Open needs of one theme, Stadtteil and language; `number`: the sum of what they name, 0 where they name none."""

    theme: int
    district: int | None
    language: str | None
    needs: int
    number: int


class Supply(NamedTuple):
    """Offers of one theme, Stadtteil and set of languages (empty: nobody knows)."""

    theme: int
    district: int | None
    languages: Collection[str]
    is_fresh: bool
    offers: int


@dataclass(frozen=True)
class Gap:
    """A place in the table. No Stadtteil: the whole city; no language: all of them."""

    theme: ThemeArea
    district: District | None = None
    language: Language | None = None


@dataclass(frozen=True)
class Cell:
    """What is known of a gap. `here`, `nearby` and `city` are fresh offers that speak the language.

    In the whole city's own row `nearby` are the offers of single Stadtteile, and `city` is 0. `unknown` are fresh
    offers within reach whose languages nobody knows; `unconfirmed` those that only a call could bring back.
    """

    needs: int = 0
    number: int = 0
    here: int = 0
    nearby: int = 0
    city: int = 0
    unknown: int = 0
    unconfirmed: int = 0
    heat: Heat = Heat.NOTHING_NEEDED
    hottest: str | None = None

    @property
    def lacking(self) -> int:
        return max(0, self.needs - self.here - self.city - self.nearby)


class Radar:
    """All counts of one moment. `neighbours`: the keys of each Stadtteil's neighbours."""

    def __init__(
        self, demand: Iterable[Demand], supply: Iterable[Supply], neighbours: Mapping[int, Collection[int]]
    ) -> None:
        self._neighbours = neighbours
        self._demand: dict[tuple[int, int | None], list[Demand]] = defaultdict(list)
        self._supply: dict[int, list[Supply]] = defaultdict(list)
        for each in demand:
            self._demand[each.theme, each.district].append(each)
        for offers in supply:
            self._supply[offers.theme].append(offers)

    @property
    def languages(self) -> set[str]:
        """Codes of the languages that occur in needs or offers."""
        asked = {each.language for group in self._demand.values() for each in group if each.language}
        return asked.union(*(each.languages for group in self._supply.values() for each in group))

    def cell(self, theme: int, district: int | None, language: str | None = None) -> Cell:
        """Over all languages a place is as hot as in its hottest one, which the cell then names.

        German help does not cover what is asked for in Ukrainian.
        """
        whole = self._cell(theme, district, language)
        if language is not None:
            return whole
        asked = {each.language for each in self._demand[theme, district] if each.language}
        heats = {code: self._cell(theme, district, code).heat for code in sorted(asked)}
        hottest = max(heats, key=lambda code: heats[code], default=None)
        if hottest is None or heats[hottest] <= whole.heat:
            return whole
        return replace(whole, heat=heats[hottest], hottest=hottest)

    def _cell(self, theme: int, district: int | None, language: str | None) -> Cell:
        asked = [each for each in self._demand[theme, district] if language in {None, each.language}]
        counts = self._offers(theme, district, language)
        needs = sum(each.needs for each in asked)
        heat = heat_of(needs, here=counts["here"] + counts["city"], nearby=counts["nearby"])
        return Cell(needs=needs, number=sum(each.number for each in asked), **counts, heat=heat)

    def _offers(self, theme: int, district: int | None, language: str | None) -> dict[str, Any]:
        counts = dict.fromkeys(["here", "nearby", "city", "unknown", "unconfirmed"], 0)
        for each in self._supply[theme]:
            where = self._whereabouts(each.district, district)
            if kind := _kind(each, where, language):
                counts[kind] += each.offers
        return counts

    def _whereabouts(self, offered_in: int | None, needed_in: int | None) -> str:
        """«here», «city», «nearby», or nothing where it is too far."""
        if offered_in == needed_in:
            return "here"
        if offered_in is None:
            return "city"
        near = needed_in is None or offered_in in self._neighbours.get(needed_in, ())
        return "nearby" if near else ""


def _kind(supply: Supply, where: str, language: str | None) -> str:
    """Under which count offers fall; nothing where they are of no use."""
    speaks = language is None or language in supply.languages
    if not where or not (speaks or not supply.languages):
        return ""
    if not supply.is_fresh:
        return "unconfirmed"
    return where if speaks else "unknown"
