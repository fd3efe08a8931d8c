"""Which pairs a round looks at: all that are possible, or for many people the best few of each side.

The best few alone would leave out whom everybody else outbids: so whoever stays without a pair, and the places that
stay free, are compared with each other again, until nothing more comes of it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sponsorship.matching.grid import Grid

ROWS = 256  # at once: about as much as fits the processor's caches
WORKERS = 2  # numpy computes without holding Python up
IMPOSSIBLE = np.float32(-1)
Cells = tuple[np.ndarray, np.ndarray]  # rows and columns
Track = Callable[[float], None]


def all_possible(grid: Grid) -> Cells:
    rows, columns = np.nonzero(grid.allowed())
    return rows, columns


def best_few(grid: Grid, few: int, track: Track) -> Cells:
    """The best possible pairs of each sponsor and of each household, in the order of rows and columns."""
    if 0 in grid.shape:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    found, columns_best = [], []
    for done, (start, scores) in enumerate(_blocks(grid), start=1):
        found.append(_numbers(grid, scores, _top(scores, few), start))
        best = _top(np.ascontiguousarray(scores.T), few).T
        columns_best.append((np.take_along_axis(scores, best, axis=0), best + start))
        track(min(1.0, done * ROWS / grid.shape[0]))
    found.append(_best_of_columns(grid, columns_best, few))
    rows, columns = np.divmod(np.unique(np.concatenate(found)), grid.shape[1])
    return rows, columns


def _blocks(grid: Grid) -> Iterator[tuple[int, np.ndarray]]:
    starts = range(0, grid.shape[0], ROWS)

    def scored(start: int) -> np.ndarray:
        rows = slice(start, start + ROWS)
        return np.where(grid.allowed(rows), grid.scores(rows), IMPOSSIBLE)

    with ThreadPoolExecutor(WORKERS) as pool:
        yield from zip(starts, pool.map(scored, starts), strict=True)


def _top(scores: np.ndarray, few: int) -> np.ndarray:
    """Places of the largest in each row."""
    if few >= scores.shape[1]:
        return np.broadcast_to(np.arange(scores.shape[1]), scores.shape)
    return np.argpartition(-scores, few, axis=1)[:, :few]


def _numbers(grid: Grid, scores: np.ndarray, columns: np.ndarray, start: int) -> np.ndarray:
    """Row · width + column of those that are possible."""
    rows = np.arange(start, start + len(scores))[:, None]
    return (rows * grid.shape[1] + columns)[np.take_along_axis(scores, columns, axis=1) >= 0]


def _best_of_columns(grid: Grid, best: list[tuple[np.ndarray, np.ndarray]], few: int) -> np.ndarray:
    scores = np.concatenate([scores for scores, _rows in best])
    rows = np.concatenate([rows for _scores, rows in best])
    top = _top(np.ascontiguousarray(scores.T), few).T
    numbers = np.take_along_axis(rows, top, axis=0) * grid.shape[1] + np.arange(grid.shape[1])
    return numbers[np.take_along_axis(scores, top, axis=0) >= 0]
