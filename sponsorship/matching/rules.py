"""The table of hard rules: a pair that breaks one is excluded, and the screen says which and why.

Staff may judge that a way is manageable, that a time will be found, that a second try is right (7, 8, 10): these three
can be overridden with a reason. What protects people, what was declared, and the room that is left cannot.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sponsorship.matching import checks
from sponsorship.matching.findings import Cause, Finding
from sponsorship.matching.records import Candidate, Seeker, Setting

Check = Callable[[Candidate, Seeker, Setting], Iterator[Finding]]


@dataclass(frozen=True)
class Look:
    """What a rule or a criterion looks at of a record: pairs that look the same are judged once for all.

    `names` are fields; `seen` is what of them matters, where that is less.
    """

    names: tuple[str, ...]
    seen: Callable[[Any, Setting], Hashable] | None = None

    def __call__(self, record: Any, setting: Setting) -> Hashable:
        return self.seen(record, setting) if self.seen else tuple(getattr(record, name) for name in self.names)


def look(*names: str, seen: Callable[[Any, Setting], Hashable] | None = None) -> Look:
    return Look(names, seen)


UNSEEN = look()


@dataclass(frozen=True, eq=False)
class Rule:
    """What excludes a pair.

    `sponsor` and `household` name what the check looks at, `bits` a field of both in which it asks for a shared bit;
    `past` is the household's field with the sponsors it forbids.
    """

    number: int
    name: str | Promise
    check: Check
    sponsor: Look = UNSEEN
    household: Look = UNSEEN
    doubt: Check = checks.anything_goes
    bits: str = ""
    past: tuple[str, Cause] | None = None
    overridable: bool = False

    def __str__(self) -> str:
        return str(self.name)

    def breaches(self, candidate: Candidate, seeker: Seeker, setting: Setting) -> list[Finding]:
        found = list(self.check(candidate, seeker, setting))
        if self.past and candidate.key in self.forbidden(seeker):
            found.append(Finding(self.past[1]))
        return found

    def forbidden(self, seeker: Seeker) -> frozenset[int]:
        """Keys of sponsors, whatever else is known of them."""
        return getattr(seeker, self.past[0]) if self.past else frozenset()


RULES = (
    Rule(
        1,
        _("Freigabe, Volljährigkeit und Erklärungen"),
        checks.suitable,
        sponsor=look("approved", "birth_year", "confidential", "conduct"),
    ),
    Rule(
        2,
        _("Führungszeugnis, wo Kinder leben"),
        checks.certified,
        sponsor=look("certificate"),
        household=look("children", seen=lambda seeker, _setting: seeker.children > 0),
    ),
    Rule(3, _("Einwilligungen"), checks.agreed, sponsor=look("consents"), household=look("consents")),
    Rule(
        4,
        _("Gemeinsame Sprache"),
        checks.understanding,
        sponsor=look("languages"),
        household=look("languages", "interpreting"),
    ),
    Rule(
        5,
        _("Freier Platz"),
        checks.roomy,
        sponsor=look("free"),
        household=look("free", "waits"),
        past=("together", Cause.TOGETHER),
    ),
    Rule(
        6,
        _("Ausschlüsse und gesperrte Paare"),
        checks.wanted,
        sponsor=look(
            *("excludes", "birth_year", "gender", "has_pets"),
            seen=lambda candidate, setting: (candidate.excludes, checks.sponsor_traits(candidate, setting)),
        ),
        household=look(
            *("excludes", "small_children", "children", "adults", "adults_are"),
            seen=lambda seeker, _setting: (seeker.excludes, checks.household_traits(seeker)),
        ),
        doubt=checks.perhaps_unwanted,
        past=("blocked", Cause.BLOCKED),
    ),
    Rule(
        7,
        _("Erreichbarkeit"),
        checks.reachable,
        sponsor=look("district", "mobility"),
        household=look("district"),
        doubt=checks.perhaps_too_far,
        overridable=True,
    ),
    Rule(
        8,
        _("Gemeinsame freie Zeit"),
        checks.in_time,
        bits="free_times",
        doubt=checks.perhaps_never,
        overridable=True,
    ),
    Rule(9, _("Unbegleitete Minderjährige"), checks.accompanied, household=look("unaccompanied")),
    Rule(
        10,
        _("Schon einmal füreinander vorgesehen"),
        checks.anything_goes,
        doubt=checks.perhaps_unwilling,
        past=("parted", Cause.PARTED),
        overridable=True,
    ),
)


@dataclass(frozen=True)
class Broken:
    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def words(self) -> str:
        return " ".join(finding.words for finding in self.findings)


def broken(candidate: Candidate, seeker: Seeker, setting: Setting) -> list[Broken]:
    """All rules that the pair breaks, in their order."""
    found = ((rule, rule.breaches(candidate, seeker, setting)) for rule in RULES)
    return [Broken(rule, tuple(breaches)) for rule, breaches in found if breaches]


def doubts(candidate: Candidate, seeker: Seeker, setting: Setting) -> list[Finding]:
    """What might break a rule and is not known, in the order of the rules."""
    return [finding for rule in RULES for finding in rule.doubt(candidate, seeker, setting)]
