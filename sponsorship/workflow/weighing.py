"""The office changes how much each criterion counts, and sees first for whom somebody else would come first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sponsorship.models import Criterion, Household, Sponsor, Weight
from sponsorship.workflow import reading

if TYPE_CHECKING:
    from sponsorship.matching.comparing import First

MOST_HOUSEHOLDS = 500  # the longest waiting ones; more would keep the page waiting too
Weights = Mapping[Criterion, int]


@dataclass(frozen=True)
class Change:
    """Who would come first for a household, instead of whom; as keys and scores."""

    household: int
    before: "First"
    after: "First"


@dataclass(frozen=True)
class Preview:
    """`waiting` households, of which so many were `looked_at`."""

    waiting: int
    looked_at: int
    changes: list[Change]


def current() -> dict[Criterion, int]:
    return {Criterion(name): weight for name, weight in Weight.objects.values_list("criterion", "weight")}


def preview(weights: Weights, today: date) -> Preview:
    from sponsorship.matching.comparing import firsts  # noqa: PLC0415 - numpy: only where it is needed

    candidates = reading.candidates(Sponsor.objects.with_room())
    waiting = Household.objects.waiting()
    seekers = reading.seekers(waiting.filter(pk__in=waiting.values("pk")[:MOST_HOUSEHOLDS]))
    now = reading.setting(today)
    before, after = (firsts(candidates, seekers, setting) for setting in (now, replace(now, weights=weights)))
    pairs = zip(seekers, before, after, strict=True)
    known = [Change(seeker.key, one, other) for seeker, one, other in pairs if one and other]
    changes = [change for change in known if change.before.sponsor != change.after.sponsor]
    return Preview(waiting.count(), len(seekers), changes)


def save(weights: Weights) -> None:
    """All in one statement."""
    Weight.objects.bulk_create(
        [Weight(criterion=criterion, weight=weight) for criterion, weight in weights.items()],
        update_conflicts=True,
        unique_fields=["criterion"],
        update_fields=["weight"],
    )
