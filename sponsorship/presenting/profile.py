"""Both sides as the other one sees them: without a name at first, and how to reach them once both have agreed.

Everything that a sponsor or a household learns of the other goes through this module.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import Side, Topic

AGE_BANDS = (30, 50, 65)


@dataclass(frozen=True)
class Fact:
    """A row of components/facts.html."""

    icon: str
    label: str
    value: str


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str
    email: str


def profile_for(side: Side, sponsorship: Sponsorship, today: date) -> list[Fact]:
    """What this side may know of the other before both have agreed."""
    if side == Side.SPONSOR:
        return of_household(sponsorship.household)
    return of_sponsor(sponsorship.sponsor, today)


def contact_for(side: Side, sponsorship: Sponsorship) -> Contact | None:
    """How this side reaches the other; nothing before both have agreed, and nothing once it is over."""
    if not sponsorship.discloses:
        return None
    other = sponsorship.household if side == Side.SPONSOR else sponsorship.sponsor
    return Contact(other.name, other.phone, other.email)


def of_household(household: Household) -> list[Fact]:
    """Size, age bands, languages, Stadtteil, topics; nothing else."""
    return _known([("people", _("Wer"), _who(household)), *_shared(household)])


def of_sponsor(sponsor: Sponsor, today: date) -> list[Fact]:
    """Age group, languages, Stadtteil, topics; nothing else."""
    return _known([("user", _("Alter"), _age_group(sponsor, today)), *_shared(sponsor)])


def _shared(party: Any) -> list[tuple[str, str, str]]:
    spoken = [f"{each.language} ({each.get_level_display()})" for each in party.languages.select_related("language")]
    topics = [str(Topic(each).label) for each in party.topics]
    return [
        ("language", _("Sprachen"), ", ".join(spoken)),
        ("place", _("Stadtteil"), str(party.district or "")),
        ("hand", _("Wobei"), ", ".join(topics)),
    ]


def _known(rows: list[tuple[str, str, str]]) -> list[Fact]:
    return [Fact(*row) for row in rows if row[2]]


def _who(household: Household) -> str:
    bands = [
        (household.adults, _("erwachsen")),
        (household.children_0_5, _("bis 5 Jahre alt")),
        (household.children_6_11, _("von 6 bis 11 Jahren")),
        (household.children_12_17, _("von 12 bis 17 Jahren")),
    ]
    number = household.people
    size = ngettext("%(number)s Person", "%(number)s Personen", number) % {"number": number}
    return f"{size}: " + ", ".join(f"{count} {band}" for count, band in bands if count)


def _age_group(sponsor: Sponsor, today: date) -> str:
    if sponsor.birth_year is None:
        return ""
    young, middle, old = AGE_BANDS
    names = [_("unter 30"), _("30 bis 49"), _("50 bis 64"), _("65 und älter")]
    age = today.year - sponsor.birth_year
    return names[sum(age >= limit for limit in (young, middle, old))]
