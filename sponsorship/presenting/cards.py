"""Both sides as cards for the staff who match: what is known and what is not. A household is its code, nothing more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdExclusion, Interest, Situation, SponsorExclusion, Topic
from sponsorship.models.free_times import DAYS, day_names, part_names, unpack
from sponsorship.models.household import BANDS

CONTACT = ("name", "email", "phone", "address", "note")
Times = list[tuple[str, list[bool]]]


@dataclass(frozen=True)
class Fact:
    """A row of components/facts.html."""

    icon: str
    label: str
    value: str


@dataclass(frozen=True)
class Card:
    """`times`: for each part of a day its name and the seven days; None where nobody has asked."""

    facts: list[Fact]
    days: list[str]
    times: Times | None
    wishes: str


def households() -> QuerySet[Household]:
    """Who they are and how to reach them is not even read."""
    return Household.objects.select_related("district").defer(*CONTACT, "reporter")


def sponsors() -> QuerySet[Sponsor]:
    return Sponsor.objects.select_related("district").defer("email", "phone", "address", "note")


def of_household(household: Household, today: date) -> Card:
    rows = [
        ("people", _("Wer"), _who(household)),
        *_grown_ups(household),
        *_shared(household),
        ("time", _("Stunden in der Woche"), str(household.hours or "")),
        ("language", _("Sprachmittlung"), _("organisiert") if household.interpreting_arranged else _("nein")),
        ("hand", _("Paten gleichzeitig"), _taken(household.taken, household.most_sponsors)),
        ("calendar", _("Wartet"), _waits(household, today)),
        *_unwanted(HouseholdExclusion, household),
    ]
    return _card(rows, household)


def of_sponsor(sponsor: Sponsor) -> Card:
    rows = [
        ("info", _("Status"), str(sponsor.get_status_display())),
        ("user", _("Geschlecht"), str(sponsor.get_gender_display())),
        ("calendar", _("Geburtsjahr"), str(sponsor.birth_year or "")),
        *_shared(sponsor),
        ("arrow-right", _("Mobilität"), str(sponsor.get_mobility_display())),
        ("time", _("Stunden in der Woche"), str(sponsor.hours or "")),
        ("hand", _("Patenschaften gleichzeitig"), _taken(sponsor.taken, sponsor.most_sponsorships)),
        ("check", _("Führungszeugnis eingesehen am"), _day(sponsor.certificate_seen_on)),
        ("heart", _("Haustiere"), {True: _("ja"), False: _("nein"), None: ""}[sponsor.has_pets]),
        *_unwanted(SponsorExclusion, sponsor),
    ]
    return _card(rows, sponsor)


def _card(rows: list[tuple[str, str, str]], party: Household | Sponsor) -> Card:
    facts = [Fact(icon, label, value or _("unbekannt")) for icon, label, value in rows]
    times = None if party.free_times is None else _times(party.free_times)
    return Card(facts, day_names(), times, party.wishes)


def _shared(party: Household | Sponsor) -> list[tuple[str, str, str]]:
    return [
        ("place", _("Stadtteil"), str(party.district or "")),
        ("language", _("Sprachen"), ", ".join(map(str, party.languages.select_related("language")))),
        ("heart", _("Wobei"), _names(Topic, party.topics)),
        ("people", _("Lebenslage"), _names(Situation, party.situations)),
        ("star", _("Interessen"), _names(Interest, party.interests)),
    ]


def _unwanted(kind: Any, party: Household | Sponsor) -> list[tuple[str, str, str]]:
    """Only where something is: nothing ticked is an answer too."""
    return [("warning", _("Möchte nicht"), _names(kind, party.excludes))] if party.excludes else []


def _names(kind: Any, values: list[str]) -> str:
    """In the order in which they can be chosen."""
    return ", ".join(str(choice.label) for choice in kind if choice.value in values)


def _who(household: Household) -> str:
    """How many, and of what age; nothing of those of whom there is nobody."""
    size = ngettext("%(number)s Person", "%(number)s Personen", household.people) % {"number": household.people}
    there = [name for name in ("adults", *BANDS) if getattr(household, name)]
    bands = [f"{_label(name)}: {getattr(household, name)}" for name in there]
    return f"{size}. " + "; ".join(bands)


def _grown_ups(household: Household) -> list[tuple[str, str, str]]:
    return [("user", _label("adults_are"), str(household.get_adults_are_display()))] if household.adults else []


def _label(name: str) -> str:
    """As the field is called wherever it is filled in."""
    return str(getattr(Household, name).field.verbose_name)


def _waits(household: Household, today: date) -> str:
    asked = timezone.localdate(household.created_at)
    days = (today - asked).days
    since = _("seit dem %(day)s") % {"day": _day(asked)}
    return f"{since} ({ngettext('%(days)s Tag', '%(days)s Tage', days) % {'days': days}})"


def _taken(taken: int, most: int) -> str:
    return _("%(taken)s von %(most)s vergeben") % {"taken": taken, "most": most}


def _day(day: date | None) -> str:
    return date_format(day, "j. F Y") if day else ""


def _times(times: int) -> Times:
    slots = set(unpack(times))
    return [(name, [(day, part) in slots for day in range(DAYS)]) for part, name in enumerate(part_names())]
