"""Which pairs a round looks at: all that are possible, or for many people the best few of each side."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sponsorship.matching.grid import Grid

ROWS = 512  # at once; more no longer fit the processor's caches
WORKERS = 2  # numpy computes without holding Python up
IMPOSSIBLE = np.float32(-1)
Cells = tuple[np.ndarray, np.ndarray]  # rows and columns
Track = Callable[[float], None]


def all_possible(grid: Grid) -> Cells:
    rows, columns = np.nonzero(grid.allowed())
    return rows, columns


def best_few(grid: Grid, few: int, track: Track) -> Cells:
    """The best possible pairs of each sponsor and of each household, in the order of rows and columns."""
    parts, columns = [np.empty(0, dtype=np.intp)], BestOfColumns(grid, few)
    for start, scores in _blocks(grid):
        rows, best = _best(scores, few)
        parts.append((rows + start) * grid.shape[1] + best)
        columns.add(start, scores)
        track((start + len(scores)) / grid.shape[0])
    parts.append(np.dot((grid.shape[1], 1), columns.cells()))
    rows, best = np.divmod(np.unique(np.concatenate(parts)), max(grid.shape[1], 1))
    return rows, best


def best_of_rows(grid: Grid, few: int) -> Cells:
    parts = [(start, *_best(scores, few)) for start, scores in _blocks(grid)]
    return _joined([(rows + start, columns) for start, rows, columns in parts])


def best_of_columns(grid: Grid, few: int) -> Cells:
    columns = BestOfColumns(grid, few)
    for start, scores in _blocks(grid):
        columns.add(start, scores)
    return columns.cells()


class BestOfColumns:
    """The best few rows of each column, gathered block by block."""

    def __init__(self, grid: Grid, few: int) -> None:
        self.few = few
        self.scores = np.empty((grid.shape[1], 0), dtype=np.float32)
        self.rows = np.empty((grid.shape[1], 0), dtype=np.intp)

    def add(self, start: int, scores: np.ndarray) -> None:
        turned = np.ascontiguousarray(scores.T)
        best = _top(turned, self.few)
        self.scores = np.hstack([self.scores, np.take_along_axis(turned, best, axis=1)])
        self.rows = np.hstack([self.rows, best + start])
        if self.scores.shape[1] > 4 * self.few:
            self._shorten()

    def _shorten(self) -> None:
        best = _top(self.scores, self.few)
        self.scores = np.take_along_axis(self.scores, best, axis=1)
        self.rows = np.take_along_axis(self.rows, best, axis=1)

    def cells(self) -> Cells:
        self._shorten()
        columns, places = np.nonzero(self.scores >= 0)
        return self.rows[columns, places], columns


def _blocks(grid: Grid) -> Iterator[tuple[int, np.ndarray]]:
    starts = range(0, grid.shape[0], ROWS) if grid.shape[1] else range(0)

    def scored(start: int) -> np.ndarray:
        rows = slice(start, start + ROWS)
        return np.where(grid.allowed(rows), grid.scores(rows), IMPOSSIBLE)

    with ThreadPoolExecutor(WORKERS) as pool:
        yield from zip(starts, pool.map(scored, starts), strict=True)


def _best(scores: np.ndarray, few: int) -> Cells:
    best = _top(scores, few)
    rows, places = np.nonzero(np.take_along_axis(scores, best, axis=1) >= 0)
    return rows, best[rows, places]


def _top(scores: np.ndarray, few: int) -> np.ndarray:
    """Places of the largest in each row."""
    if few >= scores.shape[1]:
        return np.broadcast_to(np.arange(scores.shape[1]), scores.shape)
    return np.argpartition(-scores, few, axis=1)[:, :few]


def _joined(parts: list[Cells]) -> Cells:
    nothing = np.empty(0, dtype=np.intp)
    rows, columns = (np.concatenate([nothing, *(part[side] for part in parts)]) for side in (0, 1))
    return rows, columns
