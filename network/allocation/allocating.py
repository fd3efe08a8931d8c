"""The two ways to allocate, and what they share."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from network.allocation import explaining
from network.allocation.hall import Hall
from network.allocation.pinning import pin_down
from network.allocation.planning import Task, plans
from network.allocation.records import Allocation, Party, Pin, Table
from network.allocation.seating import fill, finish
from network.allocation.splitting import Plan


def allocate(tables: Iterable[Table], parties: Iterable[Party], *, rounds: int, pins: Iterable[Pin] = ()) -> Allocation:
    tables = sorted(tables, key=lambda table: table.key)
    parties = sorted(parties, key=lambda party: party.key)
    task = Task(tables, parties, rounds, frozenset(pins))
    best = _settled(task, {})
    for plan, bound in plans(task):
        best = max(best, _settled(task, plan), key=lambda allocation: allocation.score)
        if best.score == bound:
            return replace(best, proven=True)
    return replace(best, proven=not (tables and parties and rounds))


def greedy(tables: Iterable[Table], parties: Iterable[Party], *, rounds: int) -> Allocation:
    hall, parties = Hall(tables, rounds), tuple(parties)
    fill(hall, parties)
    return _allocation(hall, parties)


def _settled(task: Task, plan: Plan) -> Allocation:
    """The pins and the plan, finished by the rules; an empty plan becomes first come, first served."""
    hall = Hall(task.tables, task.rounds)
    known = {party.key: party for party in task.parties}
    pin_down(hall, known, tuple(task.pins))
    for (key, number), table in plan.items():
        if not hall.has_seat(known[key], number):
            hall.seat(known[key], number, table)
    finish(hall, list(task.parties))
    return _allocation(hall, task.parties)


def _allocation(hall: Hall, parties: Sequence[Party]) -> Allocation:
    ordered = sorted(parties, key=lambda party: party.key)
    return Allocation(
        tuple(seat for party in ordered for seat in explaining.seats(hall, party)),
        tuple(item for party in ordered for item in explaining.unplaced(hall, party)),
        len(hall.rounds),
        tuple(ordered),
    )
