"""Why everybody sits where they sit, read off the hall when it is settled."""

from collections.abc import Iterator

from network.allocation.hall import Hall
from network.allocation.records import (
    Cause,
    Hurdle,
    Obstacle,
    Party,
    Reason,
    Seat,
    Shortage,
    Unplaced,
    Why,
)


def seats(hall: Hall, party: Party) -> Iterator[Seat]:
    for number, table in sorted(hall.at[party.key].items()):
        yield Seat(party.key, number, table, hall.wish(party, number), _why(hall, party, number))


def unplaced(hall: Hall, party: Party) -> Iterator[Unplaced]:
    for number in hall.rounds:
        if not hall.has_seat(party, number):
            rest = max(hall.rest[number].values(), default=0)
            yield Unplaced(party.key, number, Reason(_shortage(hall, party, rest), party.size, rest))


def _shortage(hall: Hall, party: Party, rest: int) -> Shortage:
    if not hall.seats:
        return Shortage.NO_TABLES
    if party.size > max(hall.seats.values()):
        return Shortage.TOO_LARGE
    return Shortage.SCATTERED if rest else Shortage.NO_SEAT


def _why(hall: Hall, party: Party, number: int) -> Why:
    cause = _cause(hall, party, number)
    if cause in {Cause.PINNED, Cause.AGAIN}:
        return Why(cause, party.size)
    roomiest = cause is not Cause.WISH and (party.key, number) in hall.roomiest
    return Why(cause, party.size, tuple(_hurdles(hall, party, number)), roomiest)


def _cause(hall: Hall, party: Party, number: int) -> Cause:
    if hall.is_pinned(party, number):
        return Cause.PINNED
    if hall.is_repeat(party, number):
        return Cause.AGAIN
    if hall.wish(party, number):
        return Cause.WISH
    return Cause.NO_WISH if party.wishes else Cause.UNDECIDED


def _hurdles(hall: Hall, party: Party, number: int) -> Iterator[Hurdle]:
    """One for every wish that is dearer than what the party got."""
    for table in dict.fromkeys(party.wishes):
        rank = party.rank(table)
        if rank is None or rank == hall.wish(party, number):
            return
        yield _hurdle(hall, party, rank)


def _hurdle(hall: Hall, party: Party, rank: int) -> Hurdle:
    table = party.wishes[rank - 1]
    other = [there for there, visited in sorted(hall.at[party.key].items()) if visited == table]
    if table not in hall.seats:
        return Hurdle(rank, table, Obstacle.GONE)
    if other:
        return Hurdle(rank, table, Obstacle.OTHER_ROUND, other[0])
    return Hurdle(rank, table, Obstacle.TOO_SMALL if hall.seats[table] < party.size else Obstacle.FULL)
