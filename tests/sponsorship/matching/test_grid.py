"""Many pairs at once are judged as each of them alone."""

import numpy as np
import pytest

from sponsorship.matching import RULES, broken, candidates_for, judge, parts, seekers_for
from sponsorship.matching.grid import Grid
from sponsorship.matching.scoring import MEASURES, thousandths
from tests.sponsorship.matching.cases import SETTING, halyna, paula, setting, world


@pytest.mark.parametrize("seed", range(8))
def test_the_grid_says_what_the_single_pairs_say(seed):
    candidates, seekers = world(seed, 40, 30)
    grid = Grid(candidates, seekers, SETTING)
    for rule in RULES:
        alone = [[bool(rule.breaches(one, other, SETTING)) for other in seekers] for one in candidates]
        assert np.array_equal(grid.breaches[rule](slice(None)), alone), rule.number
    alone = [[sum(part.points for part in parts(one, other, SETTING)) for other in seekers] for one in candidates]
    assert np.allclose(grid.scores(), alone, atol=1e-3)


def test_a_slice_of_the_grid_is_that_part_of_the_whole():
    candidates, seekers = world(3, 40, 30)
    grid = Grid(candidates, seekers, SETTING)
    assert np.array_equal(
        np.vstack([grid.allowed(slice(start, start + 7)) for start in range(0, 40, 7)]), grid.allowed()
    )


def test_the_exact_scores_are_those_of_the_single_pairs():
    candidates, seekers = world(4, 30, 30)
    diagonal = np.arange(30)
    alone = [thousandths(judge(one, other, SETTING).score) for one, other in zip(candidates, seekers, strict=True)]
    assert Grid(candidates, seekers, SETTING).thousandths(diagonal, diagonal).tolist() == alone


class Watched:
    """A record that tells which of its fields were read."""

    def __init__(self, record):
        self._record, self.read = record, set()

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self._record, name)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.criterion.value)
def test_a_criterion_looks_only_at_what_it_names(measure):
    looks, reads = [Watched(paula()), Watched(halyna())], [Watched(paula()), Watched(halyna())]
    measure.sponsor(looks[0], SETTING)
    measure.household(looks[1], SETTING)
    measure.value(*reads, SETTING)
    assert [read.read <= look.read for read, look in zip(reads, looks, strict=True)] == [True, True]


@pytest.mark.parametrize("seed", range(5))
def test_both_sides_rank_a_pair_alike(seed):
    candidates, seekers = world(seed, 30, 30)
    for_household = {
        (each.candidate.key, each.seeker.key): each.score
        for seeker in seekers
        for each in candidates_for(seeker, candidates, SETTING).ranked
    }
    for_sponsor = {
        (each.candidate.key, each.seeker.key): each.score
        for candidate in candidates
        for each in seekers_for(candidate, seekers, SETTING).ranked
    }
    assert for_household == for_sponsor
    assert for_household


@pytest.mark.parametrize("seed", range(5))
def test_everybody_is_ranked_or_excluded_by_the_first_rule_they_break(seed):
    candidates, seekers = world(seed, 60, 1)
    ranking = candidates_for(seekers[0], candidates, SETTING)
    assert len(ranking.ranked) + ranking.excluded_count == 60
    for rule, group in ranking.excluded.items():
        assert {broken(each.candidate, each.seeker, SETTING)[0].rule for each in group} == {rule}
    assert all(each.broken == [] for each in ranking.ranked)
    scores = [each.score for each in ranking.ranked]
    assert scores == sorted(scores, reverse=True)


def test_of_equals_who_has_waited_longer_comes_first_whatever_the_order_of_the_input():
    from datetime import timedelta

    from tests.factories import TODAY

    both = [paula(key=1, since=TODAY), paula(key=2, since=TODAY - timedelta(days=9)), paula(key=3, since=TODAY)]
    for order in (both, both[::-1]):
        assert [each.candidate.key for each in candidates_for(halyna(), order, SETTING).ranked] == [2, 1, 3]


def test_nobody_to_rank_is_no_error():
    ranking = candidates_for(halyna(), [], SETTING)
    assert (list(ranking.ranked), ranking.excluded) == ([], {})


def test_weights_of_zero_count_for_nothing():
    nothing = setting(**dict.fromkeys([criterion.value for criterion in SETTING.weights], 0))
    judged = candidates_for(halyna(), [paula(), paula(key=2, topics=frozenset())], nothing).ranked
    assert [(each.score, each.reasons, each.doubt) for each in judged] == [(0, [], None)] * 2
