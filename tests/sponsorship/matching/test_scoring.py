"""What fits counts, what is unknown counts for the middle, and each part says why in words."""

from datetime import timedelta

import pytest

from sponsorship.matching import judge, worded
from sponsorship.models.matching import Criterion
from tests.factories import TODAY
from tests.sponsorship.matching.cases import SETTING, halyna, paula


def part(criterion, sponsor=None, household=None):
    judged = judge(paula(**(sponsor or {})), halyna(**(household or {})), SETTING)
    return next(each for each in judged.parts if each.criterion == criterion)


@pytest.mark.parametrize(
    ("criterion", "sponsor", "household", "value", "said"),
    [
        ("topics", {}, {}, 2 / 3, "2 von 3 Themen: Ämter und Briefe, Deutsch üben"),
        ("topics", {"topics": frozenset({"work"})}, {}, 0, "bei keinem von 3 Themen"),
        ("district", {}, {}, 1, "gleicher Stadtteil"),
        ("district", {"mobility": "bus_bike"}, {"district": 2}, 0.6, "Nachbarort"),
        ("district", {"mobility": "car"}, {"district": 3}, 0.2, "anderer Stadtteil, mit dem Auto"),
        ("languages", {}, {}, 0.7, "Ukrainisch gut"),
        ("languages", {"languages": (("de", 3),)}, {"interpreting": True}, 0.2, "mit Sprachmittlung"),
        ("situation", {}, {}, 1, "gleiche Lebenslage: berufstätig"),
        ("interests", {}, {"interests": frozenset({"art"})}, 0, "keine gemeinsamen Interessen"),
        ("hours", {}, {}, 1, "4 Stunden in der Woche, gewünscht 3; 3 gemeinsame Zeiten"),
        ("hours", {"hours": 1}, {"hours": 2}, 0.5, "1 Stunde in der Woche, gewünscht 2; 3 gemeinsame Zeiten"),
        ("waiting", {}, {"since": TODAY - timedelta(days=90)}, 0.5, "wartet seit 12 Wochen"),
        ("waiting", {}, {"since": TODAY - timedelta(days=900)}, 1, "wartet seit 128 Wochen"),
    ],
)
def test_a_criterion_has_a_value_and_says_why(criterion, sponsor, household, value, said):
    found = part(criterion, sponsor, household)
    assert (found.value, found.words) == (pytest.approx(value), said)
    assert worded(found.as_json()) == said


@pytest.mark.parametrize(
    ("criterion", "unknown"),
    [
        ("topics", {"topics": frozenset()}),
        ("district", {"district": None}),
        ("languages", {"languages": ()}),
        ("situation", {"situations": frozenset()}),
        ("interests", {"interests": frozenset()}),
        ("hours", {"hours": None}),
    ],
)
@pytest.mark.parametrize("side", ["sponsor", "household"])
def test_what_is_unknown_counts_for_the_middle_and_is_a_doubt(criterion, unknown, side):
    sides = {"sponsor": unknown} if side == "sponsor" else {"household": unknown}
    found = part(criterion, **sides)
    assert (found.value, found.points) == (None, pytest.approx(found.most / 2))
    judged = judge(paula(**sides.get("sponsor", {})), halyna(**sides.get("household", {})), SETTING)
    assert f"{Criterion(criterion).label}: unbekannt" in [doubt.words for doubt in judged.doubts]


def test_the_best_three_reasons_and_the_weightiest_doubt_stand_out():
    judged = judge(paula(interests=frozenset(), hours=None), halyna(), SETTING)
    assert [str(each.criterion.value) for each in judged.reasons] == ["topics", "district", "languages"]
    assert judged.doubt.words == "Interessen: unbekannt"
    assert judged.score == pytest.approx(20 + 20 + 14 + 10 + 5 + 2.5)
