"""Which pairs a round looks at: all that are possible, or for many people the best few of each side."""

from collections.abc import Callable

import numpy as np

from sponsorship.matching.sheet import Sheet

Cells = tuple[np.ndarray, np.ndarray]  # rows and columns
Track = Callable[[float], None]


def silence(_done: float) -> None:
    """For who does not want to hear how much is done."""


def all_possible(sheet: Sheet) -> Cells:
    return best_of_rows(sheet, np.arange(sheet.shape[0]), sheet.shape[1])


def best_few(sheet: Sheet, few: int, track: Track) -> Cells:
    """The best possible pairs of each row and of each column, in the order of rows and columns."""
    rows, columns = (np.arange(size) for size in sheet.shape)
    mine = best_of_rows(sheet, rows, few, lambda done: track(0.5 * done))
    others, ours = best_of_rows(sheet.turned, columns, few, lambda done: track(0.5 + 0.5 * done))
    return distinct([mine, (ours, others)], sheet.shape)


def best_of_rows(sheet: Sheet, rows: np.ndarray, few: int, track: Track = silence) -> Cells:
    parts, done = [], 0
    for some, (mine, others) in sheet.blocks(rows, lambda worth: _best(worth, few)):
        parts.append((some[mine], others))
        done += len(some)
        track(done / len(rows))
    return distinct(parts, sheet.shape)


def distinct(parts: list[Cells], shape: tuple[int, int]) -> Cells:
    """Each cell once, in the order of rows and columns."""
    numbers = [rows * shape[1] + columns for rows, columns in parts]
    rows, columns = np.divmod(np.unique(np.concatenate([np.empty(0, dtype=np.intp), *numbers])), max(shape[1], 1))
    return rows, columns


def ranks(owners: np.ndarray) -> np.ndarray:
    """Owners in their order: 0 for the first cell of each, 1 for the second."""
    return np.arange(len(owners)) - np.searchsorted(owners, owners)


def ranked(owners: np.ndarray, loss: np.ndarray) -> np.ndarray:
    """The place of each cell among those of its owner, the smallest loss first."""
    order = np.lexsort((loss, owners))
    found = np.empty(len(order), dtype=np.intp)
    found[order] = ranks(owners[order])
    return found


def _best(worth: np.ndarray, few: int) -> Cells:
    """The best few possible ones in each row."""
    if few >= worth.shape[1]:
        rows, columns = np.nonzero(worth >= 0)
        return rows, columns
    best = np.argpartition(-worth, few, axis=1)[:, :few]  # many times faster than from the other end
    rows, places = np.nonzero(np.take_along_axis(worth, best, axis=1) >= 0)
    return rows, best[rows, places]
