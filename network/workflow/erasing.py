"""Guests of meetings are forgotten: needs first, then names; how many came and where they sat stays."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import untick
from arnsberg_hilfe.core.contact import whole
from arnsberg_hilfe.core.erasing import blanked, erase_in_batches, erased, in_batches
from arnsberg_hilfe.core.models import Tombstone
from arnsberg_hilfe.core.own_data import CAUSE
from network.models import Arrival, Measure, Meeting, Progress, Registration, Result, ThemeTable
from network.models.registration import new_code
from network.workflow import registering

ANY_ADDRESS = r"[^\s<>()\[\],;]+@[^\s<>()\[\],;]+"
NAMES = ["name", "email", "phone", "organisation", "companions", "code", "key", "recorded_by", "anonymised_at"]
TICKS = ["photo_consent", "wants_invitations", "wants_calls"]
NEEDS = {"interpreting": False, "children": 0, "step_free": False, "needs_note": ""}


def forget_needs(now: datetime) -> int:
    return in_batches(Registration.objects.with_needs_due_for_erasure(now), _forget_needs)


def _forget_needs(keys: list[int]) -> None:
    blanked(Registration, keys)
    Registration.objects.filter(pk__in=keys).update(**NEEDS)


def forget_names(now: datetime) -> int:
    """Names go, counts stay: how many, pillar, Stadtteil, table. Returns how many registrations lost their names."""
    return in_batches(Registration.objects.due_to_lose_names(now), lambda keys: forget_guests(keys, now))


@transaction.atomic
def forget_guests(keys: Iterable[int], now: datetime, *, cause: str = "network.names") -> None:
    found = list(Registration.objects.filter(pk__in=keys))
    erased(Registration, [each.pk for each in found], now=now, cause=cause)
    for registration in found:
        _forget(registration, now)
    Registration.objects.bulk_update(found, [*NAMES, *TICKS, *NEEDS])
    Arrival.objects.filter(registration__in=found).update(by=None)


def _forget(registration: Registration, now: datetime) -> None:
    registration.name = registration.email = registration.phone = registration.organisation = ""
    registration.companions = [""] * len(registration.companions)
    registration.code, registration.key = new_code(), None
    registration.recorded_by, registration.anonymised_at = None, now
    for name, value in {**NEEDS, **dict.fromkeys(TICKS, False)}.items():
        setattr(registration, name, value)


def forget_measures(now: datetime) -> int:
    """Addresses, names without consent and what was said go; what was agreed and became of it stays."""
    return in_batches(Measure.objects.due_for_erasure(now), _forget_measures)


def _forget_measures(keys: list[int]) -> None:
    said = Progress.objects.filter(measure__in=keys)
    blanked(Measure, keys)
    blanked(Progress, said.values_list("pk", flat=True))
    Measure.objects.filter(pk__in=keys, names_allowed=False).update(responsible="")
    said.update(note="")
    Measure.objects.filter(pk__in=keys).update(email="")


@transaction.atomic
def forget_responsible(measure: Measure, *, now: datetime) -> None:
    """Whoever was to see to it wants to be forgotten, named by consent or not; what was agreed stays."""
    untick(measure, Purpose.NAMED, now=now)
    _forget_measures([measure.pk])
    Tombstone.objects.place(Measure, [measure.pk], cause=CAUSE, now=now)


def forget_responsible_again(keys: Iterable[int], now: datetime) -> None:
    for measure in Measure.objects.filter(pk__in=keys):
        forget_responsible(measure, now=now)


@transaction.atomic
def forget_address(result: Result, address: str, *, now: datetime) -> None:
    """Who was named at the table is not any more, and the address is cut out of what was said."""
    _forget_words(result, whole(address), now)


def forget_addresses_again(keys: Iterable[int], now: datetime) -> None:
    """After a restore nobody knows which address it was: every one goes."""
    for result in Result.objects.filter(pk__in=keys):
        _forget_words(result, ANY_ADDRESS, now)


def _forget_words(result: Result, pattern: str, now: datetime) -> None:
    untick(result, Purpose.NAMED, now=now)
    blanked(Result, [result.pk])
    for name in Result.texts():
        setattr(result, name, _without(pattern, getattr(result, name) or ""))
    result.who = ""
    result.save()  # as a whole: the columns without a language hold a copy
    Tombstone.objects.place(Result, [result.pk], cause=CAUSE, now=now)


@transaction.atomic
def forget_contact(meeting: Meeting, address: str, *, now: datetime) -> None:
    _forget_contact(meeting, whole(address), now)


def forget_contacts_again(keys: Iterable[int], now: datetime) -> None:
    """As with results: every address goes."""
    for meeting in Meeting.objects.filter(pk__in=keys):
        _forget_contact(meeting, ANY_ADDRESS, now)


def _forget_contact(meeting: Meeting, pattern: str, now: datetime) -> None:
    blanked(Meeting, [meeting.pk])
    texts = {name: _without(pattern, getattr(meeting, name)) for name in ("contact", "internal_note")}
    Meeting.objects.filter(pk=meeting.pk).update(**texts)
    Tombstone.objects.place(Meeting, [meeting.pk], cause=CAUSE, now=now)


def _without(pattern: str, text: str) -> str:
    return re.sub(pattern, "…", text, flags=re.IGNORECASE)


@transaction.atomic
def forget_guest(registration: Registration, *, now: datetime, cause: str) -> None:
    """A guest wants to be forgotten: who was still expected is no longer, and others move up."""
    if registration.can_be_cancelled(now):
        registering.cancel(registration, now=now)
    forget_guests([registration.pk], now, cause=cause)


def forget_rows(now: datetime) -> int:
    """At the tables only who agreed to it stays named; rows that were struck out are gone."""
    named = in_batches(Result.objects.due_to_lose_names(now), _forget_who)
    return named + erase_in_batches(Result.objects.struck_for_good(now), now=now, cause="network.results")


def _forget_who(keys: list[int]) -> None:
    blanked(Result, keys)
    Result.objects.filter(pk__in=keys).update(who="")


def forget_meetings(now: datetime) -> int:
    return in_batches(Meeting.objects.due_to_lose_notes(now), _forget_notes)


def _forget_notes(keys: list[int]) -> None:
    blanked(Meeting, keys)
    Meeting.objects.filter(pk__in=keys).update(contact="", internal_note="")
    Meeting.doorkeepers.through.objects.filter(meeting__in=keys).delete()
    ThemeTable.moderators.through.objects.filter(themetable__meeting__in=keys).delete()
