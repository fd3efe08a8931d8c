"""An invented population for the matching: as many speak, want and lack things as one would expect in such a town."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sponsorship.matching import Candidate, Certificate, Seeker, Setting
from sponsorship.models.choices import HouseholdExclusion, Interest, Situation, SponsorExclusion, Topic
from sponsorship.models.matching import Criterion

TODAY = date(2026, 5, 4)
DISTRICTS = range(1, 16)
PEOPLE = (24, 22, 19, 7, 6, 5, 4, 3, 2, 2, 2, 1, 1, 1, 1)  # the share of each Stadtteil
WEIGHTS = dict(zip(Criterion, (30, 20, 20, 10, 10, 5, 5), strict=True))
NEIGHBOURS = {one: frozenset({one - 1, one + 1, one + 3} & set(DISTRICTS)) for one in DISTRICTS}
SETTING = Setting(TODAY, WEIGHTS, NEIGHBOURS)
HARDLY_KNOWN = 0.1  # who has not been asked


def population(size: int, seed: int = 1) -> tuple[list[Candidate], list[Seeker]]:
    dice = Random(seed)
    return [sponsor(dice, key) for key in range(size)], [household(dice, key) for key in range(size)]


def sponsor(dice: Random, key: int) -> Candidate:
    seen = TODAY - timedelta(days=dice.randint(0, 900))
    return Candidate(
        key=key,
        since=TODAY - timedelta(days=dice.randint(0, 300)),
        free=dice.choices([1, 2, 3], [75, 20, 5])[0],
        birth_year=dice.randint(1942, 2003),
        gender=dice.choices(["woman", "man", "diverse", ""], [60, 35, 1, 4])[0],
        has_pets=dice.choice([True, False, False, None]),
        certificate=Certificate(seen - timedelta(days=20), seen, entry=False) if dice.random() < 0.8 else None,
        district=_maybe(dice, dice.choices(DISTRICTS, PEOPLE)[0]),
        mobility=dice.choices(["on_foot", "bus_bike", "car", ""], [25, 30, 40, 5])[0],
        languages=_spoken(dice, {"de": (1.0, 3), "en": (0.6, 2), "ru": (0.15, 2), "uk": (0.08, 2), "pl": (0.06, 2)}),
        free_times=_maybe(dice, _times(dice)),
        hours=_maybe(dice, dice.choice([1, 2, 2, 3, 4, 5])),
        topics=_some(dice, list(Topic), 2, 5),
        interests=_some(dice, list(Interest), 0, 4),
        situations=_some(dice, list(Situation), 0, 2),
        excludes=_some(dice, list(SponsorExclusion), 1, 1) if dice.random() < 0.15 else frozenset(),
    )


def household(dice: Random, key: int) -> Seeker:
    small, large = (dice.choices([0, 1, 2, 3], [55, 28, 12, 5])[0] for _band in range(2))
    return Seeker(
        key=key,
        since=TODAY - timedelta(days=int(dice.expovariate(1 / 60))),
        free=dice.choices([1, 2], [80, 20])[0],
        adults=dice.choices([1, 2, 3], [55, 35, 10])[0],
        adults_are=dice.choices(["woman", "man", "mixed", ""], [55, 10, 30, 5])[0],
        small_children=small,
        children=small + large,
        interpreting=dice.random() < 0.3,
        district=_maybe(dice, dice.choices(DISTRICTS, PEOPLE)[0]),
        languages=_spoken(dice, {"uk": (0.95, 3), "ru": (0.7, 3), "de": (0.5, 1), "en": (0.3, 1)}),
        free_times=_maybe(dice, _times(dice)),
        hours=_maybe(dice, dice.choice([1, 2, 3, 4])),
        topics=_some(dice, list(Topic), 1, 4),
        interests=_some(dice, list(Interest), 0, 4),
        situations=_some(dice, list(Situation), 0, 2),
        excludes=_some(dice, list(HouseholdExclusion), 1, 1) if dice.random() < 0.15 else frozenset(),
        parted=frozenset({dice.randint(0, 100)}) if dice.random() < 0.1 else frozenset(),
    )


def _maybe(dice: Random, value: int) -> int | None:
    return None if dice.random() < HARDLY_KNOWN else value


def _times(dice: Random) -> int:
    """Each of the 21 times of a week is free for one in five."""
    return sum(1 << bit for bit in range(21) if dice.random() < 0.2)


def _some(dice: Random, choices: Sequence[str], fewest: int, most: int) -> frozenset[str]:
    return frozenset(str(choice) for choice in dice.sample(choices, dice.randint(fewest, most)))


def _spoken(dice: Random, shares: dict[str, tuple[float, int]]) -> tuple[tuple[str, int], ...]:
    """Each language by how many speak it, and how well most of them do."""
    spoken = {code: level for code, (share, level) in shares.items() if dice.random() < share}
    return tuple((code, min(3, max(1, level + dice.choice([-1, 0, 0, 1])))) for code, level in sorted(spoken.items()))
