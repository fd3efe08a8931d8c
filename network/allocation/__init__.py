"""Who sits at which table in which round of a meeting: without records, the same for the same input in whatever order.

Rules that always hold: no table over its seats in any round; a party sits together; a pin of staff is kept.

The objective; a part counts only where all parts before it leave a choice. Sums are over the parties, n is the size:

1. as many persons as possible have a seat:   max Σ n · (rounds with a seat)
2. as few as possible repeat a table:         min Σ n · (rounds with a seat − different tables)
3. they get what they wish:                   max Σ n · Σ w(rank of t among the wishes), t over the different tables
4. nobody goes empty-handed:                  min Σ n over parties that have wishes, none of which was met in any round

with w = 9, 5, 2 for the first, second and third wish and 0 for other tables: two second wishes are worth more than a
first and nothing, but less than a first and a third. By 1 and 2 a table is repeated only where somebody would stand
otherwise (fewer tables of the size than rounds, or too little room), never for the sake of a wish. As 3 counts a table
once, the wishes spread over the rounds. Whoever stands although seats are free has a group larger than any rest.

`Allocation.proven` says that the score reaches what provably cannot be exceeded (see `planning`); otherwise it is the
best of several plans, never worse than first come, first served in the order of the keys.
"""

from collections.abc import Iterable

from network.allocation.records import (
    WEIGHTS,
    Allocation,
    AllocationError,
    Cause,
    Hurdle,
    Obstacle,
    Party,
    Pin,
    Reason,
    Seat,
    Shortage,
    Summary,
    Table,
    Totals,
    Unplaced,
    Why,
)
from network.allocation.wording import words, words_unplaced

__all__ = [
    "WEIGHTS",
    "Allocation",
    "AllocationError",
    "Cause",
    "Hurdle",
    "Obstacle",
    "Party",
    "Pin",
    "Reason",
    "Seat",
    "Shortage",
    "Summary",
    "Table",
    "Totals",
    "Unplaced",
    "Why",
    "allocate",
    "greedy",
    "words",
    "words_unplaced",
]


def allocate(tables: Iterable[Table], parties: Iterable[Party], *, rounds: int, pins: Iterable[Pin] = ()) -> Allocation:
    """The best allocation, independent of the input's order; raises AllocationError for pins that cannot be kept."""
    from network.allocation import allocating  # noqa: PLC0415 - scipy: half a second and 60 MB, a few times a meeting

    return allocating.allocate(tables, parties, rounds=rounds, pins=pins)


def greedy(tables: Iterable[Table], parties: Iterable[Party], *, rounds: int) -> Allocation:
    """First come, first served: the yardstick."""
    from network.allocation import allocating  # noqa: PLC0415 - see above

    return allocating.greedy(tables, parties, rounds=rounds)
