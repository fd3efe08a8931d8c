"""The ten hard rules, each held against one pair: what breaks it, if anything (see `rules` for the table of them)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from sponsorship.matching.findings import Cause, Doubt, Finding, about_wish
from sponsorship.matching.records import Candidate, Certificate, Seeker, Setting
from sponsorship.models.choices import Gender, HouseholdExclusion, Mobility, SponsorExclusion

OF_AGE = 18
LARGE = 5  # people
FRESH_MONTHS = 3  # between the issue of a certificate and the day it is seen
HOLDS_MONTHS = 5 * 12  # from the day it is seen
MEN, WOMEN, UNDER_30, OVER_65, PETS = HouseholdExclusion.values  # as plain texts: asked of thousands
Found = Iterator[Finding]


def suitable(candidate: Candidate, _seeker: Seeker, setting: Setting) -> Found:
    if not candidate.approved:
        yield Finding(Cause.NOT_APPROVED)
    if candidate.birth_year is None:
        yield Finding(Cause.AGE_UNKNOWN)
    elif setting.today.year - candidate.birth_year <= OF_AGE:  # certain only from the year after the birthday
        yield Finding(Cause.UNDER_AGE)
    if not candidate.confidential:
        yield Finding(Cause.NOT_CONFIDENTIAL)
    if not candidate.conduct:
        yield Finding(Cause.NO_CONDUCT)


def certified(candidate: Candidate, seeker: Seeker, setting: Setting) -> Found:
    """§ 72a SGB VIII, where children live."""
    if seeker.children:
        certificate = candidate.certificate
        yield from _lapses(certificate, setting.today) if certificate else [Finding(Cause.NO_CERTIFICATE)]


def _lapses(certificate: Certificate, today: date) -> Found:
    if certificate.issued_on is None or certificate.entry is None:
        yield Finding(Cause.CERTIFICATE_INCOMPLETE)
    elif months_later(certificate.issued_on, FRESH_MONTHS) < certificate.seen_on:
        yield Finding(Cause.CERTIFICATE_OLD)
    if months_later(certificate.seen_on, HOLDS_MONTHS) < today:
        yield Finding(Cause.CERTIFICATE_LAPSED)
    if certificate.entry:
        yield Finding(Cause.CERTIFICATE_ENTRY)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last (§ 188 BGB)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def agreed(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    if not candidate.consents:
        yield Finding(Cause.NO_CONSENT_SPONSOR)
    if not seeker.consents:
        yield Finding(Cause.NO_CONSENT_HOUSEHOLD)


def understanding(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    if seeker.interpreting or dict(candidate.languages).keys() & dict(seeker.languages).keys():
        return
    known = candidate.languages and seeker.languages
    yield Finding(Cause.NO_LANGUAGE if known else Cause.LANGUAGE_UNKNOWN)


def roomy(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    if candidate.free <= 0:
        yield Finding(Cause.SPONSOR_FULL)
    if not seeker.waits:
        yield Finding(Cause.NOT_WAITING)
    if seeker.free <= 0:
        yield Finding(Cause.HOUSEHOLD_FULL)


def wanted(candidate: Candidate, seeker: Seeker, setting: Setting) -> Found:
    for wish in sorted(candidate.excludes & household_traits(seeker)):
        yield about_wish(Cause.SPONSOR_EXCLUDES, wish)
    for wish in sorted(seeker.excludes & sponsor_traits(candidate, setting)):
        yield about_wish(Cause.HOUSEHOLD_EXCLUDES, wish)


def perhaps_unwanted(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    for wish in sorted(candidate.excludes & _unknown_of_household(seeker)):
        yield about_wish(Doubt.EXCLUSION_OF_SPONSOR, wish)
    for wish in sorted(seeker.excludes & _unknown_of_sponsor(candidate)):
        yield about_wish(Doubt.EXCLUSION_OF_HOUSEHOLD, wish)


def household_traits(seeker: Seeker) -> frozenset[str]:
    """Which of the things that a sponsor may not want are known to be so."""
    so = {
        SponsorExclusion.SMALL_CHILDREN: seeker.small_children > 0,
        SponsorExclusion.CHILDREN: seeker.children > 0,
        SponsorExclusion.LARGE: seeker.adults + seeker.children >= LARGE,
        SponsorExclusion.ONLY_MEN: seeker.adults_are == Gender.MAN,
        SponsorExclusion.ONLY_WOMEN: seeker.adults_are == Gender.WOMAN,
    }
    return frozenset(wish.value for wish, is_so in so.items() if is_so)


def sponsor_traits(candidate: Candidate, setting: Setting) -> frozenset[str]:
    """Which of the things that a household may not want are known to be so; the age is the one reached this year."""
    age = None if candidate.birth_year is None else setting.today.year - candidate.birth_year
    so = (
        (MEN, candidate.gender == Gender.MAN),
        (WOMEN, candidate.gender == Gender.WOMAN),
        (UNDER_30, age is not None and age < 30),  # noqa: PLR2004 - so the wish says
        (OVER_65, age is not None and age > 65),  # noqa: PLR2004
        (PETS, candidate.has_pets is True),
    )
    return frozenset([wish for wish, is_so in so if is_so])


def _unknown_of_household(seeker: Seeker) -> set[str]:
    return set() if seeker.adults_are else {SponsorExclusion.ONLY_MEN.value, SponsorExclusion.ONLY_WOMEN.value}


def _unknown_of_sponsor(candidate: Candidate) -> set[str]:
    missing = {HouseholdExclusion.PETS} if candidate.has_pets is None else set()
    if not candidate.gender:
        missing |= {HouseholdExclusion.MEN, HouseholdExclusion.WOMEN}
    if candidate.birth_year is None:
        missing |= {HouseholdExclusion.UNDER_30, HouseholdExclusion.OVER_65}
    return {wish.value for wish in missing}


def is_near(candidate: Candidate, seeker: Seeker, setting: Setting) -> bool:
    """Whether their Stadtteile, both known, lie side by side."""
    return seeker.district in setting.neighbours.get(candidate.district or 0, ())


def reachable(candidate: Candidate, seeker: Seeker, setting: Setting) -> Found:
    if None in {candidate.district, seeker.district} or candidate.district == seeker.district:
        return
    if candidate.mobility == Mobility.ON_FOOT:
        yield Finding(Cause.TOO_FAR)
    if candidate.mobility == Mobility.BUS_BIKE and not is_near(candidate, seeker, setting):
        yield Finding(Cause.TOO_FAR_FOR_BUS)


def perhaps_too_far(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    """Whoever has a car gets everywhere."""
    if candidate.mobility == Mobility.CAR:
        return
    unknown = None in {candidate.district, seeker.district}
    if unknown or (candidate.district != seeker.district and not candidate.mobility):
        yield Finding(Doubt.WAY)


def in_time(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    if None not in {candidate.free_times, seeker.free_times} and not shared_times(candidate, seeker):
        yield Finding(Cause.NO_TIME)


def perhaps_never(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    if None in {candidate.free_times, seeker.free_times}:
        yield Finding(Doubt.TIMES)


def shared_times(candidate: Candidate, seeker: Seeker) -> int:
    return ((candidate.free_times or 0) & (seeker.free_times or 0)).bit_count()


def accompanied(_candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    if seeker.unaccompanied:
        yield Finding(Cause.UNACCOMPANIED)


def perhaps_unwilling(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Found:
    """Silence is no refusal, and no yes either."""
    if candidate.key in seeker.unanswered:
        yield Finding(Doubt.UNANSWERED)


def anything_goes(_candidate: Candidate, _seeker: Seeker, _setting: Setting) -> Found:
    """For a rule that only a pair's past can break."""
    yield from ()
