"""Hundreds read by columns are the same people, judged the same, as one by one."""

from dataclasses import replace

import pytest

from arnsberg_hilfe.core.models import District
from sponsorship.matching import broken, candidates_for, judge, seekers_for
from sponsorship.matching.crowd import Column, crowd
from sponsorship.matching.rules import RULES, Rule
from sponsorship.matching.scoring import thousandths
from sponsorship.models import BlockedPair, Household, Sponsor
from sponsorship.workflow import reading
from tests.bench import people
from tests.sponsorship.matching.cases import SETTING, TODAY, world

MANY = 300


def test_a_column_keeps_each_value_once():
    column = Column.of(["b", "a", "b", "c"])
    assert (column.values, list(column.numbers)) == (["b", "a", "c"], [0, 1, 0, 2])
    assert list(column) == ["b", "a", "b", "c"]


def test_values_that_are_read_alike_become_one():
    column = Column.of(["1", "01", "2"]).read(int)
    assert (column.values, list(column)) == ([1, 2], [1, 1, 2])


def test_a_crowd_is_a_sequence_of_records():
    candidates, _seekers = world(1, 5, 0)
    found = crowd(candidates)
    assert crowd(found) is found
    assert (len(found), found[1], found[-1], found[1:3]) == (5, candidates[1], candidates[-1], candidates[1:3])
    assert list(found) == candidates


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"rule-{rule.number}")
def test_a_rule_looks_only_at_what_it_names(rule):
    """Whoever has the same in the fields named is judged the same, whatever the other fields say."""
    candidates, seekers = world(7, 200, 200)
    names = {rule.bits} - {""}
    for (one, other), (sponsor, household) in zip(
        zip(candidates, seekers, strict=True), zip(candidates[::-1], seekers[::-1], strict=True), strict=True
    ):
        mixed = (
            _with(sponsor, one, {*rule.sponsor.names, *names}),
            _with(household, other, {*rule.household.names, *names}),
        )
        assert [*rule.check(*mixed, SETTING)] == [*rule.check(one, other, SETTING)]


def _with(base, other, names):
    return replace(base, **{name: getattr(other, name) for name in names})


@pytest.fixture
def everybody(db):
    """The records that were saved, as they must be read: with the keys and Stadtteile of the database."""
    candidates, seekers = world(5, MANY, MANY)
    sponsors, households = people.save(candidates, seekers)
    BlockedPair.objects.bulk_create(
        BlockedPair(sponsor=sponsor, household=households[0], reason="verwandt") for sponsor in sponsors[::10]
    )
    districts = list(District.objects.order_by("pk").values_list("pk", flat=True))
    place = {None: None, **{number: districts[number] for number in (1, 2, 3)}}
    blocked = frozenset(sponsor.pk for sponsor in sponsors[::10])
    past: dict[str, frozenset[int]] = dict.fromkeys(("blocked", "together", "parted"), frozenset())
    return (
        [
            replace(each, key=one.pk, district=place[each.district])
            for each, one in zip(candidates, sponsors, strict=True)
        ],
        [
            replace(
                each,
                key=one.pk,
                district=place[each.district],
                **past | {"blocked": blocked if one is households[0] else frozenset()},
            )
            for each, one in zip(seekers, households, strict=True)
        ],
    )


def test_everybody_is_read_as_they_were_saved(everybody):
    candidates, seekers = everybody
    assert list(reading.candidates(Sponsor.objects.all())) == candidates
    assert list(reading.seekers(Household.objects.all())) == seekers


def one_by_one(pairs, setting):
    """The ranking without columns and arrays: each pair alone, in the order of score, time and key."""
    judged = [(judge(candidate, seeker, setting), other) for candidate, seeker, other in pairs]
    judged.sort(key=lambda each: (-thousandths(each[0].score), each[1].since, each[1].key))
    ranked: list[tuple] = []
    excluded: dict[Rule, list[tuple]] = {rule: [] for rule in RULES}
    for each, _other in judged:
        first = broken(each.candidate, each.seeker, setting)[:1]
        (excluded[first[0].rule] if first else ranked).append(shown(each))
    return ranked, {rule: group for rule, group in excluded.items() if group}


def shown(judged):
    """All that a page shows of a pair."""
    words = [part.words for part in judged.reasons], [doubt.words for doubt in judged.doubts]
    return judged.candidate.key, judged.seeker.key, judged.score, words, [each.words for each in judged.broken]


def as_shown(ranking):
    return [shown(each) for each in ranking.ranked], {
        rule: [shown(each) for each in group] for rule, group in ranking.excluded.items()
    }


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_households_ranking_is_that_of_its_pairs_one_by_one(everybody, place):
    candidates, seekers = everybody
    seeker, setting = seekers[place], reading.setting(TODAY)
    found = candidates_for(reading.seeker(seeker.key), reading.candidates(Sponsor.objects.all()), setting)
    assert as_shown(found) == one_by_one([(each, seeker, each) for each in candidates], setting)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_sponsors_ranking_is_that_of_its_pairs_one_by_one(everybody, place):
    candidates, seekers = everybody
    candidate, setting = candidates[place], reading.setting(TODAY)
    everywhere = reading.seekers(Household.objects.all(), past_with=Sponsor.objects.get(pk=candidate.key))
    found = seekers_for(reading.candidate(candidate.key), everywhere, setting)
    assert as_shown(found) == one_by_one([(candidate, each, each) for each in seekers], setting)
