"""The best set of pairs among those that are possible: exactly, as an assignment problem (SciPy's sparse LAPJV).

Every free place of a sponsor is a column and of a household a row. The solver wants every row matched, so each has a
column of its own that means «nobody».

A household with two rows could take two places of the same sponsor. Where that happens the pair is guarded and the
problem solved again: the guarded pair gets a row `gate` and a column `door`. A place of the household reaches the
sponsor only through the door; the gate then loses it and has to take a place of the sponsor, otherwise it stays with
the door. So the pair counts once. Each solution is an upper bound for the next; the first without a double is optimal.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

NONE = np.empty(0, dtype=np.intp)
NOBODY = 1.0  # the solver takes a weight of zero for «impossible», so every weight is one more


@dataclass(frozen=True)
class Edges:
    """Possible pairs: row and column in the grid, and what each is worth, in whole numbers."""

    sponsor: np.ndarray
    household: np.ndarray
    worth: np.ndarray

    def __len__(self) -> int:
        return len(self.sponsor)

    def __getitem__(self, some: np.ndarray) -> "Edges":
        return Edges(self.sponsor[some], self.household[some], self.worth[some])


@dataclass(frozen=True)
class Entries:
    """Cells of the problem's matrix, and which edge each stands for (-1: none)."""

    row: np.ndarray
    column: np.ndarray
    weight: np.ndarray
    edge: np.ndarray

    @staticmethod
    def of(row: np.ndarray, column: np.ndarray, weight: np.ndarray | float, edge: np.ndarray | int = -1) -> "Entries":
        return Entries(*(np.broadcast_to(each, row.shape) for each in (row, column, weight, edge)))


class Places:
    """Numbers the free places of one side, those of each owner in a row."""

    def __init__(self, free: np.ndarray) -> None:
        self.free = np.maximum(free, 0)
        self.first = np.cumsum(self.free) - self.free
        self.count = int(self.free.sum())
        self.most = int(self.free.max(initial=0))


def best_pairs(edges: Edges, sponsors: np.ndarray, households: np.ndarray) -> np.ndarray:
    """Numbers of the edges that together are worth most; `sponsors` and `households` are their free places."""
    guarded = NONE
    while len(edges):
        taken, times = np.unique(_matched(edges, Places(sponsors), Places(households), guarded), return_counts=True)
        if not (times > 1).any():
            return taken
        guarded = np.union1d(guarded, taken[times > 1])
    return NONE


def good_pairs(edges: Edges, sponsors: np.ndarray, households: np.ndarray) -> np.ndarray:
    """Nearly as good, solved only once: a pair that could be taken twice is open to one place of the household only.

    The places of a household take turns in the order of what the pairs are worth.
    """
    if not len(edges):
        return NONE
    turns = np.where((sponsors[edges.sponsor] > 1) & (households[edges.household] > 1), _ranks(edges), -1)
    only = np.where(turns >= 0, turns % np.maximum(households[edges.household], 1), -1)
    return np.sort(_matched(edges, Places(sponsors), Places(households), NONE, only))


def _ranks(edges: Edges) -> np.ndarray:
    """The place of each edge among those of its household."""
    order = np.lexsort((edges.sponsor, -edges.worth, edges.household))
    begins = np.searchsorted(edges.household[order], edges.household[order])
    ranks = np.empty(len(edges), dtype=np.intp)
    ranks[order] = np.arange(len(edges)) - begins
    return ranks


def _matched(
    edges: Edges, sponsors: Places, households: Places, guarded: np.ndarray, only: np.ndarray | None = None
) -> np.ndarray:
    only = np.full(len(edges), -1) if only is None else only
    gates = households.count + np.arange(len(guarded))
    doors = sponsors.count + np.arange(len(guarded))
    plain = np.setdiff1d(np.arange(len(edges)), guarded)
    own = np.arange(households.count)
    entries = [
        *_plain(edges, plain, sponsors, households, only[plain]),
        *_to_doors(edges, guarded, doors, households),
        *_from_gates(edges, guarded, gates, sponsors),
        Entries.of(gates, doors, NOBODY),
        Entries.of(own, sponsors.count + len(guarded) + own, NOBODY),
    ]
    return _solved(entries)


def _plain(edges: Edges, some: np.ndarray, sponsors: Places, households: Places, only: np.ndarray) -> list[Entries]:
    sponsor, household, worth = edges.sponsor[some], edges.household[some], edges.worth[some]
    found = []
    for place in range(sponsors.most):
        for other in range(households.most):
            is_there = (sponsors.free[sponsor] > place) & (households.free[household] > other)
            is_there &= (only < 0) | (only == other)
            rows, columns = households.first[household] + other, sponsors.first[sponsor] + place
            weights = worth + NOBODY
            found.append(Entries.of(rows[is_there], columns[is_there], weights[is_there], some[is_there]))
    return found


def _to_doors(edges: Edges, guarded: np.ndarray, doors: np.ndarray, households: Places) -> list[Entries]:
    household, weights = edges.household[guarded], edges.worth[guarded] + NOBODY
    found = []
    for place in range(households.most):
        is_there = households.free[household] > place
        rows = households.first[household] + place
        found.append(Entries.of(rows[is_there], doors[is_there], weights[is_there], guarded[is_there]))
    return found


def _from_gates(edges: Edges, guarded: np.ndarray, gates: np.ndarray, sponsors: Places) -> list[Entries]:
    sponsor = edges.sponsor[guarded]
    found = []
    for place in range(sponsors.most):
        is_there = sponsors.free[sponsor] > place
        found.append(Entries.of(gates[is_there], (sponsors.first[sponsor] + place)[is_there], NOBODY))
    return found


def _solved(entries: list[Entries]) -> np.ndarray:
    """The edges of the matched cells, each as often as it was matched."""
    row, column, weight, edge = (
        np.concatenate([getattr(each, name) for each in entries]) for name in ("row", "column", "weight", "edge")
    )
    shape = int(row.max()) + 1, int(column.max()) + 1
    matrix = csr_array((weight, (row, column)), shape=shape)
    rows, columns = min_weight_full_bipartite_matching(matrix, maximize=True)
    cells = row.astype(np.int64) * shape[1] + column
    order = np.argsort(cells)
    matched = edge[order][np.searchsorted(cells[order], rows.astype(np.int64) * shape[1] + columns)]
    return matched[matched >= 0]
