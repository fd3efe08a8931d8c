"""Random meetings, and the optimum of small ones found by trying everything."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from network.allocation import WEIGHTS, Party, Pin, Table

Score = tuple[int, int, int, int]
Visit = tuple[int | None, ...]  # a table, or none, in every round


def dice(seed: int) -> random.Random:
    return random.Random(seed)


def meeting(
    rng: random.Random, *, people: int, tables: int, room: float, largest: int = 6
) -> tuple[list[Table], list[Party]]:
    """`room` is the seats for each person; tables differ in size, some wishes are more popular than others."""
    parties = list(crowd(rng, people, range(1, tables + 1), largest))
    each = people * room / tables
    return [Table(key, max(1, round(each * rng.uniform(0.8, 1.2)))) for key in range(1, tables + 1)], parties


def crowd(rng: random.Random, people: int, keys: Sequence[int], largest: int) -> Iterator[Party]:
    popularity = [1 / (1 + rng.randrange(len(keys))) for _ in keys]
    number = 0
    while people:
        number += 1
        size = min(people, largest, rng.choice([1, 1, 1, 2, 2, *range(1, largest + 1)]))
        people -= size
        wishes = dict.fromkeys(rng.choices(keys, popularity, k=rng.choice([0, 1, 2, 3, 3, 3])))
        yield Party(number, size, tuple(wishes))


def small_meeting(rng: random.Random) -> tuple[list[Table], list[Party], int]:
    """Small enough to try everything, tight enough to hurt."""
    rounds, count = rng.choice([(1, 4), (1, 3), (2, 2), (2, 3), (3, 2), (3, 3)])
    largest = {9: 2, 6: 3}.get(rounds * count, 4)
    tables = [Table(key, rng.randint(1, largest)) for key in range(1, count + 1)]
    people = max(1, round(sum(table.seats for table in tables) * rng.choice([0.5, 0.8, 0.9, 1, 1.1])))
    return tables, list(crowd(rng, people, range(1, count + 1), largest=4)), rounds


def tight_meeting(rng: random.Random) -> tuple[list[Table], list[Party], int]:
    """Sometimes more people than seats, sometimes more rounds than tables."""
    tables, parties = meeting(rng, people=rng.randint(10, 40), tables=rng.randint(2, 6), room=rng.uniform(0.9, 1.1))
    return tables, parties, rng.randint(1, 3)


def realistic_meeting(rng: random.Random) -> tuple[list[Table], list[Party], int]:
    people, tables, room = rng.randint(20, 200), rng.randint(4, 8), rng.uniform(1.02, 1.4)
    return *meeting(rng, people=people, tables=tables, room=room), rng.randint(1, 3)


def meeting_of_singles(rng: random.Random, *, people: int, tables: int) -> tuple[list[Table], list[Party]]:
    """Not one seat too many."""
    parties = list(crowd(rng, people, range(1, tables + 1), largest=1))
    return [Table(key, people // tables) for key in range(1, tables + 1)], parties


def some_pins(rng: random.Random, tables: Sequence[Table], parties: Sequence[Party], rounds: int) -> Iterator[Pin]:
    """Pins that can be kept: every one alone at its table and round, and at another table in each round."""
    chosen = rng.sample(parties, min(2, len(parties)))
    for party, free in zip(chosen, (tables[::2], tables[1::2]), strict=False):
        fitting = [table for table in free if table.seats >= party.size]
        for number, table in zip(rng.sample(range(1, rounds + 1), rounds), fitting, strict=False):
            yield Pin(party.key, number, table.key)


def enumerated_optimum(
    tables: Sequence[Table], parties: Iterable[Party], *, rounds: int, pins: Iterable[Pin] = ()
) -> Score:
    """Tries every visit of every party; of those who leave the same seats free only the best so far goes on."""
    pinned = {(pin.party, pin.round): pin.table for pin in pins}
    best = {tuple(table.seats for _ in range(rounds) for table in tables): (0, 0, 0, 0)}
    for party in parties:
        following: dict[tuple[int, ...], Score] = {}
        for rest, score in best.items():
            for visit in visits(tables, party, rounds, pinned):
                left = after(rest, tables, party, visit)
                if min(left, default=0) >= 0:
                    total = tuple(map(sum, zip(score, worth(party, visit), strict=True)))
                    following[left] = max(total, following.get(left, total))
        best = following
    return max(best.values())


def visits(tables: Sequence[Table], party: Party, rounds: int, pinned: dict) -> Iterator[Visit]:
    keys = [None, *(table.key for table in tables)]
    choices = [[pinned[party.key, n]] if (party.key, n) in pinned else keys for n in range(1, rounds + 1)]
    return product(*choices)


def after(rest: tuple[int, ...], tables: Sequence[Table], party: Party, visit: Visit) -> tuple[int, ...]:
    left = list(rest)
    keys = [table.key for table in tables]
    for number, table in enumerate(visit):
        if table is not None:
            left[number * len(keys) + keys.index(table)] -= party.size
    return tuple(left)


def worth(party: Party, visit: Visit) -> Score:
    seats = [table for table in visit if table is not None]
    met = [WEIGHTS[party.wishes.index(table)] for table in set(seats) if table in party.wishes]
    empty_handed = bool(party.wishes) and not met
    size = party.size
    return size * len(seats), size * (len(set(seats)) - len(seats)), size * sum(met), -size * empty_handed
