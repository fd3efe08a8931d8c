"""Each hard rule: what breaks it, where its edges are, and that nothing else stands in for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sponsorship.matching import RULES, broken, candidates_for, doubts, rules
from sponsorship.matching.assigning import Round, assign
from sponsorship.matching.checks import months_later
from tests.factories import TODAY
from tests.sponsorship.matching.cases import CERTIFICATE, SETTING, halyna, paula

MONDAY, TUESDAY = 0b001, 0b001000
CHILDREN = {"children": 1}
SEEN_LONG_AGO = months_later(TODAY, -60) - timedelta(days=1)


def certificate(**facts):
    return {"certificate": replace(CERTIFICATE, **facts)}


# rule, what the sponsor is, what the household is, what is said
CASES = [
    (1, {"approved": False}, {}, "nicht freigegeben"),
    (1, {"birth_year": None}, {}, "Geburtsjahr unbekannt"),
    (1, {"birth_year": TODAY.year - 18}, {}, "schon 18"),
    (1, {"confidential": False}, {}, "Verschwiegenheit fehlt"),
    (1, {"conduct": False}, {}, "Verhaltenskodex ist nicht"),
    (2, {"certificate": None}, CHILDREN, "nicht eingesehen"),
    (2, certificate(issued_on=None), CHILDREN, "fehlt etwas"),
    (2, certificate(entry=None), CHILDREN, "fehlt etwas"),
    (2, certificate(entry=True), CHILDREN, "einschlägigen Eintrag"),
    (2, certificate(issued_on=months_later(TODAY, -3) - timedelta(days=1)), CHILDREN, "älter als drei Monate"),
    (2, certificate(issued_on=SEEN_LONG_AGO, seen_on=SEEN_LONG_AGO), CHILDREN, "mehr als fünf Jahren"),
    (3, {"consents": False}, {}, "Einwilligung der Patin"),
    (3, {}, {"consents": False}, "Einwilligung des Haushalts"),
    (4, {"languages": (("de", 3),)}, {}, "keine gemeinsame Sprache"),
    (4, {"languages": ()}, {}, "Sprachen unbekannt"),
    (4, {}, {"languages": ()}, "Sprachen unbekannt"),
    (5, {"free": 0}, {}, "keinen Platz frei"),
    (5, {}, {"free": 0}, "versorgt"),
    (5, {}, {"waits": False}, "wartet im Moment nicht"),
    (5, {}, {"together": frozenset({1})}, "schon füreinander vorgeschlagen"),
    (6, {"excludes": frozenset({"small_children"})}, {"small_children": 1}, "Kindern unter 6"),
    (6, {"excludes": frozenset({"children"})}, CHILDREN, "Haushalte mit Kindern"),
    (6, {"excludes": frozenset({"large"})}, {"adults": 4}, "ab 5 Personen"),
    (6, {"excludes": frozenset({"only_men"})}, {"adults_are": "man"}, "nur mit Männern"),
    (6, {"excludes": frozenset({"only_women"})}, {"adults_are": "woman"}, "nur mit Frauen"),
    (6, {"gender": "man"}, {"excludes": frozenset({"men"})}, "keinen Mann"),
    (6, {"gender": "woman"}, {"excludes": frozenset({"women"})}, "keine Frau"),
    (6, {"birth_year": TODAY.year - 29}, {"excludes": frozenset({"under_30"})}, "unter 30"),
    (6, {"birth_year": TODAY.year - 66}, {"excludes": frozenset({"over_65"})}, "über 65"),
    (6, {"has_pets": True}, {"excludes": frozenset({"pets"})}, "Haustieren"),
    (6, {}, {"blocked": frozenset({1})}, "gesperrt"),
    (7, {"mobility": "on_foot"}, {"district": 2}, "zu Fuß"),
    (7, {"mobility": "bus_bike"}, {"district": 3}, "kein Nachbarort"),
    (8, {"free_times": MONDAY}, {"free_times": TUESDAY}, "keine gemeinsame freie Zeit"),
    (8, {"free_times": 0}, {}, "keine gemeinsame freie Zeit"),
    (9, {}, {"unaccompanied": True}, "Jugendamt"),
    (10, {}, {"parted": frozenset({1})}, "schon einmal"),
]
# on the edge of a rule, inside it
FINE = [
    ({"birth_year": TODAY.year - 19}, {}),
    ({"certificate": None}, {"children": 0}),
    (certificate(issued_on=months_later(TODAY, -3)), CHILDREN),
    (certificate(issued_on=months_later(TODAY, -60), seen_on=months_later(TODAY, -60)), CHILDREN),
    ({"languages": (("uk", 1),)}, {"languages": (("uk", 1),)}),
    ({"languages": ()}, {"interpreting": True}),
    ({"excludes": frozenset({"small_children"})}, CHILDREN),
    ({"excludes": frozenset({"large"})}, {"adults": 3}),
    ({"birth_year": TODAY.year - 30}, {"excludes": frozenset({"under_30"})}),
    ({"birth_year": TODAY.year - 65}, {"excludes": frozenset({"over_65"})}),
    ({}, {"blocked": frozenset({2}), "together": frozenset({3}), "parted": frozenset({4})}),
    ({"mobility": "bus_bike"}, {"district": 2}),
    ({"mobility": "car"}, {"district": 3}),
    ({"free_times": MONDAY | TUESDAY}, {"free_times": TUESDAY}),
]
NUMBERS = {rule.number: rule for rule in RULES}


def numbers(sponsor, household):
    return [each.rule.number for each in broken(paula(**sponsor), halyna(**household), SETTING)]


def assigned(sponsor, household):
    return assign(Round([paula(**sponsor)], [halyna(**household)], SETTING), track=lambda _done: None).pairs


def test_the_ten_rules_stand_in_order():
    assert [rule.number for rule in RULES] == list(range(1, 11))
    assert {number for number, *_case in CASES} == set(NUMBERS)


def test_only_what_staff_may_judge_can_be_overridden():
    assert [rule.number for rule in RULES if rule.overridable] == [7, 8, 10]


@pytest.mark.parametrize(("number", "sponsor", "household", "said"), CASES)
def test_a_rule_excludes_and_says_why(number, sponsor, household, said):
    found = broken(paula(**sponsor), halyna(**household), SETTING)
    assert [each.rule.number for each in found] == [number]
    assert said in found[0].words
    ranking = candidates_for(halyna(**household), [paula(**sponsor)], SETTING)
    assert [(rule.number, len(group)) for rule, group in ranking.excluded.items()] == [(number, 1)]
    assert assigned(sponsor, household) == ()


@pytest.mark.parametrize(("number", "sponsor", "household", "said"), CASES)
def test_without_the_rule_its_case_would_pass(number, sponsor, household, said, monkeypatch):
    monkeypatch.setattr(rules, "RULES", tuple(rule for rule in RULES if rule.number != number))
    assert numbers(sponsor, household) == []
    assert len(candidates_for(halyna(**household), [paula(**sponsor)], SETTING).ranked) == 1
    without_places = sponsor.get("free") == 0 or household.get("free") == 0
    assert len(assigned(sponsor, household)) == (0 if without_places else 1)


@pytest.mark.parametrize(("sponsor", "household"), [({}, {}), *FINE])
def test_on_the_edge_nothing_is_broken(sponsor, household):
    assert numbers(sponsor, household) == []
    assert len(assigned(sponsor, household)) == 1


def test_all_broken_rules_are_named_not_only_the_first():
    found = broken(paula(approved=False, conduct=False), halyna(consents=False, unaccompanied=True), SETTING)
    assert [each.rule.number for each in found] == [1, 3, 9]
    assert "nicht freigegeben" in found[0].words
    assert "Verhaltenskodex" in found[0].words


@pytest.mark.parametrize(
    ("sponsor", "household", "said"),
    [
        ({"gender": ""}, {"excludes": frozenset({"men"})}, "keinen Mann"),
        ({"has_pets": None}, {"excludes": frozenset({"pets"})}, "Haustieren"),
        ({"excludes": frozenset({"only_men"})}, {"adults_are": ""}, "nur mit Männern"),
        ({"district": None}, {}, "Weg"),
        ({"mobility": ""}, {"district": 2}, "Weg"),
        ({"free_times": None}, {}, "freie Zeiten unbekannt"),
        ({}, {"free_times": None}, "freie Zeiten unbekannt"),
        ({"key": 7}, {"unanswered": frozenset({7})}, "ohne Antwort"),
    ],
)
def test_what_is_unknown_excludes_nobody_and_is_a_doubt(sponsor, household, said):
    assert numbers(sponsor, household) == []
    assert [said in each.words for each in doubts(paula(**sponsor), halyna(**household), SETTING)] == [True]


def test_what_is_known_leaves_no_doubt():
    assert doubts(paula(), halyna(), SETTING) == []
    assert doubts(paula(mobility="", district=1), halyna(district=1), SETTING) == []
    assert doubts(paula(mobility="car", district=None), halyna(), SETTING) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_calendar_months(day, months, later):
    assert months_later(day, months) == later
