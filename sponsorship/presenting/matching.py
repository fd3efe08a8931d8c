"""Everybody on the other side of a household or a sponsor: who fits, best first, and who is excluded by which rule.

People get their names only here, and only those who are shown: a handful of hundreds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sponsorship.matching import Judged, Rule, candidates_for, seekers_for
from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.presenting import cards, reasons
from sponsorship.workflow import reading

if TYPE_CHECKING:
    from sponsorship.matching.ranking import Ranking

A_PAGE = 20
FEW, MANY = 5, 200  # of those whom a rule excludes: folded, and all of them


@dataclass(frozen=True)
class View:
    """How much of the list is asked for: the first so many, and the rule whose excluded are all to be seen."""

    most: int = A_PAGE
    rule: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "View":
        numbers = {name: int(text) if _is_number(text := query.get(name, "")) else None for name in ("bis", "regel")}
        return cls(max(A_PAGE, numbers["bis"] or 0), numbers["regel"])


@dataclass(frozen=True)
class Other:
    """Whoever stands on the other side, by a name that may be shown."""

    pk: int
    name: str
    url: str


@dataclass(frozen=True)
class Row:
    other: Other
    judged: Judged

    @cached_property
    def _reasons(self) -> list[dict[str, Any]]:
        return self.judged.reasons_as_json()

    @property
    def score(self) -> str:
        return reasons.score_in_words(self.judged.score)

    @property
    def pieces(self) -> list[reasons.Piece]:
        return reasons.pieces(self._reasons)

    @property
    def lines(self) -> list[reasons.Line]:
        return reasons.lines(self._reasons)

    @property
    def best(self) -> list[str]:
        return [part.words for part in self.judged.reasons]

    @property
    def doubts(self) -> list[str]:
        """The weightiest first."""
        return [doubt.words for doubt in self.judged.doubts]


@dataclass(frozen=True)
class Excluded:
    other: Other
    words: list[str]
    may_be_overridden: bool


@dataclass(frozen=True)
class Group:
    """Those whom a rule excludes; `more` leads to all of them where only the first are shown."""

    rule: Rule
    count: int
    people: list[Excluded]
    is_open: bool

    @property
    def more(self) -> str:
        return "" if self.is_open or self.count <= len(self.people) else f"?regel={self.rule.number}#ausgeschlossen"

    @property
    def left_out(self) -> int:
        return self.count - len(self.people) if self.is_open else 0


@dataclass(frozen=True)
class Together:
    """Somebody who is there already, proposals included; `url` leads to their Patenschaft."""

    name: str
    url: str
    status: str
    since: datetime


@dataclass(frozen=True)
class Page:
    card: cards.Card
    together: list[Together]
    rows: list[Row]
    groups: list[Group]
    fitting: int
    most: int

    @property
    def excluded(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def more(self) -> str:
        """Where the next ones are added to the list."""
        return f"?bis={self.most + A_PAGE}#mehr" if self.most < self.fitting else ""


Key = Callable[[Judged], int]
Name = Callable[[Iterable[int]], dict[int, Other]]


def household_page(household: Household, view: View, today: date) -> Page:
    everybody = reading.candidates(Sponsor.objects.in_contact())
    ranking = candidates_for(reading.seeker(household.pk), everybody, reading.setting(today))
    rows, groups = _named(ranking, view, lambda judged: judged.candidate.key, _sponsors)
    return Page(cards.of_household(household, today), _helpers(household), rows, groups, len(ranking.ranked), view.most)


def sponsor_page(sponsor: Sponsor, view: View, today: date) -> Page:
    everybody = reading.seekers(Household.objects.open(), past_with=sponsor)
    ranking = seekers_for(reading.candidate(sponsor.pk), everybody, reading.setting(today))
    rows, groups = _named(ranking, view, lambda judged: judged.seeker.key, _households)
    return Page(cards.of_sponsor(sponsor), _families(sponsor), rows, groups, len(ranking.ranked), view.most)


def _named(ranking: "Ranking", view: View, key_of: Key, name: Name) -> tuple[list[Row], list[Group]]:
    """The first of those who fit, and of each rule's excluded; one statement for all their names."""
    best = ranking.ranked[: view.most]
    first = {rule: group[: MANY if rule.number == view.rule else FEW] for rule, group in ranking.excluded.items()}
    others = name(key_of(judged) for judged in [*best, *(each for group in first.values() for each in group)])
    people = {rule: [_excluded(others[key_of(each)], each) for each in group] for rule, group in first.items()}
    groups = [
        Group(rule, len(group), people[rule], is_open=rule.number == view.rule)
        for rule, group in ranking.excluded.items()
    ]
    return [Row(others[key_of(judged)], judged) for judged in best], groups


def _helpers(household: Household) -> list[Together]:
    found = household.sponsorships.open().select_related("sponsor")
    rows = found.only("status", "proposed_at", "household_id", "sponsor__name")
    return [_together(each, str(each.sponsor)) for each in rows]


def _families(sponsor: Sponsor) -> list[Together]:
    found = sponsor.sponsorships.open().select_related("household")
    rows = found.only("status", "proposed_at", "sponsor_id", "household__code")
    return [_together(each, each.household.code) for each in rows]


def _together(sponsorship: Sponsorship, name: str) -> Together:
    url = reverse("sponsorship_team:sponsorship", args=[sponsorship.pk])
    return Together(name, url, str(sponsorship.get_status_display()), sponsorship.proposed_at)


def _excluded(other: Other, judged: Judged) -> Excluded:
    return Excluded(other, [broken.words for broken in judged.broken], judged.may_be_overridden)


def _sponsors(keys: Iterable[int]) -> dict[int, Other]:
    return {pk: _sponsor(found) for pk, found in Sponsor.objects.only("name").in_bulk(list(keys)).items()}


def _sponsor(sponsor: Sponsor) -> Other:
    return Other(sponsor.pk, str(sponsor), reverse("sponsorship_team:match_sponsor", args=[sponsor.pk]))


def _households(keys: Iterable[int]) -> dict[int, Other]:
    return {pk: _household(found) for pk, found in Household.objects.only("code").in_bulk(list(keys)).items()}


def _household(household: Household) -> Other:
    return Other(household.pk, household.code, reverse("sponsorship_team:match_household", args=[household.code]))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6  # noqa: PLR2004 - nobody asks for more
