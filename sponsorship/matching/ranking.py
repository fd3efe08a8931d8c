"""Everybody on the other side, for one household or one sponsor: judged by numbers, put into words only when read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sponsorship.matching.grid import Grid
from sponsorship.matching.judging import Judgements
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.rules import Rule

NOBODY = np.empty(0, dtype=np.intp)
Pairs = list[tuple[Candidate, Seeker]]


@dataclass(frozen=True)
class Ranking:
    """`ranked`: the best first, of equals who has waited longer. `excluded`: each under the first rule it breaks."""

    ranked: Judgements
    excluded: dict[Rule, Judgements]

    @property
    def excluded_count(self) -> int:
        return sum(map(len, self.excluded.values()))


def candidates_for(seeker: Seeker, candidates: Sequence[Candidate], setting: Setting) -> Ranking:
    return _rank(Grid(candidates, [seeker], setting), [(candidate, seeker) for candidate in candidates], candidates)


def seekers_for(candidate: Candidate, seekers: Sequence[Seeker], setting: Setting) -> Ranking:
    return _rank(Grid([candidate], seekers, setting), [(candidate, seeker) for seeker in seekers], seekers)


def _rank(grid: Grid, pairs: Pairs, others: Sequence[Candidate] | Sequence[Seeker]) -> Ranking:
    rows, columns = np.unravel_index(np.arange(len(pairs)), grid.shape) if pairs else (NOBODY, NOBODY)
    scores = grid.thousandths(rows, columns).tolist()
    order = sorted(range(len(pairs)), key=lambda index: (-scores[index], others[index].since, others[index].key))
    first = _first_broken(grid).tolist()
    groups: list[Pairs] = [[] for _each in range(len(grid.breaches) + 1)]
    for index in order:
        groups[first[index]].append(pairs[index])
    *excluded, ranked = (Judgements(group, grid.setting) for group in groups)
    by_rule = zip(grid.breaches, excluded, strict=True)
    return Ranking(ranked, {rule: group for rule, group in by_rule if group})


def _first_broken(grid: Grid) -> np.ndarray:
    """For each pair the place of the first rule that it breaks; behind the last where it breaks none."""
    broken = np.stack([block(slice(None)).ravel() for block in grid.breaches.values()])
    return np.where(broken.any(axis=0), broken.argmax(axis=0), len(grid.breaches))
