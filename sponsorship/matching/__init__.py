"""Who could accompany whom: without records, the same for the same input in whatever order.

Hard rules (`rules`) exclude a pair, and say in words why; soft criteria (`scoring`) give the others 0 to 100 points,
each with its reason. A household's or a sponsor's page asks for everybody on the other side, best first; a round
(`assigning`) for the best set of pairs over all who wait. Nothing is decided here: staff decide.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sponsorship.matching.findings import Cause, Doubt, Finding
from sponsorship.matching.judging import Judged, Judgements, judge
from sponsorship.matching.records import Candidate, Certificate, Seeker, Setting
from sponsorship.matching.rules import RULES, Broken, Rule, broken, doubts
from sponsorship.matching.scoring import Part, parts
from sponsorship.matching.wording import worded

if TYPE_CHECKING:
    from sponsorship.matching.ranking import Ranking

__all__ = [
    "RULES",
    "Broken",
    "Candidate",
    "Cause",
    "Certificate",
    "Doubt",
    "Finding",
    "Judged",
    "Judgements",
    "Part",
    "Rule",
    "Seeker",
    "Setting",
    "broken",
    "candidates_for",
    "doubts",
    "judge",
    "parts",
    "seekers_for",
    "worded",
]


def candidates_for(seeker: Seeker, candidates: Sequence[Candidate], setting: Setting) -> "Ranking":
    """All sponsors for a household: who fits, best first, and who is excluded, by rule."""
    from sponsorship.matching import ranking  # noqa: PLC0415 - numpy: a tenth of a second, only where it is needed

    return ranking.candidates_for(seeker, candidates, setting)


def seekers_for(candidate: Candidate, seekers: Sequence[Seeker], setting: Setting) -> "Ranking":
    """All households for a sponsor, likewise."""
    from sponsorship.matching import ranking  # noqa: PLC0415 - see above

    return ranking.seekers_for(candidate, seekers, setting)
