"""Who stands first is whom a household's own page puts first; a hurdle is the rule that excludes most."""

from collections import Counter
from datetime import timedelta

import pytest

from sponsorship.matching import broken, candidates_for
from sponsorship.matching.comparing import First, firsts, hurdles
from tests.factories import TODAY
from tests.sponsorship.matching.cases import SETTING, halyna, paula, world


@pytest.mark.parametrize("seed", range(6))
def test_the_first_is_the_one_of_the_households_own_page(seed):
    candidates, seekers = world(seed, 60, 30)
    for seeker, first in zip(seekers, firsts(candidates, seekers, SETTING), strict=True):
        ranked = candidates_for(seeker, candidates, SETTING).ranked
        assert (first.sponsor if first else None) == (ranked[0].candidate.key if len(ranked) else None)
        assert first is None or first.score == pytest.approx(ranked[0].score, abs=0.001)


def test_of_equals_who_has_waited_longer_stands_first():
    twins = [paula(key=1), paula(key=2, since=TODAY - timedelta(days=1)), paula(key=3)]
    assert [first.sponsor for first in firsts(twins, [halyna()], SETTING)] == [2]


@pytest.mark.parametrize("seed", range(6))
def test_a_hurdle_is_the_rule_that_excludes_most(seed):
    candidates, seekers = world(seed, 12, 30)
    found = {hurdle.household: hurdle for hurdle in hurdles(candidates, seekers, SETTING)}
    for seeker in seekers:
        counts = Counter(each.rule for one in candidates for each in broken(one, seeker, SETTING))
        fits = any(not broken(one, seeker, SETTING) for one in candidates)
        assert (seeker.key in found) is not fits
        if not fits:
            hurdle = found[seeker.key]
            assert hurdle.count == counts[hurdle.rule] == max(counts.values())


def test_nobody_is_no_trouble():
    assert firsts([], [halyna()], SETTING) == [None]
    assert firsts([paula()], [], SETTING) == []
    assert hurdles([paula()], [], SETTING) == []
    assert [hurdle.rule for hurdle in hurdles([], [halyna()], SETTING)] == [None]
    assert isinstance(firsts([paula()], [halyna()], SETTING)[0], First)
