"""What holds for every allocation, and at its edges."""

from collections import Counter

import pytest

from network.allocation import (
    AllocationError,
    Cause,
    Hurdle,
    Obstacle,
    Party,
    Pin,
    Reason,
    Shortage,
    Table,
    Unplaced,
    allocate,
    greedy,
)
from tests.network.allocation.cases import dice, realistic_meeting, small_meeting, some_pins, tight_meeting


def load(allocation):
    persons = Counter[tuple[int, int]]()
    for seat in allocation.seats:
        persons[seat.round, seat.table] += seat.why.size
    return persons


def rests(tables, allocation):
    taken = load(allocation)
    return {
        (number, table.key): table.seats - taken[number, table.key]
        for number in range(1, allocation.rounds + 1)
        for table in tables
    }


def check(tables, parties, rounds, allocation):
    sizes = {party.key: party.size for party in parties}
    assert min(rests(tables, allocation).values(), default=0) >= 0
    places = [(seat.party, seat.round) for seat in allocation.seats]
    standing = [(item.party, item.round) for item in allocation.unplaced]
    assert sorted(places + standing) == [(key, n) for key in sorted(sizes) for n in range(1, rounds + 1)]
    for item in allocation.unplaced:
        free = [rest for (number, _), rest in rests(tables, allocation).items() if number == item.round]
        assert max(free, default=0) == item.reason.largest_rest < sizes[item.party]


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", [small_meeting, tight_meeting, realistic_meeting])
def test_no_table_is_too_full_and_nobody_stands_while_there_is_room(kind, seed):
    tables, parties, rounds = kind(dice(seed))
    check(tables, parties, rounds, allocate(tables, parties, rounds=rounds))
    check(tables, parties, rounds, greedy(tables, parties, rounds=rounds))


@pytest.mark.parametrize("seed", range(20))
def test_nobody_comes_to_a_table_twice_where_there_is_room(seed):
    tables, parties, _ = realistic_meeting(dice(seed))
    roomy = [Table(table.key, table.seats + 10) for table in tables]
    for allocation in (allocate(roomy, parties, rounds=3), greedy(roomy, parties, rounds=3)):
        assert max(Counter((seat.party, seat.table) for seat in allocation.seats).values()) == 1
        assert allocation.unplaced == ()


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_the_input_does_not_matter(seed):
    rng = dice(seed)
    tables, parties, rounds = rng.choice([small_meeting, tight_meeting, realistic_meeting])(rng)
    pins = list(some_pins(rng, tables, parties, rounds))
    first = allocate(tables, parties, rounds=rounds, pins=pins)
    for shuffled in (tables, parties, pins):
        rng.shuffle(shuffled)
    assert allocate(tables, parties, rounds=rounds, pins=pins) == first


@pytest.mark.parametrize("seed", range(40))
def test_pins_are_kept(seed):
    rng = dice(seed)
    tables, parties, rounds = rng.choice([tight_meeting, realistic_meeting])(rng)
    pins = set(some_pins(rng, tables, parties, rounds))
    allocation = allocate(tables, parties, rounds=rounds, pins=pins)
    check(tables, parties, rounds, allocation)
    pinned = {Pin(s.party, s.round, s.table) for s in allocation.seats if s.why.cause is Cause.PINNED}
    assert pinned == pins


def test_a_pin_is_kept_even_when_it_costs_others_their_wish():
    tables, parties = [Table(1, 1), Table(2, 2)], [Party(1, 1, (1,)), Party(2, 1, (2,))]
    allocation = allocate(tables, parties, rounds=1, pins=[Pin(2, 1, 1)])
    assert [(seat.party, seat.table, seat.wish) for seat in allocation.seats] == [(1, 2, None), (2, 1, None)]


@pytest.mark.parametrize(
    ("pins", "words"),
    [
        ([Pin(9, 1, 1)], "nicht gibt"),
        ([Pin(1, 3, 1)], "nicht gibt"),
        ([Pin(1, 1, 9)], "nicht gibt"),
        ([Pin(1, 1, 1)], "reichen in Runde 1 die Plätze nicht"),
        ([Pin(2, 1, 1), Pin(3, 1, 1), Pin(4, 1, 1)], "reichen in Runde 1 die Plätze nicht"),
        ([Pin(2, 1, 1), Pin(2, 1, 2)], "in Runde 1 an zwei Tischen"),
        ([Pin(2, 1, 1), Pin(2, 2, 1)], "in zwei Runden am selben Tisch"),
    ],
)
def test_a_pin_that_cannot_be_kept_is_refused_in_words(pins, words):
    parties = [Party(1, 4), Party(2, 1), Party(3, 1), Party(4, 1)]
    with pytest.raises(AllocationError, match=words):
        allocate([Table(1, 2), Table(2, 6)], parties, rounds=2, pins=pins)


def test_without_parties_nothing_is_allocated():
    allocation = allocate([Table(1, 5)], [], rounds=2)
    assert (allocation.seats, allocation.unplaced, allocation.proven) == ((), (), True)
    assert allocation.totals().overall.placed == 0


def test_without_tables_everybody_stands():
    allocation = allocate([], [Party(1, 2, (1,))], rounds=1)
    assert allocation.unplaced == (Unplaced(1, 1, Reason(Shortage.NO_TABLES, 2, 0)),)
    assert allocation.totals().overall.unplaced == 2


def test_without_rounds_there_are_no_seats():
    assert allocate([Table(1, 5)], [Party(1, 2)], rounds=0).seats == ()


def test_a_party_larger_than_every_table_stands_and_the_others_sit():
    allocation = allocate([Table(1, 3), Table(2, 3)], [Party(1, 4), Party(2, 3), Party(3, 3)], rounds=1)
    assert allocation.unplaced == (Unplaced(1, 1, Reason(Shortage.TOO_LARGE, 4, 0)),)
    assert len(allocation.seats) == 2


def test_of_more_people_than_seats_as_many_as_possible_sit():
    parties = [Party(1, 4, (1,)), Party(2, 3), Party(3, 2)]
    allocation = allocate([Table(1, 5)], parties, rounds=1)
    assert [seat.party for seat in allocation.seats] == [2, 3]
    assert allocation.unplaced == (Unplaced(1, 1, Reason(Shortage.NO_SEAT, 4, 0)),)


def test_a_group_that_no_rest_can_take_stands_beside_free_seats():
    parties = [Party(1, 2), Party(2, 2), Party(3, 2)]
    allocation = allocate([Table(1, 3), Table(2, 3)], parties, rounds=1)
    assert [item.reason for item in allocation.unplaced] == [Reason(Shortage.SCATTERED, 2, 1)]


def test_with_fewer_tables_than_rounds_a_table_is_repeated():
    allocation = allocate([Table(1, 2)], [Party(1, 2, (1,))], rounds=2)
    assert [(seat.wish, seat.why.cause) for seat in allocation.seats] == [(1, Cause.WISH), (None, Cause.AGAIN)]
    assert allocation.totals().repeated == 2


def test_a_table_is_never_repeated_for_the_sake_of_a_wish():
    allocation = allocate([Table(1, 2), Table(2, 2)], [Party(1, 2, (1,))], rounds=2)
    assert {seat.table for seat in allocation.seats} == {1, 2}


def test_wishes_spread_over_the_rounds():
    tables = [Table(key, 9) for key in range(1, 6)]
    allocation = allocate(tables, [Party(1, 2, (4, 2, 5)), Party(2, 1, (2, 4, 1))], rounds=3)
    totals = allocation.totals()
    assert totals.overall.wishes == (3, 3, 3)
    assert totals.overall.satisfaction == sum(sums.satisfaction for sums in totals.rounds) == 3 * 16


def test_those_without_wishes_fill_the_emptiest_tables():
    tables = [Table(1, 6), Table(2, 6), Table(3, 6)]
    parties = [Party(1, 4, (1,)), *(Party(key, 1) for key in range(2, 10))]
    allocation = allocate(tables, parties, rounds=1)
    assert load(allocation) == {(1, 1): 4, (1, 2): 4, (1, 3): 4}
    assert all(seat.why.roomiest for seat in allocation.seats if seat.party > 1)


def test_they_also_do_where_first_come_first_served_is_not_the_best():
    tables = [Table(1, 2), Table(2, 8), Table(3, 8)]
    parties = [Party(1, 1, (1, 2)), Party(2, 2, (1,)), *(Party(key, 1) for key in range(3, 10))]
    assert load(allocate(tables, parties, rounds=1)) == {(1, 1): 2, (1, 2): 4, (1, 3): 4}


def test_a_seat_knows_what_stood_in_the_way_of_dearer_wishes():
    tables = [Table(1, 1), Table(2, 5), Table(3, 2)]
    parties = [Party(1, 1, (1,)), Party(2, 2, (9, 1, 2))]
    seat = allocate(tables, parties, rounds=1).seats[1]
    assert seat.why.hurdles == (Hurdle(1, 9, Obstacle.GONE), Hurdle(2, 1, Obstacle.TOO_SMALL))


def test_a_wish_met_in_one_round_explains_the_other():
    tables = [Table(1, 5), Table(2, 5)]
    seats = allocate(tables, [Party(1, 2, (1, 2))], rounds=2).seats
    second = next(seat for seat in seats if seat.wish == 2)
    first = next(seat for seat in seats if seat.wish == 1)
    assert second.why.hurdles == (Hurdle(1, 1, Obstacle.OTHER_ROUND, first.round),)


def test_a_wish_that_no_table_answers_is_still_proven():
    assert allocate([Table(1, 2)], [Party(1, 2, (7,))], rounds=1).proven


@pytest.mark.parametrize("seed", range(30))
def test_a_full_table_really_had_no_room(seed):
    tables, parties, rounds = tight_meeting(dice(seed))
    allocation = allocate(tables, parties, rounds=rounds)
    rest = rests(tables, allocation)
    for seat in allocation.seats:
        for hurdle in seat.why.hurdles:
            if hurdle.obstacle is Obstacle.FULL:
                assert rest[seat.round, hurdle.table] < seat.why.size


def test_first_come_first_served_follows_the_order_of_the_parties():
    tables, late, early = [Table(1, 1), Table(2, 1)], Party(1, 1, (1,)), Party(2, 1, (1,))
    allocation = greedy(tables, [early, late], rounds=1)
    assert [(seat.party, seat.wish) for seat in allocation.seats] == [(1, None), (2, 1)]
