"""Rules that place one party after the other: the yardstick, and the finishing touches of every allocation."""

from collections.abc import Iterable

from network.allocation.hall import Hall
from network.allocation.records import Party


def place(hall: Hall, party: Party, number: int) -> None:
    """At the dearest wish with room, else at the roomiest table; where the party has been only as last resort."""
    tables = hall.open(party, number)
    visited = hall.visited(party, besides=number)
    fresh = [table for table in tables if table not in visited]
    for table in party.wishes:
        if table in fresh:
            return hall.seat(party, number, table)
    for table in fresh or tables:
        hall.roomiest.add((party.key, number))
        return hall.seat(party, number, table)
    return None


def fill(hall: Hall, parties: Iterable[Party]) -> None:
    for number in hall.rounds:
        for party in parties:
            if not hall.has_seat(party, number):
                place(hall, party, number)


def finish(hall: Hall, parties: list[Party]) -> None:
    """Leaves no seat that somebody could use, no wish that could be met, no table fuller than it must be."""
    fill(hall, parties)
    for number in hall.rounds:
        spread(hall, parties, number)
    while _move_up_all(hall, parties):
        fill(hall, parties)


def _move_up_all(hall: Hall, parties: list[Party]) -> bool:
    return sum(move_up(hall, party, number) for party in parties for number in hall.rounds) > 0


def move_up(hall: Hall, party: Party, number: int) -> bool:
    """Moves the party to a dearer wish, or from a table it has been at, when there is room for it as it is."""
    if not hall.has_seat(party, number) or hall.is_pinned(party, number):
        return False
    again = _repeats(hall, party, number)
    present = 0 if again else party.weight(hall.at[party.key][number])
    visited = hall.visited(party, besides=number)
    fresh = [table for table in hall.open(party, number) if table not in visited]
    best = max(fresh, key=party.weight, default=None)
    if best is None or not (again or party.weight(best) > present):
        return False
    hall.leave(party, number)
    hall.seat(party, number, best)
    return True


def spread(hall: Hall, parties: list[Party], number: int) -> None:
    """Puts those at no table of their wishes where most seats are free, unless somebody would lose by it."""
    loose = [party for party in parties if _is_loose(hall, party, number)]
    before = {party.key: hall.leave(party, number) for party in loose}
    for party in sorted(loose, key=lambda party: (-party.size, party.key)):
        place(hall, party, number)
    if all(hall.has_seat(party, number) and not _repeats(hall, party, number) for party in loose):
        return
    for party in loose:
        if hall.has_seat(party, number):
            hall.leave(party, number)
        hall.roomiest.discard((party.key, number))
    for party in loose:
        hall.seat(party, number, before[party.key])


def _is_loose(hall: Hall, party: Party, number: int) -> bool:
    if not hall.has_seat(party, number) or hall.is_pinned(party, number) or _repeats(hall, party, number):
        return False
    return hall.wish(party, number) is None


def _repeats(hall: Hall, party: Party, number: int) -> bool:
    return hall.at[party.key][number] in hall.visited(party, besides=number)
