import pytest

from network.allocation import (
    Cause,
    Hurdle,
    Obstacle,
    Reason,
    Seat,
    Shortage,
    Unplaced,
    Why,
    words,
    words_unplaced,
)

NAMES = {1: "Bildung", 2: "Kultur", 3: "Wohnen"}


def sentence(cause, *hurdles, wish=None, size=1, roomiest=False):
    return words(Seat(7, 2, 3, wish, Why(cause, size, hurdles, roomiest)), NAMES)


def test_a_first_wish_needs_no_reason():
    assert sentence(Cause.WISH, wish=1) == "1. Wunsch"


def test_a_full_table_is_named_with_the_size_of_the_group():
    hurdle = Hurdle(1, 2, Obstacle.FULL)
    assert sentence(Cause.WISH, hurdle, wish=2) == "2. Wunsch, weil am Tisch „Kultur“ kein Platz mehr war"
    assert (
        sentence(Cause.WISH, hurdle, wish=2, size=4)
        == "2. Wunsch, weil am Tisch „Kultur“ kein Platz für Ihre Gruppe von 4 war"
    )


def test_several_reasons_are_joined():
    hurdles = (
        Hurdle(1, 1, Obstacle.OTHER_ROUND, 1),
        Hurdle(2, 2, Obstacle.TOO_SMALL),
        Hurdle(3, 9, Obstacle.GONE),
    )
    assert sentence(Cause.NO_WISH, *hurdles, size=3, roomiest=True) == (
        "keiner Ihrer Wünsche, weil Sie am Tisch „Bildung“ in Runde 1 sitzen, der Tisch „Kultur“ zu klein für Ihre"
        " Gruppe von 3 ist und es den Tisch Ihres 3. Wunschs nicht mehr gibt: Tisch mit den meisten freien Plätzen"
    )


@pytest.mark.parametrize(
    ("cause", "roomiest", "said"),
    [
        (Cause.PINNED, False, "von der Koordination gesetzt"),
        (Cause.UNDECIDED, True, "kein Wunsch angegeben: Tisch mit den meisten freien Plätzen"),
        (Cause.UNDECIDED, False, "kein Wunsch angegeben: Tisch mit freien Plätzen"),
        (Cause.AGAIN, False, "noch einmal dieser Tisch, weil kein anderer frei war, an dem Sie noch nicht sitzen"),
    ],
)
def test_other_causes_in_words(cause, roomiest, said):
    assert sentence(cause, roomiest=roomiest) == said


@pytest.mark.parametrize(
    ("shortage", "said"),
    [
        (Shortage.NO_TABLES, "es gibt keine Tische"),
        (Shortage.TOO_LARGE, "kein Tisch hat so viele Plätze wie Ihre Gruppe: 4"),
        (Shortage.SCATTERED, "kein Tisch hat noch Platz für Ihre Gruppe von 4, höchstens für 2"),
        (Shortage.NO_SEAT, "alle Plätze sind vergeben"),
    ],
)
def test_whoever_has_no_seat_is_told_why(shortage, said):
    assert words_unplaced(Unplaced(7, 1, Reason(shortage, 4, 2))) == said
