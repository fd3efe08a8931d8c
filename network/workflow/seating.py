"""Who sits at which table: the allocation run on the records, staff's decisions kept, people told."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.mail import Attachment, Letter
from network import allocation
from network.allocation import Allocation, Party, Pin, Table
from network.emails import tables as emails
from network.models import Meeting, Notice, Placement, Registration
from network.seats import Seating
from network.workflow.notifying import tell_each
from network.workflow.places import locked

Where = dict[int, dict[int, int]]


@transaction.atomic
def allocate(meeting: Meeting, *, keep: bool = False) -> Allocation:
    """Give everybody with a place a table in each round; what staff decided stays, and with `keep` all the rest too.

    Raises AllocationError where decisions of staff cannot be kept; nothing is changed then.
    """
    locked(meeting.pk)
    before = _placements(meeting)
    return _run(meeting, before, [each for each in before if each.pinned or keep])


@transaction.atomic
def decide(registration: Registration, tables: dict[int, int | None]) -> Allocation:
    """Staff set a group's table by round (None: leave it to the allocation), then all others are placed anew.

    Raises AllocationError where the decision cannot be kept, for instance at a full table.
    """
    locked(registration.meeting_id)
    before = _placements(registration.meeting)
    replaced = {(registration.pk, number) for number in tables}
    others = [each for each in before if each.pinned and (each.registration_id, each.round) not in replaced]
    decided = [
        Placement(registration=registration, round=number, table_id=table, pinned=True)
        for number, table in tables.items()
        if table
    ]
    return _run(registration.meeting, before, others + decided)


def _placements(meeting: Meeting) -> list[Placement]:
    return list(Placement.objects.filter(registration__meeting=meeting).select_related("registration"))


def _run(meeting: Meeting, before: list[Placement], kept: list[Placement]) -> Allocation:
    guests = list(meeting.registrations.guests())
    keys = {guest.pk for guest in guests}
    pins = [_pin(each) for each in kept if each.registration_id in keys]
    found = allocation.allocate(_tables(meeting), _parties(guests), rounds=meeting.rounds, pins=pins)
    _write(meeting, found, before, {(each.registration_id, each.round) for each in kept if each.pinned})
    return found


def _tables(meeting: Meeting) -> list[Table]:
    return [Table(table.pk, table.seats) for table in meeting.tables.all()]


def _parties(guests: Iterable[Registration]) -> list[Party]:
    return [Party(guest.pk, guest.people, guest.wishes) for guest in guests]


def _pin(placement: Placement) -> Pin:
    return Pin(placement.registration_id, placement.round, placement.table_id)


def _write(meeting: Meeting, found: Allocation, before: list[Placement], pinned: set[tuple[int, int]]) -> None:
    """Replace all placements; a decision of staff stays marked, and who sits elsewhere than told is told anew."""
    reasons = {(each.registration_id, each.round): each.why for each in before}
    Placement.objects.filter(registration__meeting=meeting).delete()
    after = [
        Placement(
            registration_id=seat.party,
            round=seat.round,
            table_id=seat.table,
            pinned=(seat.party, seat.round) in pinned,
            wish=seat.wish,
            why=_why(seat, pinned, reasons),
        )
        for seat in found.seats
    ]
    Placement.objects.bulk_create(after)
    moved = _changed(_where(before), _where(after))
    Notice.objects.filter(registration__in=moved, kind=Notice.Kind.TABLES).delete()


def _why(seat: allocation.Seat, pinned: set[tuple[int, int]], before: dict[tuple[int, int], dict]) -> dict:
    """Who was kept where they sat keeps the reason for it."""
    key = (seat.party, seat.round)
    kept = seat.why.cause == allocation.Cause.PINNED and key not in pinned
    return before.get(key, {}) if kept else asdict(seat.why)


def _where(placements: Iterable[Placement]) -> Where:
    found: Where = {}
    for each in placements:
        found.setdefault(each.registration_id, {})[each.round] = each.table_id
    return found


def _changed(before: Where, after: Where) -> list[int]:
    return [key for key in before if before[key] != after.get(key)]


def tell_all(meeting: Meeting) -> int:
    """Queue a mail to everybody who has a table and has not been told; returns to how many groups."""
    write_letters.defer(meeting_id=meeting.pk)
    return meeting.registrations.guests().to_be_told_of_tables().count()


@app.task(queue="mail", name="network.tell_tables")
def write_letters(meeting_id: int) -> None:
    """Run again after a stop, it goes on with those who have no letter yet."""
    for meeting in Meeting.objects.filter(pk=meeting_id):
        tell(meeting, now=timezone.now())


def tell(meeting: Meeting, *, now: datetime) -> int:
    """The letters; each once, whoever else is writing them. Returns how many."""

    def letter(registration: Registration) -> tuple[Letter, list[Attachment]]:
        registration.meeting = meeting
        return emails.tables(registration, explained(registration)), []

    guests = meeting.registrations.guests().to_be_told_of_tables()
    return tell_each(guests, Notice.Kind.TABLES, about=meeting.starts_at or now, write=letter, now=now)


def explained(registration: Registration) -> list[Seating]:
    """The group's tables in the order of the rounds, each with its reason in the active language."""
    names = {table.pk: str(table) for table in registration.meeting.tables.select_related("theme")}
    placements = registration.placements.select_related("table__theme").order_by("round")
    return [Seating.of(placement, names) for placement in placements]
