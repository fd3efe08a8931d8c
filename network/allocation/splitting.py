"""From visits of all rounds together to the rounds.

For single persons that always succeeds: a bipartite graph's edges have a colouring with as many colours as its largest
degree (Kőnig 1916), the visits being the edges and the rounds the colours. Groups of different sizes may not fit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, cycle, repeat

import numpy as np

from network.allocation.programme import Kind, Rows, Solution, solve
from network.allocation.records import Pin, Table

Plan = dict[tuple[int, int], int]  # party and round → table


@dataclass(frozen=True)
class Visits:
    """The tables each party visits in some round, and how many come with it."""

    rounds: int
    tables: dict[int, Counter[int]]
    sizes: dict[int, int]

    def count(self) -> int:
        return sum(tables.total() for tables in self.tables.values())

    def load(self, table: int) -> int:
        return sum(self.sizes[party] * tables[table] for party, tables in self.tables.items())

    def without(self, plan: Plan) -> "Visits":
        used = {party: Counter[int]() for party in self.tables}
        for (party, _), table in plan.items():
            used[party][table] += 1
        return replace(self, tables={party: tables - used[party] for party, tables in self.tables.items()})


def deal(kinds: Sequence[Kind], tables: Sequence[Table], rounds: int, found: Solution) -> Visits:
    """Deals the visits of a kind to its members like cards, wishes first: nobody gets two more than anybody else."""
    sizes = {member: kind.party.size for kind in kinds for member in kind.members}
    visits = Visits(rounds, {member: Counter() for member in sizes}, sizes)
    for index, kind in enumerate(kinds):
        members = cycle(kind.members)
        for table in _cards(kind, tables, found.first_visits[index], found.visits[index, 0]):
            visits.tables[next(members)][table] += 1
    return visits


def _cards(kind: Kind, tables: Sequence[Table], first: np.ndarray, visits: np.ndarray) -> Iterator[int]:
    """A table's first visits lie together, so that nobody is dealt two of them; repeats come last."""
    order = sorted(range(len(tables)), key=lambda index: -kind.party.weight(tables[index].key))
    counts = chain(((index, first[index]) for index in order), ((index, (visits - first)[index]) for index in order))
    return chain.from_iterable(repeat(tables[index].key, int(count)) for index, count in counts)


def split(visits: Visits, tables: Sequence[Table], pins: Iterable[Pin], *, step: int) -> Plan:
    """Cuts off `step` rounds at a time: quick in small steps, sure in large ones. Empty where it leads nowhere."""
    pinned = {(pin.party, pin.round): pin.table for pin in pins}
    plan: Plan = {}
    for first in range(1, visits.rounds + 1, step):
        rounds = range(first, min(first + step, visits.rounds + 1))
        taken = Cut(visits.without(plan), tables, rounds, pinned).take()
        if taken is None:
            return {}
        plan |= taken
    return plan


class Cut:
    """The share of some rounds, such that what is left does not overcrowd the rounds after them."""

    def __init__(
        self, visits: Visits, tables: Sequence[Table], rounds: Sequence[int], pinned: dict[tuple[int, int], int]
    ) -> None:
        self.visits, self.tables, self.rounds, self.pinned = visits, tables, rounds, pinned
        self.left = visits.rounds - rounds[-1]
        self.choices = [
            (party, number, table)
            for party in visits.tables
            for number in rounds
            for table in self._open(party, number)
        ]
        self.rows = Rows(len(self.choices))

    def _open(self, party: int, number: int) -> list[int]:
        """Tables of the party in this round; one that is pinned for another round waits for it."""
        if (party, number) in self.pinned:
            return [self.pinned[party, number]]
        waiting = Counter(table for (pinned, when), table in self.pinned.items() if pinned == party and when >= number)
        return list(self.visits.tables[party] - waiting)

    def take(self) -> Plan | None:
        if not self.choices:
            return {}
        self._keep_parties_right()
        self._keep_tables_right()
        count = len(self.choices)
        found = solve(np.zeros(count), self.rows, np.zeros(count), np.ones(count)).x
        if found is None:
            return None
        chosen = (self.choices[index] for index in np.flatnonzero(np.rint(found)))
        return {(party, number): table for party, number, table in chosen}

    def _keep_parties_right(self) -> None:
        """One table a round, no table more often than planned, and nobody with more visits left than rounds."""
        at_once, over_all, planned = defaultdict(list), defaultdict(list), defaultdict(list)
        for index, (party, number, table) in enumerate(self.choices):
            at_once[party, number].append(index)
            over_all[party].append(index)
            planned[party, table].append(index)
        for (party, number), columns in at_once.items():
            self.rows.add(columns, 1, int((party, number) in self.pinned), 1)
        for party, tables in self.visits.tables.items():
            self.rows.add(over_all[party], 1, max(0, tables.total() - self.left), len(self.rounds))
        for (party, table), columns in planned.items():
            self.rows.add(columns, 1, 0, self.visits.tables[party][table])

    def _keep_tables_right(self) -> None:
        at_once, over_all = defaultdict(list), defaultdict(list)
        for index, (_, number, key) in enumerate(self.choices):
            at_once[key, number].append(index)
            over_all[key].append(index)
        for table in self.tables:
            for number in self.rounds:
                self._add_persons(at_once[table.key, number], 0, table.seats)
            load = self.visits.load(table.key)
            self._add_persons(over_all[table.key], load - self.left * table.seats, load)

    def _add_persons(self, columns: list[int], low: int, high: int) -> None:
        self.rows.add(columns, [self.visits.sizes[self.choices[index][0]] for index in columns], low, high)
