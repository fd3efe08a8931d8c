"""The allocation against everything that could have been done instead."""

import time

import pytest

from network.allocation import Party, Table, allocate, greedy
from network.allocation.planning import Task
from network.allocation.programme import Programme
from network.allocation.splitting import deal, split
from tests.network.allocation.cases import (
    dice,
    enumerated_optimum,
    meeting,
    meeting_of_singles,
    realistic_meeting,
    small_meeting,
    some_pins,
)


@pytest.mark.parametrize("seed", range(150))
def test_small_meetings_get_the_enumerated_optimum(seed):
    rng = dice(seed)
    tables, parties, rounds = small_meeting(rng)
    pins = tuple(some_pins(rng, tables, parties, rounds)) if seed % 3 == 0 else ()
    allocation = allocate(tables, parties, rounds=rounds, pins=pins)
    assert allocation.proven
    assert allocation.score == enumerated_optimum(tables, parties, rounds=rounds, pins=pins)


@pytest.mark.parametrize("seed", range(100))
def test_nobody_is_better_off_first_come_first_served(seed):
    tables, parties, rounds = realistic_meeting(dice(seed))
    best, first_come = allocate(tables, parties, rounds=rounds), greedy(tables, parties, rounds=rounds)
    assert best.score >= first_come.score
    if first_come.totals().overall.placed == best.totals().overall.placed:
        assert best.totals().overall.satisfaction >= first_come.totals().overall.satisfaction


def test_single_persons_get_a_proven_optimum_in_a_full_hall():
    tables, parties = meeting_of_singles(dice(4), people=120, tables=6)
    allocation = allocate(tables, parties, rounds=3)
    assert allocation.proven
    assert allocation.unplaced == ()
    assert allocation.totals().repeated == 0


def test_the_visits_of_single_persons_can_always_be_split_into_rounds():
    """Popular tables are full over all rounds together, others are not: the first round must not be too polite."""
    tables, parties = meeting_of_singles(dice(4), people=120, tables=6)
    tables = [Table(table.key, table.seats + 5) for table in tables]
    kinds = Task(tables, parties, 3, frozenset()).kinds()
    found = Programme(kinds, tables, periods=1, fold=3, repeats=False).best()
    assert len(split(deal(kinds, tables, 3, found), tables, (), step=1)) == 3 * 120


def test_rounds_that_groups_keep_from_being_split_are_solved_jointly():
    """Over both rounds together 8 seats a table are enough for all; in one round the third party finds none."""
    tables = [Table(1, 4), Table(2, 4)]
    parties = [Party(1, 3, (1, 2)), Party(2, 3, (1, 2)), Party(3, 2, (1, 2))]
    allocation = allocate(tables, parties, rounds=2)
    assert allocation.proven
    assert allocation.score == enumerated_optimum(tables, parties, rounds=2)


def test_two_second_wishes_are_worth_more_than_a_first_and_nothing():
    tables, contested = [Table(1, 1), Table(2, 1)], [Party(1, 1, (1, 2)), Party(2, 1, (9, 1))]
    assert allocate(tables, contested, rounds=1).totals().overall.wishes == (0, 2, 0)


def test_a_first_and_a_third_wish_are_worth_more_than_two_second_ones():
    tables, contested = [Table(1, 1), Table(2, 1), Table(3, 1)], [Party(1, 1, (1, 2)), Party(2, 1, (9, 1, 3))]
    assert allocate(tables, contested, rounds=1).totals().overall.wishes == (1, 0, 1)


def test_of_equal_sums_the_one_that_leaves_nobody_empty_handed_is_chosen():
    """Table 1 has a seat to give in either round: one of them to the first party, who then has two wishes, or none."""
    tables = [Table(1, 1), Table(2, 1), Table(3, 1)]
    parties = [Party(1, 1, (1, 2)), Party(2, 1, (1,)), Party(3, 1, (1,))]
    totals = allocate(tables, parties, rounds=2).totals()
    assert totals.overall.wishes == (2, 1, 0)
    assert totals.empty_handed == 0


def test_five_hundred_people_find_twelve_tables_in_three_rounds_within_two_seconds():
    tables, parties = meeting(dice(500), people=500, tables=12, room=1.05)
    begin = time.process_time()  # what other tests do at the same time does not count
    allocation = allocate(tables, parties, rounds=3)
    assert time.process_time() - begin <= 2
    assert allocation.unplaced == ()
    assert allocation.proven
