"""A round over everybody who waits.

The objective; the later part counts only where the earlier leaves a choice:

1. the sum of the scores, in thousandths of a point, is as large as possible: max Σ s
2. those who get somebody have waited as long as possible:                   max Σ (days + 1)

under the free places of both sides, no pair twice, and no pair that breaks a rule. Both become one whole number per
pair, s · D + days + 1, where D is larger than all days + 1 of all places together: no sum of days ever reaches one
thousandth. The numbers stay far below 2⁵³, so the solver's floating point adds them without rounding.

Up to `EXACT` pairs all possible ones go into the problem and the result is optimal. Beyond, the best few of each side
do (`pruning`); `make bench` shows what that costs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sponsorship.matching import pruning
from sponsorship.matching.grid import Grid
from sponsorship.matching.pairing import Edges, best_pairs, good_pairs
from sponsorship.matching.pruning import Cells, Track
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.scoring import THOUSANDTHS

EXACT = 4_000_000  # sponsors × households
FEW = 48
MORE_SPONSORS, MORE_HOUSEHOLDS = 2, 4  # times as many pairs for those whom the best few leave over
AT_ONCE = 500  # households whose sponsors are compared at once when they choose one by one
Solver = Callable[[Edges, np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Pair:
    sponsor: int
    household: int
    thousandths: int

    @property
    def score(self) -> float:
        return self.thousandths / THOUSANDTHS


@dataclass(frozen=True)
class Assignment:
    """Pairs in the order of the households' keys."""

    pairs: tuple[Pair, ...] = ()

    @property
    def total(self) -> float:
        return sum(pair.thousandths for pair in self.pairs) / THOUSANDTHS


class Round:
    """The people in the order of their keys, whatever order they came in."""

    def __init__(self, candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting) -> None:
        self.candidates = sorted((each for each in candidates if each.free > 0), key=lambda each: each.key)
        self.seekers = sorted((each for each in seekers if each.free > 0), key=lambda each: each.key)
        self.grid = Grid(self.candidates, self.seekers, setting)
        self.sponsors = np.array([each.free for each in self.candidates], dtype=np.intp)
        self.households = np.array([each.free for each in self.seekers], dtype=np.intp)
        days = [max(0, (setting.today - each.since).days) + 1 for each in self.seekers]
        self.days = np.array(days, dtype=np.int64)

    def edges(self, cells: Cells) -> Edges:
        above_all_days = int(self.days @ self.households) + 1
        worth = self.grid.thousandths(*cells) * above_all_days + self.days[cells[1]]
        return Edges(*cells, worth)

    def solved(self, cells: Cells, solve: Solver) -> Cells:
        edges = self.edges(cells)
        chosen = edges[solve(edges, self.sponsors, self.households)]
        return chosen.sponsor, chosen.household

    def numbers(self, cells: Cells) -> np.ndarray:
        return cells[0] * self.grid.shape[1] + cells[1]

    def cells(self, numbers: np.ndarray) -> Cells:
        rows, columns = np.divmod(np.unique(numbers), max(self.grid.shape[1], 1))
        return rows, columns

    def left_over(self, chosen: Cells) -> Cells:
        """Rows and columns that still have a place free."""
        taken = (np.bincount(one, minlength=size) for one, size in zip(chosen, self.grid.shape, strict=True))
        rows, columns = (
            np.flatnonzero(free > used) for free, used in zip((self.sponsors, self.households), taken, strict=True)
        )
        return rows, columns

    def assignment(self, chosen: Cells) -> Assignment:
        order = np.lexsort(chosen)
        rows, columns = (each[order] for each in chosen)
        scores = self.grid.thousandths(rows, columns)
        found = zip(rows.tolist(), columns.tolist(), scores.tolist(), strict=True)
        pairs = (Pair(self.candidates[row].key, self.seekers[column].key, score) for row, column, score in found)
        return Assignment(tuple(pairs))


def assign(candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting, *, track: Track) -> Assignment:
    """The best set of pairs; `track` hears how much is done, from 0 to 1."""
    everybody = Round(candidates, seekers, setting)
    if len(everybody.candidates) * len(everybody.seekers) <= EXACT:
        return exactly(everybody)
    return pruned(everybody, track=track)


def exactly(everybody: Round) -> Assignment:
    return everybody.assignment(everybody.solved(pruning.all_possible(everybody.grid), best_pairs))


def pruned(everybody: Round, *, few: int = FEW, track: Track) -> Assignment:
    """First with the best few, which shows who is left over; then with more pairs for those."""
    cells = pruning.best_few(everybody.grid, few, lambda done: track(0.5 * done))
    left = everybody.left_over(everybody.solved(cells, good_pairs))
    track(0.7)
    more = np.concatenate([everybody.numbers(cells), *_for_those_left(everybody, left, few)])
    chosen = everybody.solved(everybody.cells(more), good_pairs)
    track(1)
    return everybody.assignment(chosen)


def _for_those_left(everybody: Round, left: Cells, few: int) -> Iterator[np.ndarray]:
    """More pairs with everybody: of a household left over, and of a sponsor with a place left."""
    rows, columns = left
    setting = everybody.grid.setting
    ours = Grid([everybody.candidates[row] for row in rows], everybody.seekers, setting)
    theirs = Grid(everybody.candidates, [everybody.seekers[column] for column in columns], setting)
    some, others = pruning.best_of_rows(ours, few * MORE_SPONSORS)
    yield everybody.numbers((rows[some], others))
    some, others = pruning.best_of_columns(theirs, few * MORE_HOUSEHOLDS)
    yield everybody.numbers((some, columns[others]))


def one_by_one(candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting) -> Assignment:
    """Who has waited longest chooses first, and takes the best who are free: the yardstick."""
    everybody = Round(candidates, seekers, setting)
    free = everybody.sponsors.copy()
    order = sorted(range(len(everybody.seekers)), key=lambda column: (everybody.seekers[column].since, column))
    chosen: list[tuple[int, int]] = []
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        grid = Grid(everybody.candidates, [everybody.seekers[column] for column in some], setting)
        scores = np.where(grid.allowed(), grid.scores(), pruning.IMPOSSIBLE)
        for column, mine in zip(some, np.ascontiguousarray(scores.T), strict=True):
            chosen += [(row, column) for row in _choose(mine, free, everybody.seekers[column].free)]
    rows, columns = np.array(chosen, dtype=np.intp).reshape(-1, 2).T
    return everybody.assignment((rows, columns))


def _choose(scores: np.ndarray, free: np.ndarray, places: int) -> list[int]:
    found = []
    for _place in range(places):
        row = int(np.where(free > 0, scores, pruning.IMPOSSIBLE).argmax()) if len(free) else 0
        if not len(free) or free[row] <= 0 or scores[row] < 0:
            break
        free[row] -= 1
        scores[row] = pruning.IMPOSSIBLE
        found.append(row)
    return found
