"""What the matching knows of both sides: facts only, no names. None, or an empty set of what can be chosen: unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sponsorship.models.matching import Criterion

NOTHING: frozenset[str] = frozenset()
NOBODY: frozenset[int] = frozenset()
Languages = tuple[tuple[str, int], ...]  # code and level, each language once


@dataclass(frozen=True)
class Certificate:
    """The three facts that are kept of a Führungszeugnis."""

    issued_on: date | None
    seen_on: date
    entry: bool | None


@dataclass(frozen=True)
class Candidate:
    """A sponsor, as far as the matching has to know."""

    key: int
    since: date
    approved: bool = True
    confidential: bool = True  # Verschwiegenheit declared
    conduct: bool = True  # Verhaltenskodex signed
    consents: bool = True
    free: int = 1  # how many households more
    birth_year: int | None = None
    gender: str = ""
    has_pets: bool | None = None
    certificate: Certificate | None = None
    district: int | None = None
    mobility: str = ""
    languages: Languages = ()
    free_times: int | None = None
    hours: int | None = None
    topics: frozenset[str] = NOTHING
    interests: frozenset[str] = NOTHING
    situations: frozenset[str] = NOTHING
    excludes: frozenset[str] = NOTHING


@dataclass(frozen=True)
class Seeker:
    """A household, as far as the matching has to know; and the keys of sponsors it has a past with."""

    key: int
    since: date
    waits: bool = True
    consents: bool = True
    free: int = 1  # how many sponsors more
    adults: int = 1
    adults_are: str = ""
    small_children: int = 0  # under six
    children: int = 0  # of all ages
    unaccompanied: bool = False
    interpreting: bool = False
    district: int | None = None
    languages: Languages = ()
    free_times: int | None = None
    hours: int | None = None
    topics: frozenset[str] = NOTHING
    interests: frozenset[str] = NOTHING
    situations: frozenset[str] = NOTHING
    excludes: frozenset[str] = NOTHING
    blocked: frozenset[int] = NOBODY
    together: frozenset[int] = NOBODY  # proposed to each other, or known to each other already
    parted: frozenset[int] = NOBODY  # declined, broken off, ended
    unanswered: frozenset[int] = NOBODY  # proposed once, and whoever was asked did not answer


@dataclass(frozen=True)
class Setting:
    """What holds for all pairs: the day, how much each criterion counts, which Stadtteile lie side by side."""

    today: date
    weights: Mapping[Criterion, int]
    neighbours: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def share(self, criterion: Criterion) -> float:
        """Of all weights together; nothing counts where all are zero."""
        return self.weights.get(criterion, 0) / self._sum if self._sum else 0.0

    @cached_property
    def _sum(self) -> int:
        return sum(self.weights.values())
