"""`python -m tests.bench.allocation`: the best allocation beside first come, first served, and how long it takes."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from network.allocation import Allocation, allocate, greedy
from tests.network.allocation.cases import dice, meeting, realistic_meeting

CASES = 100
PEOPLE, TABLES, ROUNDS = 500, 12, 3
GOAL_SECONDS = 2.0


@dataclass(frozen=True)
class Case:
    best: Allocation
    first_come: Allocation
    seconds: float

    @property
    def compares(self) -> bool:
        return self.best.score[0] == self.first_come.score[0]

    @property
    def gain(self) -> float:
        return satisfaction(self.best) / satisfaction(self.first_come) - 1


def satisfaction(allocation: Allocation) -> int:
    return allocation.totals().overall.satisfaction


def case(tables: list, parties: list, rounds: int) -> Case:
    begin = time.perf_counter()
    best = allocate(tables, parties, rounds=rounds)
    seconds = time.perf_counter() - begin
    return Case(best, greedy(tables, parties, rounds=rounds), seconds)


def random_cases() -> list[Case]:
    """Until there are enough where first come, first served seats everybody it can: only then wishes compare."""
    cases: list[Case] = []
    while sum(one.compares for one in cases) < CASES:
        cases.append(case(*realistic_meeting(dice(len(cases)))))
    return cases


def large_cases() -> list[Case]:
    """With a few more seats than people."""
    return [case(*meeting(dice(seed), people=PEOPLE, tables=TABLES, room=1.05), ROUNDS) for seed in range(10)]


def lines(everything: list[Case], large: list[Case]) -> Iterator[str]:
    cases = [one for one in everything if one.compares]
    yield f"{CASES} zufällige Treffen, 20 bis 200 Personen, 4 bis 8 Tische, 1 bis 3 Runden"
    yield f"(in {len(everything) - CASES} weiteren ließe „wer zuerst kommt“ mehr Menschen ohne Platz)"
    yield f"{'':34}{'wer zuerst kommt':>18}{'Zuteilung':>12}"
    yield row("Zufriedenheit", ((satisfaction(one.first_come), satisfaction(one.best)) for one in cases))
    for name in ("first", "second", "third", "none", "unplaced"):
        yield row(TITLES[name], ((total(one.first_come, name), total(one.best, name)) for one in cases))
    yield row("kein Wunsch in keiner Runde", ((hands(one.first_come), hands(one.best)) for one in cases))
    yield f"zufriedener oder gleich: {sum(one.gain >= 0 for one in cases)} von {CASES}"
    yield f"nach der ganzen Zielfunktion: {sum(one.best.score >= one.first_come.score for one in cases)} von {CASES}"
    yield f"bewiesen optimal: {sum(one.best.proven for one in cases)} von {CASES}"
    yield f"längste Zeit: {max(one.seconds for one in cases):.2f} s"
    slowest = max(one.seconds for one in large)
    verdict = "gehalten" if slowest <= GOAL_SECONDS else "VERFEHLT"
    yield ""
    yield f"{PEOPLE} Personen, {TABLES} Tische, {ROUNDS} Runden, {len(large)} Treffen"
    yield f"längste Zeit: {slowest:.2f} s, verlangt {GOAL_SECONDS:g} s: {verdict}"
    yield f"bewiesen optimal: {sum(one.best.proven for one in large)} von {len(large)}"
    yield f"Zufriedenheit: {sum(one.gain for one in large) / len(large):+.1%}"


TITLES = {
    "first": "1. Wunsch",
    "second": "2. Wunsch",
    "third": "3. Wunsch",
    "none": "kein Wunsch",
    "unplaced": "ohne Platz",
}


def row(title: str, pairs: Iterable[tuple[int, int]]) -> str:
    before, after = (sum(column) for column in zip(*pairs, strict=True))
    return f"{title:34}{before:>18,}{after:>12,}"


def total(allocation: Allocation, name: str) -> int:
    return getattr(allocation.totals().overall, name)


def hands(allocation: Allocation) -> int:
    return allocation.totals().empty_handed


if __name__ == "__main__":
    print(*lines(random_cases(), large_cases()), sep="\n")
