"""The best set of pairs: optimal where it can be counted out, and never against a rule."""

from collections import Counter
from datetime import timedelta
from functools import cache
from itertools import combinations

import pytest

from sponsorship.matching import broken, judge
from sponsorship.matching.assigning import Round, assign, exactly, one_by_one, pruned
from sponsorship.matching.scoring import thousandths
from tests.bench.population import SETTING as TOWN
from tests.bench.population import population
from tests.factories import TODAY
from tests.sponsorship.matching import cases
from tests.sponsorship.matching.cases import SETTING, halyna, paula, world


def nothing(_done):
    pass


def assigned(candidates, seekers, setting=SETTING):
    return assign(Round(candidates, seekers, setting), track=nothing)


def counted_out(candidates, seekers):
    """The best sum of scores, and the longest waiting at it, by trying everything."""
    fits = {
        (one, other): (thousandths(judge(candidate, seeker, SETTING).score), (TODAY - seeker.since).days + 1)
        for one, candidate in enumerate(candidates)
        for other, seeker in enumerate(seekers)
        if not broken(candidate, seeker, SETTING)
    }

    @cache
    def best(index, free):
        if index == len(seekers):
            return (0, 0)
        able = [one for one, left in enumerate(free) if left > 0 and (one, index) in fits]
        teams = (team for size in range(max(seekers[index].free, 0) + 1) for team in combinations(able, size))
        return max(with_team(index, free, team) for team in teams)

    def with_team(index, free, team):
        rest = best(index + 1, tuple(left - (one in team) for one, left in enumerate(free)))
        return tuple(sum(column) for column in zip(rest, *(fits[one, index] for one in team), strict=True))

    return best(0, tuple(candidate.free for candidate in candidates))


def worth(assignment, seekers):
    since = {seeker.key: (TODAY - seeker.since).days + 1 for seeker in seekers}
    return (
        sum(pair.thousandths for pair in assignment.pairs),
        sum(since[pair.household] for pair in assignment.pairs),
    )


def keeps_the_rules(assignment, candidates, seekers):
    sponsors = {candidate.key: candidate for candidate in candidates}
    households = {seeker.key: seeker for seeker in seekers}
    for pair in assignment.pairs:
        judged = judge(sponsors[pair.sponsor], households[pair.household], SETTING)
        assert judged.broken == []
        assert thousandths(judged.score) == pair.thousandths
    assert max(Counter((pair.sponsor, pair.household) for pair in assignment.pairs).values(), default=1) == 1
    for key, count in Counter(pair.sponsor for pair in assignment.pairs).items():
        assert count <= sponsors[key].free
    for key, count in Counter(pair.household for pair in assignment.pairs).items():
        assert count <= households[key].free


@pytest.mark.parametrize("seed", range(200))
def test_a_small_round_is_as_good_as_trying_everything(seed):
    candidates, seekers = tame_world(seed, 3 + seed % 4, 3 + seed % 3)
    found = assigned(candidates, seekers)
    keeps_the_rules(found, candidates, seekers)
    assert worth(found, seekers) == counted_out(candidates, seekers)


def tame_world(seed, sponsors, households):
    """Without the many reasons for which hardly anybody fits in a wild one, so that people compete for each other."""
    from dataclasses import replace

    candidates, seekers = world(seed, sponsors, households)
    easy = {"approved": True, "confidential": True, "conduct": True, "consents": True, "birth_year": 1970}
    candidates = [replace(each, **easy, mobility="car", certificate=paula().certificate) for each in candidates]
    quiet = {"waits": True, "consents": True, "unaccompanied": False, "interpreting": True}
    return candidates, [replace(each, **quiet) for each in seekers]


def test_a_team_of_two_never_is_the_same_sponsor_twice():
    both = [paula(key=1, free=3), paula(key=2, topics=frozenset({"work"}))]
    found = assigned(both, [halyna(free=2)])
    assert [(pair.sponsor, pair.household) for pair in found.pairs] == [(1, 1), (2, 1)]
    assert len(assigned(both[:1], [halyna(free=2)]).pairs) == 1


def test_of_equal_totals_who_has_waited_longer_gets_the_sponsor():
    waiting = cases.setting(waiting=0)
    seekers = [halyna(key=key, since=TODAY - timedelta(days=days)) for key, days in ((1, 3), (2, 30), (3, 7))]
    for order in (seekers, seekers[::-1]):
        assert [pair.household for pair in assigned([paula()], order, waiting).pairs] == [2]


@pytest.mark.parametrize("seed", range(20))
def test_a_round_does_not_depend_on_the_order_of_the_input(seed):
    candidates, seekers = tame_world(seed, 30, 30)
    found = assigned(candidates, seekers)
    assert assigned(candidates[::-1], seekers[::-1]) == found
    both = Round(candidates, seekers, SETTING), Round(candidates[::-1], seekers[::-1], SETTING)
    assert pruned(both[0], few=4, track=nothing) == pruned(both[1], few=4, track=nothing)
    assert one_by_one(both[1]) == one_by_one(both[0])


@pytest.mark.parametrize("seed", range(20))
def test_no_pair_that_is_excluded_is_ever_assigned(seed):
    candidates, seekers = world(seed, 60, 60)
    for found in (
        assigned(candidates, seekers),
        one_by_one(Round(candidates, seekers, SETTING)),
        pruned(Round(candidates, seekers, SETTING), few=5, track=nothing),
    ):
        keeps_the_rules(found, candidates, seekers)


@pytest.mark.parametrize("seed", range(3))
def test_the_best_few_of_each_side_come_within_a_thousandth_of_the_optimum(seed):
    candidates, seekers = population(500, seed)
    everybody = Round(candidates, seekers, TOWN)
    heard: list[float] = []
    best, few, greedy = (
        exactly(everybody).total,
        pruned(everybody, track=heard.append).total,
        one_by_one(everybody).total,
    )
    assert 0.999 * best <= few <= best
    assert greedy <= best
    assert heard == sorted(heard)
    assert heard[-1] == 1


@pytest.mark.parametrize(("sponsors", "households"), [(0, 0), (0, 3), (3, 0)])
def test_a_round_of_nobody_is_empty(sponsors, households):
    candidates, seekers = tame_world(1, sponsors, households)
    assert assigned(candidates, seekers).pairs == ()
    assert one_by_one(Round(candidates, seekers, SETTING)).pairs == ()
    assert pruned(Round(candidates, seekers, SETTING), track=nothing).pairs == ()
