"""Sponsors and households as the matching takes them: a constant number of statements, and nothing is decrypted.

Of ten thousand people each column is read at once, as plain values that no converter has to touch one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from operator import sub
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from arnsberg_hilfe.core.models import District
from sponsorship.matching.crowd import Column, Crowd
from sponsorship.matching.records import NOBODY, Candidate, Certificate, Seeker, Setting
from sponsorship.models import (
    BlockedPair,
    Consent,
    Criterion,
    Household,
    HouseholdLanguage,
    Sponsor,
    SponsorLanguage,
    Sponsorship,
    Weight,
)
from sponsorship.models.choices import EndReason, HouseholdStatus, SponsorshipStatus, SponsorStatus
from sponsorship.workflow import cells

SAID = ("birth_year", "gender", "has_pets", "mobility", "confidential", "conduct")
CHILDREN = ("children_0_5", "children_6_11", "children_12_17")
OF_SPONSOR = {
    **cells.plain("birth_year", "gender", "has_pets", "mobility", "most_sponsorships"),
    "certificate": cells.together("certificate_issued_on", "certificate_seen_on", "certificate_entry"),
    "confidential": cells.is_known("confidentiality_on"),
    "conduct": cells.is_known("conduct_on"),
}
OF_HOUSEHOLD = cells.plain("adults", "adults_are", "unaccompanied", "interpreting_arranged", "most_sponsors", *CHILDREN)
Keys = Mapping[int, frozenset[int]]


def setting(today: date) -> Setting:
    """The office's weights, and which Stadtteile lie side by side."""
    weights = {Criterion(name): weight for name, weight in Weight.objects.values_list("criterion", "weight")}
    sides = list(District.neighbours.through.objects.values_list("from_district_id", "to_district_id"))
    both_ways = sides + [(other, one) for one, other in sides]
    return Setting(today, weights, _grouped(both_ways))


def candidates(sponsors: QuerySet[Sponsor]) -> Crowd[Candidate]:
    """In the order of their keys. Two statements, however many."""
    consents = Exists(Consent.objects.current().filter(sponsor=OuterRef("pk")))
    found = cells.read(sponsors, {**cells.COMMON, **OF_SPONSOR, "consents": consents})
    spoken = cells.languages(SponsorLanguage.objects.all(), "sponsor", sponsors)
    columns = {
        **_common(found, spoken, "most_sponsorships"),
        "approved": _is(found["status"], SponsorStatus.APPROVED),
        "certificate": Column.of(found["certificate"]).read(_certificate),
        **{name: Column.of(found[name]) for name in SAID},
    }
    return Crowd(Candidate, columns)


def seekers(households: QuerySet[Household], *, past_with: Sponsor | None = None) -> Crowd[Seeker]:
    """In the order of their keys, with their past with everybody or with one sponsor. Four statements, however many."""
    consents = Exists(Consent.objects.current().filter(household=OuterRef("pk")))
    found = cells.read(households, {**cells.COMMON, **OF_HOUSEHOLD, "consents": consents})
    spoken = cells.languages(HouseholdLanguage.objects.all(), "household", households)
    past = _past(households.order_by().values("pk"), past_with)
    columns = {
        **_common(found, spoken, "most_sponsors"),
        "waits": _is(found["status"], HouseholdStatus.WAITING),
        "small_children": Column.of(found["children_0_5"]),
        "children": Column.of(map(sum, zip(*(found[name] for name in CHILDREN), strict=True))),
        "interpreting": Column.of(found["interpreting_arranged"]),
        **{name: Column.of(found[name]) for name in ("adults", "adults_are", "unaccompanied")},
        **{name: Column.of(keys.get(pk, NOBODY) for pk in found["key"]) for name, keys in past.items()},
    }
    return Crowd(Seeker, columns)


def candidate(sponsor_id: int) -> Candidate:
    """Raises Sponsor.DoesNotExist."""
    found = candidates(Sponsor.objects.filter(pk=sponsor_id))
    if not found:
        raise Sponsor.DoesNotExist
    return found[0]


def seeker(household_id: int) -> Seeker:
    """Raises Household.DoesNotExist."""
    found = seekers(Household.objects.filter(pk=household_id))
    if not found:
        raise Household.DoesNotExist
    return found[0]


def _common(found: cells.Cells, spoken: Mapping[int, str], most: str) -> dict[str, Column]:
    return {
        **{name: Column.of(found[name]) for name in ("key", "district", "free_times", "hours", "consents")},
        "since": Column.of(found["since"]).read(date.fromisoformat),
        "languages": Column.of(spoken.get(key, "") for key in found["key"]).read(cells.spoken),
        "free": Column.of(map(sub, found[most], found["taken"])),
        **{name: Column.of(found[name]).read(cells.chosen) for name in cells.CHOSEN},
    }


def _is(statuses: Iterable[Any], wanted: str) -> Column:
    return Column.of(statuses).read(lambda each: each == wanted)


def _certificate(text: str) -> Certificate | None:
    issued_on, seen_on, entry = text.split(cells.BETWEEN)
    if not seen_on:
        return None
    issued = date.fromisoformat(issued_on) if issued_on else None
    return Certificate(issued, date.fromisoformat(seen_on), {"true": True, "false": False}.get(entry))


def _past(households: QuerySet[Household, Any], sponsor: Sponsor | None) -> dict[str, Keys]:
    """With whom each household must not be brought together, and why: fields of Seeker."""
    pairs = {"household__in": households} | ({"sponsor": sponsor} if sponsor else {})
    blocked = BlockedPair.objects.filter(**pairs).values_list("household_id", "sponsor_id")
    known = Sponsorship.objects.filter(**pairs).exclude(end_reason=EndReason.NOT_ASKED)
    found: dict[str, list[tuple[int, int]]] = {"together": [], "parted": [], "unanswered": []}
    for household, key, status, reason in known.values_list("household_id", "sponsor_id", "status", "end_reason"):
        found[_past_of(status, reason)].append((household, key))
    return {"blocked": _grouped(blocked), **{name: _grouped(both) for name, both in found.items()}}


def _past_of(status: str, end_reason: str) -> str:
    """The field of Seeker that remembers such a pair."""
    if status in SponsorshipStatus.open():
        return "together"
    return "unanswered" if end_reason == EndReason.UNANSWERED else "parted"


def _grouped(pairs: Iterable[tuple[int, int]]) -> Keys:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}
