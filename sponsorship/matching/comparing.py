"""Many households at once, for staff to look at: who stands first for each, or what is in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sponsorship.matching.grid import ALL, Grid
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.rules import Rule
from sponsorship.matching.scoring import THOUSANDTHS

CLOSE = 0.01  # points: far more than float32 is inexact by
EXCLUDED = -1.0


@dataclass(frozen=True)
class First:
    """Who stands first on a household's page."""

    sponsor: int
    score: float


@dataclass(frozen=True)
class Hurdle:
    """A household that nobody fits; `rule` excludes most of them, None where there are no sponsors at all."""

    household: int
    rule: Rule | None
    count: int


def firsts(candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting) -> list[First | None]:
    """For each household, in the order given; None where nobody fits."""
    if not candidates or not seekers:
        return [None for _seeker in seekers]
    grid = Grid(candidates, seekers, setting)
    scores = np.where(grid.allowed(), grid.scores(), EXCLUDED)
    return [_first(grid, scores[:, column], column) for column in range(len(seekers))]


def _first(grid: Grid, scores: np.ndarray, column: int) -> First | None:
    """Of those who are as good as the best, the exact score decides, then who has waited longer, as in a ranking."""
    best = scores.max()
    if best == EXCLUDED:
        return None
    rows = np.flatnonzero(scores >= best - CLOSE)
    exact = grid.thousandths(rows, np.full_like(rows, column)).tolist()
    close = [(-score, *_seniority(grid.candidates[row])) for row, score in zip(rows.tolist(), exact, strict=True)]
    score, _since, key = min(close)
    return First(key, -score / THOUSANDTHS)


def _seniority(candidate: Candidate) -> tuple[date, int]:
    return candidate.since, candidate.key


def hurdles(candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting) -> list[Hurdle]:
    """Those households that nobody fits, in the order given."""
    if not candidates:
        return [Hurdle(seeker.key, None, 0) for seeker in seekers]
    grid = Grid(candidates, seekers, setting)
    broken = np.stack([block(ALL).sum(axis=0) for block in grid.breaches.values()])  # rules × households
    nobody_fits = np.flatnonzero(~grid.allowed().any(axis=0)).tolist()
    return [_hurdle(grid, broken[:, column], column) for column in nobody_fits]


def _hurdle(grid: Grid, broken: np.ndarray, column: int) -> Hurdle:
    most = int(broken.argmax())
    return Hurdle(grid.seekers[column].key, list(grid.breaches)[most], int(broken[most]))
