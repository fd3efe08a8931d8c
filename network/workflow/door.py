"""At the door: check marks, people who come without a registration, places of those who do not come.

Every step says what is to be so afterwards, never «the other way round»: a phone with a bad network may send it
again, and two people at the door may send the same. All hold the meeting's lock, as everything about places does.

A group keeps its size when only some of it come: who is parking the car finds the place kept. Such companions count as
expected; only groups of which nobody has come give their places back (`release_absent`).
"""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User
from network.models import Arrival, Meeting, Registration, RegistrationSource, RegistrationStatus
from network.workflow.places import locked


class RefusedError(ValidationError):
    """Not possible; the sentence is for the people at the door."""


class FullError(RefusedError):
    """No place is left for this group."""


def _opened(meeting: Meeting, now: datetime) -> Meeting:
    current = locked(meeting.pk)
    if not current.has_open_door(now):
        raise RefusedError(_("Der Einlass zu diesem Treffen ist geschlossen."))
    return current


def _registration(meeting: Meeting, key: int) -> Registration:
    found = meeting.registrations.filter(pk=key).first()
    if found is None:
        raise RefusedError(_("Diese Anmeldung gibt es nicht mehr."))
    return found


@transaction.atomic
def let_in(meeting: Meeting, key: int, positions: Collection[int], *, by: User, now: datetime) -> list[Arrival]:
    """These people of a registration are here; who was ticked before stays ticked by whoever was first.

    Returns their check marks. Who waited, cancelled or was given up is let in while places are free. Raises
    RefusedError.
    """
    current = _opened(meeting, now)
    registration = _registration(current, key)
    if not set(positions) <= set(range(registration.people)):
        raise RefusedError(_("Die Gruppe ist inzwischen kleiner. Bitte laden Sie die Seite neu."))
    if registration.status != RegistrationStatus.ATTENDED:
        _take_places(registration, current)
    _tick(registration, positions, by, now)
    return list(registration.arrivals.filter(position__in=positions).select_related("by").order_by("position"))


def _take_places(registration: Registration, meeting: Meeting) -> None:
    if registration.status not in RegistrationStatus.seated():
        _check_room(registration, meeting)
        others = meeting.registrations.active().of_address(registration.email).exclude(pk=registration.pk)
        if others.exists():
            raise RefusedError(_("Diese Person steht noch einmal auf der Liste. Bitte haken Sie sie dort ab."))
    registration.attend()


def _check_room(registration: Registration, meeting: Meeting) -> None:
    if registration.people > meeting.free:
        raise FullError(
            _("Kein Platz frei: Gebraucht werden %(needed)s, frei sind %(free)s.")
            % {"needed": registration.people, "free": meeting.free}
        )


def _tick(registration: Registration, positions: Collection[int], by: User, now: datetime) -> None:
    here = set(registration.arrivals.values_list("position", flat=True))
    missing = sorted(set(positions) - here)
    Arrival.objects.bulk_create(Arrival(registration=registration, position=one, by=by, at=now) for one in missing)


@transaction.atomic
def take_back(meeting: Meeting, key: int, seen: dict[int, int], *, now: datetime) -> None:
    """Take back the check marks that somebody saw: position and key of each; those that are gone already are no matter.

    Raises RefusedError where somebody has ticked the same person again since: that mark is not ours to take.
    """
    registration = _registration(_opened(meeting, now), key)
    current = dict(registration.arrivals.values_list("position", "pk"))
    if any(current.get(position, mark) != mark for position, mark in seen.items()):
        raise RefusedError(_("Inzwischen hat jemand diese Person neu abgehakt. Der Haken bleibt."))
    registration.arrivals.filter(pk__in=seen.values()).delete()
    if registration.status == RegistrationStatus.ATTENDED and set(current) <= set(seen):
        registration.take_back_arrival()


@transaction.atomic
def walk_in(registration: Registration, *, key: str, by: User, now: datetime) -> Registration:
    """Let in somebody who has not registered, and the companions; the same form sent again changes nothing.

    Taken back, such a registration counts as cancelled. Raises FullError, RefusedError, and ValidationError for fields.
    """
    meeting = _opened(registration.meeting, now)
    if known := meeting.registrations.filter(key=key).first():
        return known
    _check_room(registration, meeting)
    registration.key, registration.source, registration.recorded_by = key, RegistrationSource.DOOR, by
    registration.created_at = registration.confirmed_at = now
    registration.status, registration.status_before = RegistrationStatus.ATTENDED, RegistrationStatus.CANCELLED
    registration.full_clean()
    registration.save()
    _tick(registration, range(registration.people), by, now)
    return registration


@transaction.atomic
def release_absent(meeting: Meeting, *, now: datetime) -> int:
    """Once the meeting has begun, nobody waits for groups of which nobody has come. Returns how many places are free.

    The waiting list does not move up by mail any more: who is there is let in.
    """
    current = _opened(meeting, now)
    if current.starts_at is None or now < current.starts_at:
        raise RefusedError(_("Plätze werden erst nach dem Beginn freigegeben."))
    for registration in current.registrations.still_expected():
        registration.miss()
    current.refresh_from_db(fields=["taken"])
    return current.free
