"""What all pairs of a round are worth, some rows at a time: 100 million pairs are too many to hold.

A grid asks seventeen questions (rules and criteria), each answered by a table of kinds × kinds. Tables are added up
while the sum stays small, so that few are left to be spread over everybody; a broken rule counts as a loss larger
than all points.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from sponsorship.matching.grid import Grid, Table

IMPOSSIBLE = np.float32(-1)
BROKEN = np.float32(-1000)
MOST_KINDS = 1_000  # of rows in one table: with 10,000 columns 40 MB
MOST_ANSWERS = 300_000
ROWS = 128  # at once; more no longer fit the processor's caches
WORKERS = 2  # numpy computes without holding Python up
AHEAD = 8  # blocks computed while the last ones are looked at
Seen = TypeVar("Seen")


@dataclass(frozen=True, eq=False)
class Layer:
    """Answers for kinds × kinds; the kind of each row and of each column."""

    table: np.ndarray
    rows: np.ndarray
    columns: np.ndarray

    @classmethod
    def of(cls, table: Table) -> "Layer":
        """Kinds that get the same answers are one."""
        answers, rows, columns = table
        answers, same = np.unique(answers, axis=0, return_inverse=True)
        turned, alike = np.unique(answers.T, axis=0, return_inverse=True)
        return cls(np.ascontiguousarray(turned.T), same.ravel()[rows], alike.ravel()[columns])

    @cached_property
    def wide(self) -> np.ndarray:
        """Copying whole rows of it is many times faster than picking single answers."""
        return np.ascontiguousarray(self.table[:, self.columns])

    @property
    def turned(self) -> "Layer":
        return Layer(np.ascontiguousarray(self.table.T), self.columns, self.rows)

    def plus(self, other: "Layer") -> "Layer | None":
        """Both in one table; None where it would become too large."""
        mine, others, rows = _joint(self.rows, other.rows)
        my_columns, their_columns, columns = _joint(self.columns, other.columns)
        if len(mine) > MOST_KINDS or len(my_columns) > MOST_KINDS or len(mine) * len(my_columns) > MOST_ANSWERS:
            return None
        table = self.table[np.ix_(mine, my_columns)] + other.table[np.ix_(others, their_columns)]
        return Layer(table, rows, columns)


def _joint(some: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The combinations of kinds that occur, as kinds of both sides, and which of them each record has."""
    size = int(others.max(initial=0)) + 1
    found, number = np.unique(some * size + others, return_inverse=True)
    return *np.divmod(found, size), number


def added_up(layers: Iterable[Layer]) -> list[Layer]:
    """The smallest first, each to the first that can take it."""
    found: list[Layer] = []
    for layer in sorted(layers, key=lambda each: each.table.size):
        for place, other in enumerate(found):
            if both := other.plus(layer):
                found[place] = both
                break
        else:
            found.append(layer)
    return found


@dataclass(frozen=True, eq=False)
class Sheet:
    """`bits`: of rows and of columns, who share none are no pair; `past`: (row, column) of pairs excluded by theirs."""

    layers: list[Layer]
    bits: list[tuple[np.ndarray, np.ndarray]]
    past: np.ndarray
    shape: tuple[int, int]

    @classmethod
    def of(cls, grid: Grid) -> "Sheet":
        rules = [(answers * BROKEN, rows, columns) for answers, rows, columns in grid.facts]
        points = [(answers.astype(np.float32), rows, columns) for answers, rows, columns in grid.points]
        layers = added_up(Layer.of(table) for table in rules + points) if all(grid.shape) else []
        return cls(layers, grid.bits, grid.past, grid.shape)

    @cached_property
    def turned(self) -> "Sheet":
        """Households in rows."""
        bits = [(columns, rows) for rows, columns in self.bits]
        return Sheet([each.turned for each in self.layers], bits, self.past[:, ::-1], self.shape[::-1])

    def worth(self, rows: np.ndarray) -> np.ndarray:
        """Points of these rows' pairs, as exact as float32 is; IMPOSSIBLE where a rule is broken."""
        first, *others = self.layers
        total = first.wide[first.rows[rows]]
        for layer in others:
            total += layer.wide[layer.rows[rows]]
        for mine, theirs in self.bits:
            total += ((mine[rows, None] & theirs) == 0) * BROKEN
        self._mark_past(total, rows)
        return np.maximum(total, IMPOSSIBLE, out=total)

    def _mark_past(self, total: np.ndarray, rows: np.ndarray) -> None:
        place = np.full(self.shape[0], -1)
        place[rows] = np.arange(len(rows))
        places = place[self.past[:, 0]]
        total[places[places >= 0], self.past[places >= 0, 1]] = IMPOSSIBLE

    def blocks(self, order: np.ndarray, see: Callable[[np.ndarray], Seen]) -> Iterator[tuple[np.ndarray, Seen]]:
        """These rows, some at a time, with what `see` finds in the worth of their pairs."""
        some = [order[start : start + ROWS] for start in range(0, len(order), ROWS)] if self.layers else []
        with ThreadPoolExecutor(WORKERS) as pool:
            for start in range(0, len(some), AHEAD):
                ahead = some[start : start + AHEAD]
                yield from zip(ahead, pool.map(lambda rows: see(self.worth(rows)), ahead), strict=True)
