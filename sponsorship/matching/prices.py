"""What a place is worth: the prices at which households would share out the sponsors' places in an auction.

Each place of a household that has nobody bids for the sponsor that leaves it most, as much as it could pay before
another were better (and `STEP` more, so that bidding ends). The highest bid takes the sponsor's cheapest place, and
whoever had that bids again. The result misses the best total by no more than a step for each place; here it only
tells which pairs have a chance in it, and the exact solver gets those (D. Bertsekas, The auction algorithm, 1988).
"""

from dataclasses import dataclass

import numpy as np

from sponsorship.matching.pruning import Cells, ranks

STEP = 0.2  # points
LONGEST = 128  # pairs of a household that are looked at
NEVER = -1e9
NOBODY = -1


@dataclass(frozen=True)
class Prices:
    """What a place of each sponsor costs, and what is left to each household; of both, who has a place left over."""

    sponsors: np.ndarray
    households: np.ndarray
    idle: np.ndarray
    alone: np.ndarray

    def loss(self, cells: Cells, points: np.ndarray) -> np.ndarray:
        """How much worse for both than what they can get elsewhere."""
        return self.sponsors[cells[0]] + self.households[cells[1]] - points


@dataclass(frozen=True)
class Lists:
    """The best pairs of each household, as wide as the longest list."""

    sponsors: np.ndarray
    points: np.ndarray

    @classmethod
    def of(cls, cells: Cells, points: np.ndarray, households: int) -> "Lists":
        order = np.lexsort((cells[0], -points, cells[1]))
        rank = ranks(cells[1][order])
        order, rank = order[rank < LONGEST], rank[rank < LONGEST]
        shape = households, max(2, int(rank.max(initial=0)) + 1)
        found = cls(np.zeros(shape, dtype=np.intp), np.full(shape, NEVER))
        place = cells[1][order], rank
        found.sponsors[place], found.points[place] = cells[0][order], points[order]
        return found


class Auction:
    def __init__(self, lists: Lists, sponsors: np.ndarray, households: np.ndarray) -> None:
        self.lists = lists
        self.bidders = np.repeat(np.arange(len(households)), households)
        places = np.arange(sponsors.max(initial=1)) < sponsors[:, None]
        self.paid = np.where(places, 0.0, np.inf)
        self.holders = np.full(places.shape, NOBODY)
        self.prices = np.zeros(len(sponsors))

    def run(self) -> Prices:
        waiting = np.arange(len(self.bidders))
        while len(waiting):
            waiting = self._bid(waiting)
        left = np.maximum((self.lists.points - self.prices[self.lists.sponsors]).max(axis=1), 0)
        held = np.bincount(self.bidders[self.holders[self.holders >= 0]], minlength=len(left))
        idle = np.flatnonzero(((self.holders == NOBODY) & (self.paid < np.inf)).any(axis=1))
        return Prices(self.prices, left, idle, np.flatnonzero(held < np.bincount(self.bidders, minlength=len(left))))

    def _bid(self, waiting: np.ndarray) -> np.ndarray:
        """One bid of each; who bids again is returned, without those to whom no sponsor is worth the price."""
        who = self.bidders[waiting]
        gain = self.lists.points[who] - self.prices[self.lists.sponsors[who]]
        best, each = gain.argmax(axis=1), np.arange(len(who))
        most = gain[each, best]
        gain[each, best] = NEVER
        offers = most > 0
        sponsors = self.lists.sponsors[who, best][offers]
        bids = self.prices[sponsors] + (most - np.maximum(gain.max(axis=1), 0))[offers] + STEP
        return self._sell(waiting[offers], sponsors, bids)

    def _sell(self, bidders: np.ndarray, sponsors: np.ndarray, bids: np.ndarray) -> np.ndarray:
        order = np.lexsort((bids, sponsors))
        last = np.append(np.diff(sponsors[order]) > 0, True)[: len(order)]
        winners, losers = order[last], order[~last]
        sold = sponsors[winners]
        place = sold, self.paid[sold].argmin(axis=1)
        outbid = self.holders[place]
        self.holders[place], self.paid[place] = bidders[winners], bids[winners]
        self.prices[sold] = self.paid[sold].min(axis=1)
        return np.concatenate([bidders[losers], outbid[outbid >= 0]])
