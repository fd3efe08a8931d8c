"""The hall as the office sees it: tables by round, guests with their seats and reasons, and sums."""

from collections import Counter
from dataclasses import dataclass, field

from network.models import Meeting, Placement, Registration, ThemeTable
from network.seats import Seating

NO_WISH = 0


@dataclass(frozen=True)
class TableRow:
    """A table, and how many people sit at it in each round."""

    table: ThemeTable
    taken: list[int]


@dataclass
class Guest:
    registration: Registration
    seats: list[Seating] = field(default_factory=list)


@dataclass(frozen=True)
class Hall:
    """`wishes` counts people and rounds by the wish that was met (0: none); `untold` groups wait for a mail."""

    tables: list[TableRow]
    guests: list[Guest]
    wishes: dict[int, int]
    standing: int
    untold: int

    @property
    def is_allocated(self) -> bool:
        return bool(self.wishes)


def of(meeting: Meeting) -> Hall:
    """Five statements, whatever the number of people."""
    tables = list(meeting.tables.select_related("theme"))
    guests = {each.pk: Guest(each) for each in meeting.registrations.guests().order_by("name", "pk")}
    placements = Placement.objects.filter(registration__in=guests).select_related("table__theme").order_by("round")
    names = {table.pk: str(table) for table in tables}
    people, wishes = Counter[tuple[int, int]](), Counter[int]()
    for placement in placements:
        guest = guests[placement.registration_id]
        guest.seats.append(Seating.of(placement, names))
        people[placement.table_id, placement.round] += guest.registration.people
        wishes[placement.wish or NO_WISH] += guest.registration.people
    rounds = range(1, meeting.rounds + 1)
    rows = [TableRow(table, [people[table.pk, number] for number in rounds]) for table in tables]
    standing = sum(each.registration.people for each in guests.values() if len(each.seats) < meeting.rounds)
    untold = meeting.registrations.guests().to_be_told_of_tables().count()
    return Hall(rows, list(guests.values()), dict(sorted(wishes.items())), standing, untold)
