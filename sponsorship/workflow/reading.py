"""Sponsors and households as the matching takes them: a constant number of statements, and nothing is decrypted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from arnsberg_hilfe.core.models import District
from sponsorship.matching.records import NOBODY, Candidate, Certificate, Languages, Seeker, Setting
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

COMMON = "pk created_at status district_id free_times hours topics interests situations excludes taken".split()
CERTIFICATE = "certificate_issued_on certificate_seen_on certificate_entry".split()
OF_SPONSOR = "birth_year gender has_pets mobility most_sponsorships confidentiality_on conduct_on".split()
OF_HOUSEHOLD = (
    "adults adults_are children_0_5 children_6_11 children_12_17 unaccompanied interpreting_arranged most_sponsors"
).split()
Row = Mapping[str, Any]
Keys = Mapping[int, frozenset[int]]


def setting(today: date) -> Setting:
    """The office's weights, and which Stadtteile lie side by side."""
    weights = {Criterion(name): weight for name, weight in Weight.objects.values_list("criterion", "weight")}
    sides = list(District.neighbours.through.objects.values_list("from_district_id", "to_district_id"))
    both_ways = sides + [(other, one) for one, other in sides]
    return Setting(today, weights, _grouped(both_ways))


def candidates(sponsors: QuerySet[Sponsor]) -> list[Candidate]:
    """Three statements, however many."""
    rows = sponsors.order_by("pk").values(*COMMON, *CERTIFICATE, *OF_SPONSOR)
    chosen = sponsors.order_by().values("pk")
    spoken = SponsorLanguage.objects.filter(sponsor__in=chosen).order_by("language_id")
    languages = _listed(spoken.values_list("sponsor_id", "language_id", "level"))
    agreed = set(Consent.objects.current().filter(sponsor__in=chosen).values_list("sponsor_id", flat=True))
    return [_candidate(row, languages.get(row["pk"], ()), consents=row["pk"] in agreed) for row in rows]


def seekers(households: QuerySet[Household]) -> list[Seeker]:
    """Five statements, however many."""
    rows = households.order_by("pk").values(*COMMON, *OF_HOUSEHOLD)
    chosen = households.order_by().values("pk")
    spoken = HouseholdLanguage.objects.filter(household__in=chosen).order_by("language_id")
    languages = _listed(spoken.values_list("household_id", "language_id", "level"))
    agreed = set(Consent.objects.current().filter(household__in=chosen).values_list("household_id", flat=True))
    past = _past(chosen)
    return [_seeker(row, languages.get(row["pk"], ()), past, consents=row["pk"] in agreed) for row in rows]


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


def _candidate(row: Row, languages: Languages, *, consents: bool) -> Candidate:
    return Candidate(
        **_common(row),
        languages=languages,
        consents=consents,
        approved=row["status"] == SponsorStatus.APPROVED,
        confidential=row["confidentiality_on"] is not None,
        conduct=row["conduct_on"] is not None,
        free=row["most_sponsorships"] - row["taken"],
        certificate=_certificate(row),
        **{name: row[name] for name in ("birth_year", "gender", "has_pets", "mobility")},
    )


def _certificate(row: Row) -> Certificate | None:
    issued_on, seen_on, entry = (row[name] for name in CERTIFICATE)
    return None if seen_on is None else Certificate(issued_on, seen_on, entry)


def _seeker(row: Row, languages: Languages, past: Mapping[str, Keys], *, consents: bool) -> Seeker:
    return Seeker(
        **_common(row),
        languages=languages,
        consents=consents,
        waits=row["status"] == HouseholdStatus.WAITING,
        free=row["most_sponsors"] - row["taken"],
        small_children=row["children_0_5"],
        children=row["children_0_5"] + row["children_6_11"] + row["children_12_17"],
        interpreting=row["interpreting_arranged"],
        **{name: row[name] for name in ("adults", "adults_are", "unaccompanied")},
        blocked=past["blocked"].get(row["pk"], NOBODY),
        together=past["together"].get(row["pk"], NOBODY),
        parted=past["parted"].get(row["pk"], NOBODY),
        unanswered=past["unanswered"].get(row["pk"], NOBODY),
    )


def _common(row: Row) -> dict[str, Any]:
    return {
        "key": row["pk"],
        "since": row["created_at"].astimezone(timezone.get_default_timezone()).date(),
        "district": row["district_id"],
        "free_times": row["free_times"],
        "hours": row["hours"],
        **{name: frozenset(row[name]) for name in ("topics", "interests", "situations", "excludes")},
    }


def _past(households: QuerySet[Household, Any]) -> dict[str, Keys]:
    """With whom each household must not be brought together, and why: fields of Seeker."""
    blocked = BlockedPair.objects.filter(household__in=households).values_list("household_id", "sponsor_id")
    known = Sponsorship.objects.filter(household__in=households).exclude(end_reason=EndReason.NOT_ASKED)
    pairs = known.values_list("household_id", "sponsor_id", "status", "end_reason")
    found: dict[str, list[tuple[int, int]]] = {"together": [], "parted": [], "unanswered": []}
    for household, sponsor, status, reason in pairs:
        found[_past_of(status, reason)].append((household, sponsor))
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


def _listed(spoken: Iterable[tuple[int, str, int]]) -> dict[int, Languages]:
    found: dict[int, Languages] = {}
    for owner, code, level in spoken:
        found[owner] = (*found.get(owner, ()), (code, level))
    return found
