"""What a run found out, and what of it was promised."""

from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.bench.load import Load

SMALL, LARGE = 1_000, 100_000


@dataclass(frozen=True)
class Figures:
    """Medians over the rounds; `ratio` is the share of the bare view's requests per second of the same round."""

    per_second: float
    ratio: float
    p50: float
    p99: float
    errors: int


@dataclass(frozen=True)
class Goal:
    name: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def as_json(self) -> dict[str, Any]:
        limit = f"{'>=' if self.at_least else '<='} {self.limit:g}"
        return {"value": round(self.value, 4), "goal": limit, "met": self.is_met}


def figures(loads: list[Load], bare: list[Load]) -> Figures:
    return Figures(
        per_second=median(load.per_second for load in loads),
        ratio=median(load.per_second / yardstick.per_second for load, yardstick in zip(loads, bare, strict=True)),
        p50=median(load.p50 for load in loads),
        p99=median(load.p99 for load in loads),
        errors=sum(load.errors for load in loads),
    )


@dataclass
class Results:
    """`pages` and `statements` hold for each number of offers what was found for each page; 0 is not measured yet."""

    generator: str = ""
    pages: dict[int, dict[str, Figures]] = field(default_factory=dict)
    statements: dict[int, dict[str, int]] = field(default_factory=dict)
    generate_seconds: dict[int, float] = field(default_factory=dict)
    import_seconds: float = 0
    visit_size: int = 0
    visit_requests: int = 0

    @property
    def is_complete(self) -> bool:
        return self.import_seconds > 0

    def growth(self, page: str) -> float:
        """How many times as long a page takes with many offers, the machine's own swaying taken out."""
        return self.pages[SMALL][page].ratio / max(self.pages[LARGE][page].ratio, 1e-9)

    def goals(self) -> list[Goal]:
        """Those that have been measured."""
        measured = self._page_goals() if LARGE in self.statements else []
        measured += [
            Goal("import of 10,000, seconds", self.import_seconds, 30),
            Goal("first visit of list, kB", self.visit_size / 1000, 120),
            Goal("first visit of list, requests", self.visit_requests, 8),
        ]
        return [goal for goal in measured if goal.value]

    def _page_goals(self) -> list[Goal]:
        large = self.pages[LARGE]
        return [
            *(Goal(f"{page}: ratio", large[page].ratio, limit, at_least=True) for page, limit in RATIOS.items()),
            *(Goal(f"{page}: growth", self.growth(page), limit) for page, limit in GROWTH.items()),
            Goal("search: p99 / p50", large["search"].p99 / max(large["search"].p50, 1e-9), 20),
            *(Goal(f"{page}: SQL", self._statements(page), limit) for page, limit in STATEMENTS.items()),
        ]

    def _statements(self, page: str) -> int:
        return max(counts[page] for counts in self.statements.values())

    def as_json(self) -> dict[str, Any]:
        names = self.pages.get(SMALL, {})
        return {
            "load_generator": self.generator.partition(" ")[0],
            "goals": {goal.name: goal.as_json() for goal in self.goals()},
            "pages": {page: {str(size): _page_json(self, size, page) for size in self.pages} for page in names},
            "generate_seconds": {str(size): round(seconds, 1) for size, seconds in self.generate_seconds.items()},
        }


RATIOS = {"list": 0.08, "detail": 0.12, "search": 0.03}
GROWTH = {"list": 1.5, "detail": 1.2, "search": 5}
STATEMENTS = {"home": 5, "list": 6, "detail": 4}


def _page_json(results: Results, offers: int, page: str) -> dict[str, Any]:
    found = results.pages[offers][page]
    return {
        "per_second": round(found.per_second, 1),
        "ratio": round(found.ratio, 4),
        "p50_ms": round(found.p50, 2),
        "p99_ms": round(found.p99, 2),
        "errors": found.errors,
        "statements": results.statements.get(offers, {}).get(page),
    }
