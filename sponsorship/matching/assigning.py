"""A round over everybody who waits.

The objective; the later part counts only where the earlier leaves a choice:

1. the sum of the scores, in thousandths of a point, is as large as possible: max Σ s
2. those who get somebody have waited as long as possible:                   max Σ (days + 1)

under the free places of both sides, no pair twice, and no pair that breaks a rule. Both become one whole number per
pair, s · D + days + 1, where D is larger than all days + 1 of all places together: no sum of days ever reaches one
thousandth. The numbers stay far below 2⁵³, so the solver's floating point adds them without rounding.

Up to `EXACT` pairs all possible ones go into the problem and the result is optimal. Beyond, the best few of each side
do (`pruning`), without those that are too dear to have a chance (`prices`); `make bench` shows what that costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sponsorship.matching import pruning
from sponsorship.matching.grid import Grid
from sponsorship.matching.pairing import Edges, best_pairs, good_pairs
from sponsorship.matching.prices import Auction, Lists, Prices
from sponsorship.matching.pruning import Cells, Track, silence
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.scoring import THOUSANDTHS
from sponsorship.matching.sheet import IMPOSSIBLE, Sheet

EXACT = 4_000_000  # sponsors × households
FEW = 48
MORE_SPONSORS, MORE_HOUSEHOLDS = 2, 4  # times as many pairs for those whom the best few leave over
SURE = 12  # pairs of each that stay, however dear
TOO_DEAR = 10  # points that both together would lose against what they can get elsewhere


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

    @cached_property
    def sheet(self) -> Sheet:
        return Sheet.of(self.grid)

    def points(self, cells: Cells) -> np.ndarray:
        return self.grid.thousandths(*cells) / THOUSANDTHS

    def edges(self, cells: Cells) -> Edges:
        above_all_days = int(self.days @ self.households) + 1
        worth = self.grid.thousandths(*cells) * above_all_days + self.days[cells[1]]
        return Edges(*cells, worth)

    def assignment(self, chosen: Cells) -> Assignment:
        order = np.lexsort(chosen)
        rows, columns = (each[order] for each in chosen)
        scores = self.grid.thousandths(rows, columns)
        found = zip(rows.tolist(), columns.tolist(), scores.tolist(), strict=True)
        pairs = (Pair(self.candidates[row].key, self.seekers[column].key, score) for row, column, score in found)
        return Assignment(tuple(pairs))


def assign(everybody: Round, *, track: Track) -> Assignment:
    """The best set of pairs; `track` hears how much is done, from 0 to 1."""
    if len(everybody.candidates) * len(everybody.seekers) <= EXACT:
        return exactly(everybody, track=track)
    return pruned(everybody, track=track)


def exactly(everybody: Round, *, track: Track = silence) -> Assignment:
    edges = everybody.edges(pruning.all_possible(everybody.sheet))
    track(0.6)
    return _chosen(everybody, edges, best_pairs(edges, everybody.sponsors, everybody.households))


def pruned(everybody: Round, *, few: int = FEW, track: Track) -> Assignment:
    """An auction of the best few tells who is left over, gets more pairs, and what a pair must be worth."""
    if not all(everybody.grid.shape):
        return Assignment()
    track(0.1)
    cells = pruning.best_few(everybody.sheet, few, lambda done: track(0.1 + 0.4 * done))
    lists = Lists.of(cells, everybody.points(cells), len(everybody.seekers))
    prices = Auction(lists, everybody.sponsors, everybody.households).run()
    track(0.55)
    cells, loss = _with_a_chance(everybody, _more(everybody.sheet, cells, prices, few), prices)
    edges = everybody.edges(cells)
    track(0.6)
    rank = pruning.ranked(cells[1], loss)
    found = good_pairs(edges, everybody.sponsors, everybody.households, rank)
    track(1)
    return _chosen(everybody, edges, found)


def _more(sheet: Sheet, cells: Cells, prices: Prices, few: int) -> Cells:
    """More pairs with everybody: of a sponsor with a place left, and of a household left over."""
    mine = pruning.best_of_rows(sheet, prices.idle, few * MORE_SPONSORS)
    others, ours = pruning.best_of_rows(sheet.turned, prices.alone, few * MORE_HOUSEHOLDS)
    return pruning.distinct([cells, mine, (ours, others)], sheet.shape)


def _with_a_chance(everybody: Round, cells: Cells, prices: Prices) -> tuple[Cells, np.ndarray]:
    """Those that are not too dear, and the best of each side all the same; and how much each would lose."""
    loss = prices.loss(cells, everybody.points(cells))
    rank = pruning.ranked(cells[1], loss)
    keep = (loss <= TOO_DEAR) | (rank < SURE) | (pruning.ranked(cells[0], loss) < SURE)
    return (cells[0][keep], cells[1][keep]), loss[keep]


def _chosen(everybody: Round, edges: Edges, found: np.ndarray) -> Assignment:
    return everybody.assignment((edges.sponsor[found], edges.household[found]))


def one_by_one(everybody: Round, *, track: Track = silence) -> Assignment:
    """Who has waited longest chooses first, and takes the best who are free: the yardstick."""
    free = everybody.sponsors.copy()
    order = np.array(
        sorted(range(len(everybody.seekers)), key=lambda column: (everybody.seekers[column].since, column))
    )
    chosen: list[tuple[int, int]] = []
    done = 0
    for some, worth in everybody.sheet.turned.blocks(order, lambda worth: worth):
        for column, mine in zip(some.tolist(), worth, strict=True):
            chosen += [(row, column) for row in _choose(mine, free, everybody.seekers[column].free)]
        done += len(some)
        track(done / len(order))
    rows, columns = np.array(chosen, dtype=np.intp).reshape(-1, 2).T
    return everybody.assignment((rows, columns))


def _choose(worth: np.ndarray, free: np.ndarray, places: int) -> list[int]:
    worth[free <= 0] = IMPOSSIBLE
    found = []
    for _place in range(places):
        row = int(worth.argmax())
        if worth[row] < 0:
            break
        worth[row] = IMPOSSIBLE
        free[row] -= 1
        found.append(row)
    return found
