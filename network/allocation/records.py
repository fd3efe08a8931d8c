"""What goes into an allocation and what comes out."""

from dataclasses import dataclass, field
from enum import StrEnum

WEIGHTS = (9, 5, 2)

# The objective, most important part first, larger is better: persons placed, minus those at a table again,
# satisfaction, minus those of whom no wish was met in any round.
Score = tuple[int, int, int, int]


class AllocationError(ValueError):
    """Says in words for people why the tables cannot be allocated as asked."""


@dataclass(frozen=True)
class Table:
    key: int
    seats: int  # per round


@dataclass(frozen=True)
class Party:
    """People who stay together; `wishes` are tables, the dearest first."""

    key: int
    size: int
    wishes: tuple[int, ...] = ()

    def rank(self, table: int) -> int | None:
        """1 to 3 when the table is a wish; of a wish named twice the dearer one counts."""
        wishes = self.wishes[: len(WEIGHTS)]
        return wishes.index(table) + 1 if table in wishes else None

    def weight(self, table: int) -> int:
        rank = self.rank(table)
        return WEIGHTS[rank - 1] if rank else 0


@dataclass(frozen=True)
class Pin:
    """A decision of staff, kept whatever it costs; rounds count from 1."""

    party: int
    round: int
    table: int


class Cause(StrEnum):
    PINNED = "pinned"
    WISH = "wish"
    UNDECIDED = "undecided"  # no wish was given
    NO_WISH = "no wish"  # none that was given could be met
    AGAIN = "again"  # had a seat there in an earlier round: last resort


class Obstacle(StrEnum):
    FULL = "full"
    TOO_SMALL = "too small"
    OTHER_ROUND = "other round"
    GONE = "gone"  # the table is no longer part of the meeting


@dataclass(frozen=True)
class Hurdle:
    """Why a dearer wish was not met; `round` is when the party sits there instead."""

    wish: int
    table: int
    obstacle: Obstacle
    round: int | None = None


@dataclass(frozen=True)
class Why:
    cause: Cause
    size: int
    hurdles: tuple[Hurdle, ...] = ()
    roomiest: bool = False  # the table had the most free seats


@dataclass(frozen=True)
class Seat:
    party: int
    round: int
    table: int
    wish: int | None
    why: Why


class Shortage(StrEnum):
    NO_TABLES = "no tables"
    TOO_LARGE = "too large"  # larger than every table
    NO_SEAT = "no seat"
    SCATTERED = "scattered"  # seats are free, but too few at any one table


@dataclass(frozen=True)
class Reason:
    shortage: Shortage
    size: int
    largest_rest: int  # free seats at the emptiest table of the round


@dataclass(frozen=True)
class Unplaced:
    party: int
    round: int
    reason: Reason


@dataclass(frozen=True)
class Totals:
    """Persons by what they got, in one round or added up over all."""

    first: int = 0
    second: int = 0
    third: int = 0
    none: int = 0
    unplaced: int = 0

    @property
    def satisfaction(self) -> int:
        return sum(weight * persons for weight, persons in zip(WEIGHTS, self.wishes, strict=True))

    @property
    def wishes(self) -> tuple[int, int, int]:
        return self.first, self.second, self.third

    @property
    def placed(self) -> int:
        return sum(self.wishes) + self.none


@dataclass(frozen=True)
class Summary:
    rounds: tuple[Totals, ...]
    overall: Totals
    repeated: int  # persons times rounds at a table they had been at
    empty_handed: int  # persons with wishes of whom none was met in any round


@dataclass(frozen=True)
class Allocation:
    """Seats in the order of parties and rounds; `proven` when no better allocation exists."""

    seats: tuple[Seat, ...]
    unplaced: tuple[Unplaced, ...]
    rounds: int
    parties: tuple[Party, ...] = field(repr=False)
    proven: bool = False

    def totals(self) -> Summary:
        rounds = tuple(self._totals({number}) for number in range(1, self.rounds + 1))
        return Summary(rounds, self._totals(set(range(1, self.rounds + 1))), self._repeated(), self._empty_handed())

    @property
    def score(self) -> Score:
        sums = self.totals()
        return sums.overall.placed, -sums.repeated, sums.overall.satisfaction, -sums.empty_handed

    def _totals(self, rounds: set[int]) -> Totals:
        def persons(wish: int | None) -> int:
            return sum(seat.why.size for seat in self.seats if seat.round in rounds and seat.wish == wish)

        unplaced = sum(item.reason.size for item in self.unplaced if item.round in rounds)
        return Totals(persons(1), persons(2), persons(3), persons(None), unplaced)

    def _repeated(self) -> int:
        persons = sum(seat.why.size for seat in self.seats)
        return persons - sum({(seat.party, seat.table): seat.why.size for seat in self.seats}.values())

    def _empty_handed(self) -> int:
        lucky = {seat.party for seat in self.seats if seat.wish}
        return sum(party.size for party in self.parties if party.wishes and party.key not in lucky)
