"""Everybody on the other side, for one household or one sponsor: judged by numbers, put into words only when read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sponsorship.matching.crowd import Crowd
from sponsorship.matching.grid import ALL, Grid, per_record
from sponsorship.matching.judging import Judgements
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.rules import Rule


@dataclass(frozen=True)
class Ranking:
    """`ranked`: the best first, of equals who has waited longer. `excluded`: each under the first rule it breaks."""

    ranked: Judgements
    excluded: dict[Rule, Judgements]

    @property
    def excluded_count(self) -> int:
        return sum(map(len, self.excluded.values()))


def candidates_for(seeker: Seeker, candidates: Sequence[Candidate], setting: Setting) -> Ranking:
    grid = Grid(candidates, [seeker], setting)
    return _rank(grid, grid.candidates)


def seekers_for(candidate: Candidate, seekers: Sequence[Seeker], setting: Setting) -> Ranking:
    grid = Grid([candidate], seekers, setting)
    return _rank(grid, grid.seekers)


def _rank(grid: Grid, others: Crowd[Candidate] | Crowd[Seeker]) -> Ranking:
    rows, columns = np.divmod(np.arange(len(others)), grid.shape[1])
    order = np.lexsort((*_juniority(others), -grid.thousandths(rows, columns)))
    first = _first_broken(grid)[order]
    groups = (order[first == place] for place in range(len(grid.breaches) + 1))
    *excluded, ranked = (
        Judgements(grid.candidates, grid.seekers, (rows[group], columns[group]), grid.setting) for group in groups
    )
    by_rule = zip(grid.breaches, excluded, strict=True)
    return Ranking(ranked, {rule: group for rule, group in by_rule if group})


def _juniority(others: Crowd[Candidate] | Crowd[Seeker]) -> tuple[np.ndarray, np.ndarray]:
    """What decides among equals, the last first."""
    key, since = others.column("key"), others.column("since")
    return per_record(key.values, key, np.int64), per_record([day.toordinal() for day in since.values], since, np.int64)


def _first_broken(grid: Grid) -> np.ndarray:
    """For each pair the place of the first rule that it breaks; behind the last where it breaks none."""
    broken = np.stack([block(ALL).ravel() for block in grid.breaches.values()])
    return np.where(broken.any(axis=0), broken.argmax(axis=0), len(grid.breaches))
