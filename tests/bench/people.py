"""The invented population as records of the database."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from arnsberg_hilfe.core.models import District, Language
from sponsorship.matching import Candidate, Seeker
from sponsorship.models import Consent, Household, HouseholdLanguage, Sponsor, SponsorLanguage
from sponsorship.models.choices import HouseholdStatus, SponsorStatus

SETS = ("topics", "interests", "situations", "excludes")
NOON = time(12, tzinfo=UTC)
AT_ONCE = 1_000


def save(candidates: Iterable[Candidate], seekers: Iterable[Seeker]) -> tuple[list[Sponsor], list[Household]]:
    candidates, seekers = list(candidates), list(seekers)
    districts = list(District.objects.order_by("pk").values_list("pk", flat=True))
    sponsors = Sponsor.objects.bulk_create([_sponsor(each, districts) for each in candidates], AT_ONCE)
    households = Household.objects.bulk_create([_household(each, districts) for each in seekers], AT_ONCE)
    for kind, owner, pairs in (
        (SponsorLanguage, "sponsor", zip(sponsors, candidates, strict=True)),
        (HouseholdLanguage, "household", zip(households, seekers, strict=True)),
    ):
        _join(kind, owner, list(pairs))
    return sponsors, households


def _join(kind: Any, owner: str, pairs: list[tuple[Any, Any]]) -> None:
    """Their languages and consents."""
    known = set(Language.objects.values_list("pk", flat=True))
    spoken = [(one, code, level) for one, facts in pairs for code, level in facts.languages if code in known]
    kind.objects.bulk_create(
        [kind(**{owner: one}, language_id=code, level=level) for one, code, level in spoken], AT_ONCE
    )
    agreed = [Consent(**{owner: one}, language="de") for one, facts in pairs if facts.consents]
    Consent.objects.bulk_create(agreed, AT_ONCE)


def _common(facts: Any, districts: list[int]) -> dict[str, Any]:
    return {
        "created_at": datetime.combine(facts.since, NOON),
        "district_id": facts.district and districts[facts.district % len(districts)],
        "free_times": facts.free_times,
        "hours": facts.hours,
        **{name: sorted(getattr(facts, name)) for name in SETS},
    }


def _sponsor(facts: Candidate, districts: list[int]) -> Sponsor:
    seen = facts.certificate
    certificate = {} if seen is None else {f"certificate_{name}": value for name, value in vars(seen).items()}
    return Sponsor(
        **_common(facts, districts),
        name=f"Paula Probe {facts.key}",
        status=SponsorStatus.APPROVED if facts.approved else SponsorStatus.PAPERS,
        most_sponsorships=max(facts.free, 1),
        taken=0 if facts.free else 1,
        birth_year=facts.birth_year,
        gender=facts.gender,
        has_pets=facts.has_pets,
        mobility=facts.mobility,
        confidentiality_on=facts.since if facts.confidential else None,
        conduct_on=facts.since if facts.conduct else None,
        **certificate,
    )


def _household(facts: Seeker, districts: list[int]) -> Household:
    return Household(
        **_common(facts, districts),
        name=f"Halyna Haushalt {facts.key}",
        status=HouseholdStatus.WAITING if facts.waits else HouseholdStatus.CONSENT,
        most_sponsors=max(facts.free, 1),
        taken=0 if facts.free else 1,
        adults=facts.adults,
        adults_are=facts.adults_are,
        children_0_5=facts.small_children,
        children_6_11=facts.children - facts.small_children,
        unaccompanied=facts.unaccompanied,
        interpreting_arranged=facts.interpreting,
    )
