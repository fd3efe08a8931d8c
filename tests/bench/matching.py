"""`python -m tests.bench.matching`: a round over everybody beside the exact optimum and choosing one by one."""

import json
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import django

from tests.bench import databases
from tests.bench.servers import environment, free_port, manage, module

SMALL, LARGE = 2_000, 10_000
GOAL_SECONDS, GOAL_PAGE_SECONDS, GOAL_SHARE = 10.0, 0.15, 0.999
Found = TypeVar("Found")


def timed(step: Callable[[], Found]) -> tuple[Found, float]:
    begin = time.perf_counter()
    found = step()
    return found, time.perf_counter() - begin


def verdict(*, kept: bool) -> str:
    return "gehalten" if kept else "VERFEHLT"


def small() -> Iterator[str]:
    from sponsorship.matching.assigning import Round, exactly, one_by_one, pruned
    from tests.bench.population import SETTING, population

    candidates, seekers = population(SMALL)
    everybody = Round(candidates, seekers, SETTING)
    ways = {
        "exakt": lambda: exactly(everybody),
        "die besten wenigen": lambda: pruned(everybody, track=lambda _done: None),
        "einer nach dem anderen": lambda: one_by_one(everybody),
    }
    results = {name: timed(way) for name, way in ways.items()}
    best = results["exakt"][0].total
    yield f"{SMALL:,} × {SMALL:,}{'Paare':>27}{'Punkte':>12}{'Anteil':>10}{'s':>8}"
    for name, (found, seconds) in results.items():
        yield f"{name:26}{len(found.pairs):>14,}{found.total:>12,.0f}{found.total / best:>10.3%}{seconds:>8.2f}"
    share = results["die besten wenigen"][0].total / best
    yield f"Anteil am Optimum: {share:.3%}, verlangt {GOAL_SHARE:.1%}: {verdict(kept=share >= GOAL_SHARE)}"


def large() -> Iterator[str]:
    from sponsorship.matching.assigning import Round, assign, one_by_one
    from tests.bench.population import SETTING, population

    candidates, seekers = population(LARGE)
    found, seconds = timed(lambda: assign(Round(candidates, seekers, SETTING), track=lambda _done: None))
    greedy, greedy_seconds = timed(lambda: one_by_one(Round(candidates, seekers, SETTING)))
    for name, one, took in (("die besten wenigen", found, seconds), ("einer nach dem anderen", greedy, greedy_seconds)):
        yield f"{LARGE:,} × {LARGE:,}, {name}: {len(one.pairs):,} Paare, {one.total:,.0f} Punkte, {took:.1f} s"
    yield f"Zeit: {seconds:.1f} s, verlangt {GOAL_SECONDS:g} s: {verdict(kept=seconds <= GOAL_SECONDS)}"


def page() -> Iterator[str]:
    """In a database of its own."""
    with (
        databases.folder() as path,
        databases.server(path / "postgres") as server,
        databases.database(server, "matching") as url,
    ):
        env = environment(path, url, free_port())
        manage(env, "collectstatic", "--no-input", "--verbosity", "0")
        manage(env, "migrate", "--verbosity", "0")
        took = json.loads(module(env, "tests.bench.matching_page"))
    seconds, ratio = took["household"], took["household"] / took["list"]
    goal = f"verlangt {GOAL_PAGE_SECONDS:g} s: {verdict(kept=seconds <= GOAL_PAGE_SECONDS)}"
    yield f"Seite eines Haushalts, {LARGE:,} Personen: {seconds:.3f} s Rechenzeit, {goal}"
    yield f"       so viel wie {ratio:.1f} Seiten der Angebotsliste"


if __name__ == "__main__":
    django.setup()
    for part in (small, large, page):
        print(*part(), sep="\n")
