"""A meeting as paper shows it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import fallbacks

from network.models import Measure, Meeting, Placement, Registration, ThemeTable
from network.paper import SheetMeasure, SheetMeeting, SheetPerson, SheetTable
from network.reappearing import by_table


def sheet_of(meeting: Meeting, begin: datetime) -> SheetMeeting:
    """Everybody with a place, each person on a line of their own, and what is still to be done; five statements."""
    tables = list(meeting.tables.select_related("theme"))
    measures = by_table(meeting)
    guests = list(meeting.registrations.guests())
    seats = _seats(meeting, {table.pk: table.number for table in tables})
    return SheetMeeting(
        title=meeting.title,
        begin=begin,
        end=meeting.ends_at,
        place=", ".join(filter(None, [meeting.venue, meeting.address])),
        rounds=meeting.rounds,
        tables=tuple(_table(table, measures[table.pk]) for table in tables),
        people=tuple(person for guest in guests for person in _people(guest, seats, meeting.rounds)),
    )


def _seats(meeting: Meeting, numbers: dict[int, int]) -> dict[tuple[int, int], int]:
    """Table numbers by registration and round."""
    found = Placement.objects.filter(registration__meeting=meeting).values_list("registration", "round", "table")
    return {(registration, number): numbers[table] for registration, number, table in found}


def _table(table: ThemeTable, measures: list[Measure]) -> SheetTable:
    with override("de"), fallbacks(False):
        german = table.subject, table.question
    with override("uk"), fallbacks(False):
        ukrainian = table.subject, table.question or ""
    return SheetTable(
        number=table.number,
        theme=german[0],
        theme_uk=ukrainian[0],
        colour=table.theme.colour if table.theme else "",
        moderator=table.moderator,
        question=german[1],
        question_uk=ukrainian[1],
        measures=tuple(map(_measure, measures)),
    )


def _measure(measure: Measure) -> SheetMeasure:
    """Sheets lie on a table where everybody reads them: who is responsible stands there only with consent."""
    with override("de"), fallbacks(False):
        german = measure.what
    with override("uk"), fallbacks(False):
        ukrainian = measure.what or ""
    return SheetMeasure(german, measure.public_who, measure.due, ukrainian)


def _people(guest: Registration, seats: dict[tuple[int, int], int], rounds: int) -> list[SheetPerson]:
    tables = tuple(seats.get((guest.pk, number)) for number in range(1, rounds + 1))
    with_whom = _("mit %(name)s") % {"name": guest.name}
    return [
        SheetPerson(
            name=name or _("Begleitung %(number)s") % {"number": position},
            group=with_whom if position else "",
            organisation=guest.organisation,
            tables=tables,
            listed_as=name or guest.name,
        )
        for position, name in enumerate(guest.names)
    ]
