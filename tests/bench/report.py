"""The tables people read, with the change since the results that were kept."""

from collections.abc import Iterator
from typing import Any

from tests.bench.results import LARGE, SMALL, Figures, Results

TITLES = {
    "bare": "leere Antwort",
    "home": "Startseite",
    "list": "Liste",
    "theme": "Thema",
    "filtered": "Liste gefiltert",
    "detail": "Angebot",
    "search": "Suche",
}
NOTABLE = 0.05


def lines(results: Results, kept: dict[str, Any]) -> Iterator[str]:
    yield from page_lines(results)
    yield ""
    yield f"{'Ziel':32}{'gemessen':>10}{'verlangt':>12}   {'':10}zuletzt"
    before = kept.get("goals", {})
    for name, goal in results.as_json()["goals"].items():
        verdict = "gehalten" if goal["met"] else "VERFEHLT"
        change = _change(goal["value"], before.get(name, {}).get("value"))
        yield f"{name:32}{goal['value']:>10.4g}{goal['goal']:>12}   {verdict:10}{change}"


def page_lines(results: Results) -> Iterator[str]:
    yield f"{'':16}{SMALL:>27,} Angebote {LARGE:>28,} Angebote"
    head = f"{'/s':>9}{'Anteil':>8}{'p50 ms':>9}{'p99 ms':>9}"
    yield f"{'Seite':16}{head}   {head}{'SQL':>6}"
    for page in results.pages[SMALL]:
        statements = results.statements[LARGE].get(page, "")
        cells = [_cells(results.pages[offers][page]) for offers in (SMALL, LARGE)]
        yield f"{TITLES[page]:16}{'   '.join(cells)}{statements:>6}{_errors(results, page)}"


def _cells(found: Figures) -> str:
    return f"{found.per_second:>9.1f}{found.ratio:>8.3f}{found.p50:>9.1f}{found.p99:>9.1f}"


def _errors(results: Results, page: str) -> str:
    count = sum(found[page].errors for found in results.pages.values())
    return f"   {count} Anfragen misslungen" if count else ""


def _change(value: float, before: float | None) -> str:
    """Small differences are the machine's."""
    if not before:
        return "–"
    change = value / before - 1
    return f"{before:.4g} (gleich)" if abs(change) < NOTABLE else f"{before:.4g} ({change:+.0%})"
