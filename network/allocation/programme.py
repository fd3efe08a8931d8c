"""The integer programme: how many parties of a kind sit at a table in a period.

A period is one round, or all rounds taken together (`fold` of them, with `fold` times the seats).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from network.allocation.records import Party, Score, Table

# Effort is limited in nodes times columns, not in seconds: the same input gives the same result on every machine.
EFFORT = 20_000
OPTIMAL = 0


@dataclass(frozen=True)
class Kind:
    """Parties like `party`, that nothing but their keys tells apart.

    `pins` are (round, table), `banned` are tables they must not sit at.
    """

    party: Party
    members: tuple[int, ...]
    pins: frozenset[tuple[int, int]] = frozenset()
    banned: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Solution:
    visits: np.ndarray  # kind × period × table
    first_visits: np.ndarray  # kind × table: those that are no repeats
    score: Score
    proven: bool

    @property
    def bound(self) -> Score | None:
        """What no solution exceeds."""
        return self.score if self.proven else None


class Rows:
    """Linear constraints, gathered one by one."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.entries: list[tuple[np.ndarray, np.ndarray]] = []
        self.limits: list[tuple[float, float]] = []

    def add(self, columns: Iterable[int], factors: Iterable[float] | float, low: float, high: float) -> None:
        where = np.asarray(columns, dtype=int).ravel()
        self.entries.append((where, np.broadcast_to(np.asarray(factors, dtype=float), where.shape)))
        self.limits.append((low, high))

    def constraint(self) -> list[LinearConstraint]:
        if not self.entries:
            return []
        columns = np.concatenate([columns for columns, _ in self.entries])
        factors = np.concatenate([factors for _, factors in self.entries])
        starts = np.cumsum([0, *(len(columns) for columns, _ in self.entries)])
        matrix = csr_array((factors, columns, starts), shape=(len(self.entries), self.columns))
        return [LinearConstraint(matrix, *np.array(self.limits).T)]


def solve(goal: np.ndarray, rows: Rows, low: np.ndarray, high: np.ndarray) -> OptimizeResult:
    """Maximises `goal` over whole numbers."""
    return milp(
        -goal,
        integrality=np.ones(len(goal)),
        bounds=Bounds(low, high),
        constraints=rows.constraint(),
        options={"mip_rel_gap": 0, "node_limit": 1 + EFFORT // len(goal)},
    )


class Programme:
    def __init__(
        self, kinds: Sequence[Kind], tables: Sequence[Table], *, periods: int, fold: int, repeats: bool
    ) -> None:
        self.kinds, self.tables, self.fold, self.repeats = kinds, tables, fold, repeats
        self.shape = (len(kinds), periods, len(tables))
        self.members = np.array([len(kind.members) for kind in kinds])
        self.sizes = np.array([kind.party.size for kind in kinds])
        self.weights = np.array([[kind.party.weight(table.key) for table in tables] for kind in kinds])
        self._number_columns()
        self.rows = Rows(self.columns)
        self._bound()
        self._constrain()

    def _number_columns(self) -> None:
        kinds, _, tables = self.shape
        self.visit = np.arange(np.prod(self.shape)).reshape(self.shape)
        self.once = self.visit.size + np.arange(kinds * tables).reshape(kinds, tables)
        self.lucky = self.once[-1, -1] + 1 + np.arange(kinds)
        self.columns = int(self.lucky[-1]) + 1

    def _bound(self) -> None:
        self.low, self.high = np.zeros((2, self.columns))
        for index, kind in enumerate(self.kinds):
            fits = np.array([kind.party.size <= table.seats and table.key not in kind.banned for table in self.tables])
            members = self.members[index]
            self.high[self.visit[index]] = fits * members * (self.fold if self.repeats else 1)
            self.high[self.once[index]] = fits * members
            self.high[self.lucky[index]] = members if self.weights[index].any() else 0
            self._pin(index, kind)

    def _pin(self, index: int, kind: Kind) -> None:
        keys = [table.key for table in self.tables]
        for number, table in kind.pins:
            period = number - 1 if self.fold == 1 else 0
            self.low[self.visit[index, period, keys.index(table)]] = self.members[index]

    def _constrain(self) -> None:
        kinds, periods, tables = self.shape
        for period in range(periods):
            for kind in range(kinds):
                self.rows.add(self.visit[kind, period], 1, 0, self.members[kind] * self.fold)
            for table in range(tables):
                self.rows.add(self.visit[:, period, table], self.sizes, 0, self.tables[table].seats * self.fold)
        for kind in range(kinds):
            self._constrain_visits(kind)

    def _constrain_visits(self, kind: int) -> None:
        """What counts as a first visit, and who is lucky: has a wish met in some round."""
        periods = self.shape[1]
        for table in range(self.shape[2]):
            columns = [*self.visit[kind, :, table], self.once[kind, table]]
            most = np.inf if self.repeats else 0
            self.rows.add(columns, [1] * periods + [-1], 0, most)
        wished = self.once[kind][self.weights[kind] > 0]
        self.rows.add([*wished, self.lucky[kind]], [1] * len(wished) + [-1], 0, np.inf)

    def _goals(self) -> list[np.ndarray]:
        """Persons placed, those at a new table, their satisfaction, and the lucky ones."""
        placed, fresh, satisfaction, lucky = np.zeros((4, self.columns))
        placed[self.visit] = self.sizes[:, None, None]
        fresh[self.once] = self.sizes[:, None]
        satisfaction[self.once] = self.weights * self.sizes[:, None]
        lucky[self.lucky] = self.sizes
        return [placed, fresh, satisfaction, lucky]

    def best(self) -> Solution:
        """One goal after the other, each without giving up anything of those before; begins with the pins alone."""
        found, proven = self._tidy(self.low), True
        placed, fresh, *others = self._goals()
        for goal in [placed, *([fresh] if self.repeats else []), *others]:
            if goal @ found < goal @ self.high:
                result = solve(goal, self.rows, self.low, self.high)
                proven = proven and result.status == OPTIMAL
                found = found if result.x is None else self._tidy(result.x)
            columns = np.flatnonzero(goal)
            self.rows.add(columns, goal[columns], goal @ found, np.inf)
        return Solution(found[self.visit], found[self.once], self._score(found), proven)

    def _tidy(self, found: np.ndarray) -> np.ndarray:
        """Whole numbers, with all first visits and lucky ones counted, whether or not the goal asked for them."""
        found = np.rint(found).astype(int)
        found[self.once] = np.minimum(found[self.visit].sum(axis=1), self.high[self.once])
        found[self.lucky] = np.minimum((found[self.once] * (self.weights > 0)).sum(axis=1), self.high[self.lucky])
        return found

    def _score(self, found: np.ndarray) -> Score:
        placed, fresh, satisfaction, lucky = (int(goal @ found) for goal in self._goals())
        wishing = self.sizes * self.members @ [bool(kind.party.wishes) for kind in self.kinds]
        return placed, fresh - placed, satisfaction, lucky - int(wishing)
