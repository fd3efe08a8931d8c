"""One pair, judged: its score, why, what is doubtful, which rules it breaks. Worked out when somebody looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sponsorship.matching import rules, scoring
from sponsorship.matching.crowd import Crowd
from sponsorship.matching.findings import Doubt, Finding
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.rules import Broken
from sponsorship.matching.scoring import Part

BEST = 3


@dataclass(frozen=True)
class Judged:
    candidate: Candidate
    seeker: Seeker
    setting: Setting

    @cached_property
    def parts(self) -> list[Part]:
        """All seven, in the order of the criteria."""
        return scoring.parts(self.candidate, self.seeker, self.setting)

    @property
    def score(self) -> float:
        return sum(part.points for part in self.parts)

    @property
    def reasons(self) -> list[Part]:
        """The three that speak most for the pair."""
        speaking = [part for part in self.parts if part.value and part.share]
        return sorted(speaking, key=lambda part: -part.points)[:BEST]

    @cached_property
    def doubts(self) -> list[Finding]:
        """The weightiest first: what may break a rule, then what is not known by the weight of its criterion."""
        unknown = sorted(
            (part for part in self.parts if part.value is None and part.share), key=lambda part: -part.share
        )
        of_rules = rules.doubts(self.candidate, self.seeker, self.setting)
        return of_rules + [Finding(Doubt.CRITERION, {"criterion": part.criterion.label}) for part in unknown]

    @property
    def doubt(self) -> Finding | None:
        return self.doubts[0] if self.doubts else None

    @cached_property
    def broken(self) -> list[Broken]:
        return rules.broken(self.candidate, self.seeker, self.setting)

    @property
    def may_be_overridden(self) -> bool:
        """It breaks rules, and staff may judge all of them otherwise, with a reason."""
        return bool(self.broken) and all(each.rule.overridable for each in self.broken)

    def reasons_as_json(self) -> list[dict[str, Any]]:
        """All parts, as a proposal keeps them."""
        return [part.as_json() for part in self.parts]


def judge(candidate: Candidate, seeker: Seeker, setting: Setting) -> Judged:
    return Judged(candidate, seeker, setting)


class Judgements(Sequence[Judged]):
    """A list that knows its length and judges a pair only when it is read; slices work, as a paginator takes them.

    `cells`: for each pair the place of its sponsor and of its household, as arrays.
    """

    def __init__(self, candidates: Crowd[Candidate], seekers: Crowd[Seeker], cells: Any, setting: Setting) -> None:
        self.candidates, self.seekers, self.cells, self.setting = candidates, seekers, cells, setting

    def __len__(self) -> int:
        return len(self.cells[0])

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self[slice(index, index + 1 or None)][0]
        rows, columns = (places[index].tolist() for places in self.cells)
        pairs = zip(self.candidates.some(rows), self.seekers.some(columns), strict=True)
        return [judge(candidate, seeker, self.setting) for candidate, seeker in pairs]
