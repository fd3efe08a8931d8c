"""Sponsors and households for the matching: a pair that fits in every respect, small random worlds."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from sponsorship.matching import Candidate, Certificate, Seeker, Setting
from sponsorship.models.choices import (
    Gender,
    HouseholdExclusion,
    Interest,
    Mobility,
    Situation,
    SponsorExclusion,
    Topic,
)
from sponsorship.models.free_times import ALWAYS
from sponsorship.models.matching import Criterion
from tests.factories import TODAY

WEIGHTS = dict(zip(Criterion, (30, 20, 20, 10, 10, 5, 5), strict=True))
SETTING = Setting(TODAY, WEIGHTS, {1: frozenset({2}), 2: frozenset({1, 3}), 3: frozenset({2})})
CERTIFICATE = Certificate(TODAY - timedelta(days=30), TODAY, entry=False)


def paula(**facts):
    """Fits `halyna` in every respect."""
    always = {"birth_year": 1980, "gender": "woman", "has_pets": False, "certificate": CERTIFICATE, "district": 1}
    always |= {"mobility": "on_foot", "languages": (("de", 3), ("uk", 2)), "free_times": ALWAYS, "hours": 4}
    liked = {"topics": {"german", "offices"}, "interests": {"music"}, "situations": {"working"}}
    frozen = {name: frozenset(values) for name, values in liked.items()}
    return Candidate(**{"key": 1, "since": TODAY, **always, **frozen, **facts})


def halyna(**facts):
    always = {"adults_are": "woman", "children": 1, "district": 1, "free_times": 0b111, "hours": 3}
    always["languages"] = (("uk", 3),)
    liked = {"topics": {"german", "offices", "school"}, "interests": {"music"}, "situations": {"working"}}
    frozen = {name: frozenset(values) for name, values in liked.items()}
    return Seeker(**{"key": 1, "since": TODAY, **always, **frozen, **facts})


def setting(**weights):
    return replace(SETTING, weights={**WEIGHTS, **{Criterion(name): weight for name, weight in weights.items()}})


def some(dice: Random, kind, most):
    return frozenset(choice.value for choice in dice.sample(list(kind), dice.randint(0, most)))


def languages(dice: Random):
    return tuple(
        sorted((code, dice.randint(1, 3)) for code in dice.sample(["de", "uk", "ru", "en"], dice.randint(0, 3)))
    )


def candidate(dice: Random, key: int) -> Candidate:
    """Anything may be unknown, missing or out of date."""
    return Candidate(
        key=key,
        since=TODAY - timedelta(days=dice.randint(0, 400)),
        approved=dice.random() < 0.9,
        confidential=dice.random() < 0.95,
        conduct=dice.random() < 0.95,
        consents=dice.random() < 0.95,
        free=dice.choice([0, 1, 1, 2, 3]),
        birth_year=dice.choice([None, 1950, 1980, 1999, 2007, 2008]),
        gender=dice.choice(["", *Gender.values]),
        has_pets=dice.choice([None, True, False]),
        certificate=dice.choice([None, CERTIFICATE, CERTIFICATE, replace(CERTIFICATE, entry=True)]),
        district=dice.choice([None, 1, 2, 3]),
        mobility=dice.choice(["", *Mobility.values]),
        languages=languages(dice),
        free_times=dice.choice([None, ALWAYS, dice.getrandbits(21), 1 << dice.randrange(21)]),
        hours=dice.choice([None, 1, 2, 5]),
        topics=some(dice, Topic, 5),
        interests=some(dice, Interest, 4),
        situations=some(dice, Situation, 3),
        excludes=some(dice, SponsorExclusion, 1),
    )


def seeker(dice: Random, key: int, sponsors: int = 0) -> Seeker:
    children = dice.choice([0, 1, 2, 4])
    past = {name: frozenset(dice.sample(range(sponsors), dice.randint(0, min(2, sponsors)))) for name in PAST}
    return Seeker(
        key=key,
        since=TODAY - timedelta(days=dice.randint(0, 400)),
        waits=dice.random() < 0.95,
        consents=dice.random() < 0.95,
        free=dice.choice([0, 1, 1, 2]),
        adults=dice.choice([1, 2]),
        adults_are=dice.choice(["", "woman", "man", "mixed"]),
        small_children=dice.randint(0, children),
        children=children,
        unaccompanied=dice.random() < 0.05,
        interpreting=dice.random() < 0.5,
        district=dice.choice([None, 1, 2, 3]),
        languages=languages(dice),
        free_times=dice.choice([None, ALWAYS, dice.getrandbits(21), 1 << dice.randrange(21)]),
        hours=dice.choice([None, 1, 3, 4]),
        topics=some(dice, Topic, 4),
        interests=some(dice, Interest, 4),
        situations=some(dice, Situation, 3),
        excludes=some(dice, HouseholdExclusion, 1),
        **past,
    )


PAST = ("blocked", "together", "parted")


def world(seed: int, sponsors: int, households: int) -> tuple[list[Candidate], list[Seeker]]:
    dice = Random(seed)
    return (
        [candidate(dice, key) for key in range(sponsors)],
        [seeker(dice, key, sponsors) for key in range(households)],
    )
