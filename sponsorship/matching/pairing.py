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
TRIES = 3
NEGLIGIBLE = 4_000  # one pair in so many is not worth another try
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


def good_pairs(edges: Edges, sponsors: np.ndarray, households: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Nearly as good, solved at most `TRIES` times: a pair taken twice is opened to one place of the household only.

    `rank` tells how likely each is to be taken, 0 the most likely of its household: the first few, one for each place,
    are so from the beginning. What is still taken twice counts once, and what that leaves free takes the best it can.
    """
    taken = NONE
    only = np.where((sponsors[edges.sponsor] > 1) & (rank < households[edges.household]), rank, -1)
    for _try in range(TRIES if len(edges) else 0):
        matched = _matched(edges, Places(sponsors), Places(households), NONE, only)
        taken, times = np.unique(matched, return_counts=True)
        twice = taken[times > 1]
        if len(twice) * NEGLIGIBLE < len(taken):
            break
        only[twice] = rank[twice] % households[edges.household[twice]]
    return np.union1d(taken, _into_gaps(edges, taken, sponsors, households))


def _into_gaps(edges: Edges, taken: np.ndarray, sponsors: np.ndarray, households: np.ndarray) -> np.ndarray:
    """Pairs for places that are left, the best first."""
    mine = sponsors - np.bincount(edges.sponsor[taken], minlength=len(sponsors))
    theirs = households - np.bincount(edges.household[taken], minlength=len(households))
    fitting = np.setdiff1d(np.flatnonzero((mine[edges.sponsor] > 0) & (theirs[edges.household] > 0)), taken)
    found = []
    for edge in fitting[np.argsort(-edges.worth[fitting], kind="stable")].tolist():
        one, other = edges.sponsor[edge], edges.household[edge]
        if mine[one] > 0 and theirs[other] > 0:
            found.append(edge)
            mine[one] -= 1
            theirs[other] -= 1
    return np.array(found, dtype=np.intp)


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
