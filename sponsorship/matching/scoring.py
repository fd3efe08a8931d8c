"""How well a pair fits that breaks no rule: seven criteria from 0 to 1, weighted, together 0 to 100 points.

What is not known counts for the middle, one half, and is shown as a doubt. So silence is no zero that would put people
last whom nobody has asked yet, and no advantage either: with an answer that fits they gain, up to half of the weight.

    points of a criterion = 100 · its share of all weights · its value (½ where unknown)
    score = sum of the points

A pair's score depends on nothing but the two, the day and the weights: it is the same on every page and in a round.
It is compared in whole thousandths of a point (`thousandths`) and rounded only to be shown.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sponsorship.matching.checks import is_near, shared_times
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.rules import Look, look
from sponsorship.models.choices import Level, Mobility
from sponsorship.models.matching import Criterion

MOST_POINTS = 100
UNKNOWN = 0.5
THOUSANDTHS = 1000
NEIGHBOURING = 0.6
FAR = 0.2
BY_LEVEL = {Level.A_LITTLE: 0.4, Level.GOOD: 0.7, Level.FLUENT: 1.0}
INTERPRETED = 0.2
ENOUGH_SITUATIONS = 1  # more in common makes it no better
ENOUGH_INTERESTS = 3
LONG_DAYS = 180  # whoever waits that long has the full value


@dataclass(frozen=True)
class Part:
    """What a criterion adds: `value` 0 to 1 or None, `share` of all weights; `facts` for the reason in words."""

    criterion: Criterion
    value: float | None
    share: float
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return MOST_POINTS * self.share * (UNKNOWN if self.value is None else self.value)

    @property
    def most(self) -> float:
        return MOST_POINTS * self.share

    @property
    def words(self) -> str:
        from sponsorship.matching.wording import worded  # noqa: PLC0415 - it is about parts itself

        return worded(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """As it is kept in `reasons` of a Sponsorship or of a RoundPair; `wording.worded` reads it."""
        found = {"criterion": self.criterion.value, "value": self.value, "share": self.share, "points": self.points}
        return {**found, "facts": dict(self.facts)}


@dataclass(frozen=True, eq=False)
class Measure:
    """How a criterion is measured; `sponsor` and `household` name what `value` looks at."""

    criterion: Criterion
    value: Callable[[Candidate, Seeker, Setting], float | None]
    facts: Callable[[Candidate, Seeker, Setting], Mapping[str, Any]]
    sponsor: Look
    household: Look

    def part(self, candidate: Candidate, seeker: Seeker, setting: Setting) -> Part:
        value = self.value(candidate, seeker, setting)
        facts = self.facts(candidate, seeker, setting) if value is not None else {}
        return Part(self.criterion, value, setting.share(self.criterion), facts)


def parts(candidate: Candidate, seeker: Seeker, setting: Setting) -> list[Part]:
    return [measure.part(candidate, seeker, setting) for measure in MEASURES]


def thousandths(score: float) -> int:
    return round(score * THOUSANDTHS)


def _covered(offered: Collection[str], wanted: Collection[str], enough: int) -> float | None:
    """How much of what is wanted is there; so many in common are enough. None where a side has said nothing."""
    if not offered or not wanted:
        return None
    return min(1.0, len(set(offered) & set(wanted)) / min(len(wanted), enough))


def _topics(candidate: Candidate, seeker: Seeker, _setting: Setting) -> float | None:
    return _covered(candidate.topics, seeker.topics, len(seeker.topics))


def _situation(candidate: Candidate, seeker: Seeker, _setting: Setting) -> float | None:
    return _covered(candidate.situations, seeker.situations, ENOUGH_SITUATIONS)


def _interests(candidate: Candidate, seeker: Seeker, _setting: Setting) -> float | None:
    return _covered(candidate.interests, seeker.interests, ENOUGH_INTERESTS)


def _common(name: str) -> Callable[[Candidate, Seeker, Setting], Mapping[str, Any]]:
    def facts(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Mapping[str, Any]:
        offered, wanted = getattr(candidate, name), getattr(seeker, name)
        return {"shared": sorted(offered & wanted), "of": len(wanted)}

    return facts


def _district(candidate: Candidate, seeker: Seeker, setting: Setting) -> float | None:
    where = _where(candidate, seeker, setting)["where"]
    known = None not in {candidate.district, seeker.district}
    return {"same": 1.0, "near": NEIGHBOURING, "far": FAR, "too_far": 0.0}[where] if known else None


def _where(candidate: Candidate, seeker: Seeker, setting: Setting) -> Mapping[str, Any]:
    """Far away without a car a pair comes together only by an exception."""
    if candidate.district == seeker.district:
        return {"where": "same", "mobility": candidate.mobility}
    near = is_near(candidate, seeker, setting) and candidate.mobility != Mobility.ON_FOOT
    far = "far" if candidate.mobility in {Mobility.CAR, ""} else "too_far"
    return {"where": "near" if near else far, "mobility": candidate.mobility}


def _best_language(candidate: Candidate, seeker: Seeker) -> tuple[int, str] | None:
    """The level that both have at least in the language they share best, and its code."""
    theirs = dict(seeker.languages)
    return max(
        ((min(level, theirs[code]), code) for code, level in candidate.languages if code in theirs), default=None
    )


def _languages(candidate: Candidate, seeker: Seeker, _setting: Setting) -> float | None:
    best = _best_language(candidate, seeker)
    if best is None and not (candidate.languages and seeker.languages):
        return None
    return BY_LEVEL[Level(best[0])] if best else (INTERPRETED if seeker.interpreting else 0.0)


def _language_facts(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Mapping[str, Any]:
    best = _best_language(candidate, seeker)
    return {"level": best[0], "language": best[1]} if best else {"interpreting": seeker.interpreting}


def _hours(candidate: Candidate, seeker: Seeker, _setting: Setting) -> float | None:
    if candidate.hours is None or not seeker.hours:
        return None
    return min(1.0, candidate.hours / seeker.hours)


def _hour_facts(candidate: Candidate, seeker: Seeker, _setting: Setting) -> Mapping[str, Any]:
    return {"hours": candidate.hours, "wanted": seeker.hours, "times": shared_times(candidate, seeker)}


def _waiting(_candidate: Candidate, seeker: Seeker, setting: Setting) -> float | None:
    return min(1.0, max(0, (setting.today - seeker.since).days) / LONG_DAYS)


def _waiting_facts(_candidate: Candidate, seeker: Seeker, setting: Setting) -> Mapping[str, Any]:
    return {"days": max(0, (setting.today - seeker.since).days)}


MEASURES = (
    Measure(Criterion.TOPICS, _topics, _common("topics"), look("topics"), look("topics")),
    Measure(Criterion.DISTRICT, _district, _where, look("district", "mobility"), look("district")),
    Measure(Criterion.LANGUAGES, _languages, _language_facts, look("languages"), look("languages", "interpreting")),
    Measure(Criterion.SITUATION, _situation, _common("situations"), look("situations"), look("situations")),
    Measure(Criterion.INTERESTS, _interests, _common("interests"), look("interests"), look("interests")),
    Measure(Criterion.HOURS, _hours, _hour_facts, look("hours"), look("hours")),
    Measure(Criterion.WAITING, _waiting, _waiting_facts, look(), look("since")),
)
