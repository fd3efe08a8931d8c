"""What a run found out, and what of it was promised."""

from dataclasses import dataclass
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
    """`pages` and `statements` hold for each number of offers what was found for each page."""

    generator: str
    pages: dict[int, dict[str, Figures]]
    statements: dict[int, dict[str, int]]
    import_seconds: float
    generate_seconds: float
    visit_size: int
    visit_requests: int

    def growth(self, page: str) -> float:
        """How many times as long a page takes with many offers, the machine's own swaying taken out."""
        return self.pages[SMALL][page].ratio / max(self.pages[LARGE][page].ratio, 1e-9)

    def goals(self) -> list[Goal]:
        large = self.pages[LARGE]
        return [
            *(Goal(f"{page}: ratio", large[page].ratio, limit, at_least=True) for page, limit in RATIOS.items()),
            *(Goal(f"{page}: growth", self.growth(page), limit) for page, limit in GROWTH.items()),
            Goal("search: p99 / p50", large["search"].p99 / max(large["search"].p50, 1e-9), 20),
            *(Goal(f"{page}: SQL", self._statements(page), limit) for page, limit in STATEMENTS.items()),
            Goal("import of 10,000, seconds", self.import_seconds, 30),
            Goal("first visit of list, kB", self.visit_size / 1000, 120),
            Goal("first visit of list, requests", self.visit_requests, 8),
        ]

    def _statements(self, page: str) -> int:
        return max(counts[page] for counts in self.statements.values())

    def as_json(self) -> dict[str, Any]:
        return {
            "load_generator": self.generator.split()[0],
            "goals": {goal.name: goal.as_json() for goal in self.goals()},
            "pages": {
                page: {str(offers): _page_json(self, offers, page) for offers in self.pages}
                for page in self.pages[SMALL]
            },
            "generate_99000_seconds": round(self.generate_seconds, 1),
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
        "statements": results.statements[offers].get(page),
    }
