"""Table places in words, for the people who sit there and for those who plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from network.allocation import Cause, Hurdle, Obstacle, Seat, Why, words
from network.models import Placement, ThemeTable


@dataclass(frozen=True)
class Seating:
    """A group's table in one round, and why it sits there."""

    round: int
    table: ThemeTable
    reason: str
    pinned: bool

    @classmethod
    def of(cls, placement: Placement, names: Mapping[int, str]) -> "Seating":
        """`names` are those of all tables of the meeting, by key."""
        return cls(placement.round, placement.table, reason(placement, names), placement.pinned)


def reason(placement: Placement, names: Mapping[int, str]) -> str:
    """Empty where nothing is known of it."""
    if not placement.why and not placement.pinned:
        return ""
    why = Why(Cause.PINNED, 0) if placement.pinned else _why(placement.why)
    seat = Seat(placement.registration_id, placement.round, placement.table_id, placement.wish, why)
    return words(seat, names)


def _why(facts: dict[str, Any]) -> Why:
    hurdles = (Hurdle(**{**hurdle, "obstacle": Obstacle(hurdle["obstacle"])}) for hurdle in facts["hurdles"])
    return Why(Cause(facts["cause"]), facts["size"], tuple(hurdles), facts["roomiest"])
