"""From parties to a plan: who sits where in which round.

Taken together, the rounds are one much smaller programme without their symmetry. What it finds is an upper bound, and
the optimum as soon as its visits can be split into rounds. Groups can get in the way of that; then the rounds are
solved one after the other, which often reaches the bound too, or jointly where that is small enough.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from network.allocation.programme import Kind, Programme, Solution
from network.allocation.records import Party, Pin, Score, Table
from network.allocation.splitting import Plan, deal, split

# Beyond these sizes a way takes too long: visits × rounds to split at once, parties × rounds × tables to seat jointly.
SPLIT_COLUMNS = 700
JOINT_COLUMNS = 400


@dataclass(frozen=True)
class Task:
    tables: Sequence[Table]
    parties: Sequence[Party]
    rounds: int
    pins: frozenset[Pin]

    def pins_of(self, party: Party) -> frozenset[tuple[int, int]]:
        return frozenset((pin.round, pin.table) for pin in self.pins if pin.party == party.key)

    def kind(self, party: Party) -> Kind:
        return Kind(party, (party.key,), self.pins_of(party))

    def kinds(self) -> list[Kind]:
        alike = defaultdict(list)
        for party in self.parties:
            alike[party.size, party.wishes, self.pins_of(party)].append(party)
        return [replace(self.kind(same[0]), members=tuple(party.key for party in same)) for same in alike.values()]


def plans(task: Task) -> Iterator[tuple[Plan, Score | None]]:
    """Plans to compare, the quick ones first, each with a score that no plan can exceed, as far as one is known."""
    if not (task.tables and task.parties and task.rounds):
        return
    kinds = task.kinds()
    found = _solve(task, kinds, periods=1, fold=task.rounds)
    visits = deal(kinds, task.tables, task.rounds, found)
    yield split(visits, task.tables, task.pins, step=1), found.bound
    yield in_turn(task), found.bound
    if visits.count() * task.rounds <= SPLIT_COLUMNS:
        yield split(visits, task.tables, task.pins, step=task.rounds), found.bound
    if len(task.parties) * task.rounds * len(task.tables) <= JOINT_COLUMNS:
        jointly = _solve(task, [task.kind(party) for party in task.parties], periods=task.rounds, fold=1)
        yield _seats(task, jointly), jointly.bound


def in_turn(task: Task) -> Plan:
    """Every round at its best, given those before it."""
    plan: Plan = {}
    for number in range(1, task.rounds + 1):
        kinds = [_kind_in_round(task, party, number, plan) for party in task.parties]
        found = Programme(kinds, task.tables, periods=1, fold=1, repeats=False).best()
        plan |= {(party, number): table for (party, _), table in _seats(task, found).items()}
    return plan


def _kind_in_round(task: Task, party: Party, number: int, plan: Plan) -> Kind:
    pins = task.pins_of(party)
    now = frozenset((1, table) for pinned, table in pins if pinned == number)
    later = {table for pinned, table in pins if pinned > number}
    before = {table for (key, _), table in plan.items() if key == party.key}
    return Kind(party, (party.key,), now, frozenset(before | later))


def _solve(task: Task, kinds: Sequence[Kind], *, periods: int, fold: int) -> Solution:
    """Repeats enter the programme only where people could stay unplaced without them."""
    found = Programme(kinds, task.tables, periods=periods, fold=fold, repeats=False).best()
    if found.score[0] == _most_persons(task):
        return found
    repeating = Programme(kinds, task.tables, periods=periods, fold=fold, repeats=True).best()
    return replace(max(found, repeating, key=lambda solution: solution.score), proven=repeating.proven)


def _most_persons(task: Task) -> int:
    """Persons times rounds who have a seat at best."""
    largest = max(table.seats for table in task.tables)
    fitting = sum(party.size for party in task.parties if party.size <= largest)
    return task.rounds * min(fitting, sum(table.seats for table in task.tables))


def _seats(task: Task, found: Solution) -> Plan:
    """Of a solution where every kind is one party."""
    return {
        (task.parties[party].key, int(period) + 1): task.tables[table].key
        for party, period, table in np.argwhere(found.visits)
    }
