"""The heat of a place follows from counts alone."""

import pytest

from offers.radar import Demand, Heat, Radar, Supply, heat_of

HOUSING, SCHOOL = 1, 2
NEHEIM, HUESTEN, UENTROP, CITY = 10, 11, 12, None
NEIGHBOURS = {NEHEIM: [HUESTEN], HUESTEN: [NEHEIM], UENTROP: []}


def need(district=NEHEIM, language=None, needs=1, number=0, theme=HOUSING):
    return Demand(theme, district, language, needs, number)


def offer(district=NEHEIM, languages=(), offers=1, theme=HOUSING, *, is_fresh=True):
    return Supply(theme, district, list(languages), is_fresh, offers)


def cell(demand, supply, *, district=NEHEIM, language=None):
    return Radar(demand, supply, NEIGHBOURS).cell(HOUSING, district, language)


@pytest.mark.parametrize(
    ("needs", "here", "nearby", "heat"),
    [
        (0, 0, 0, Heat.NOTHING_NEEDED),
        (0, 3, 3, Heat.NOTHING_NEEDED),
        (1, 1, 0, Heat.COVERED),
        (2, 3, 0, Heat.COVERED),
        (1, 0, 1, Heat.NEARBY_ONLY),
        (3, 2, 1, Heat.NEARBY_ONLY),
        (3, 2, 0, Heat.TOO_LITTLE),
        (3, 0, 2, Heat.TOO_LITTLE),
        (1, 0, 0, Heat.NO_OFFER),
    ],
)
def test_needs_without_offers_are_worst_and_own_offers_better_than_the_neighbours(needs, here, nearby, heat):
    assert heat_of(needs, here=here, nearby=nearby) == heat


@pytest.mark.parametrize(
    ("offered_in", "needed_in", "count"),
    [
        (NEHEIM, NEHEIM, "here"),
        (HUESTEN, NEHEIM, "nearby"),
        (CITY, NEHEIM, "city"),
        (UENTROP, NEHEIM, ""),
        (CITY, CITY, "here"),
        (NEHEIM, CITY, "nearby"),
    ],
)
def test_an_offer_counts_where_it_is_and_apart_for_neighbours_and_the_city(offered_in, needed_in, count):
    found = cell([need(needed_in)], [offer(offered_in)], district=needed_in)

    assert {name: getattr(found, name) for name in ("here", "nearby", "city")} == {
        name: int(name == count) for name in ("here", "nearby", "city")
    }


def test_a_city_wide_offer_covers_a_need_of_a_stadtteil():
    assert cell([need()], [offer(CITY)]).heat == Heat.COVERED


def test_another_theme_helps_nothing():
    assert cell([need()], [offer(theme=SCHOOL)]).heat == Heat.NO_OFFER


def test_only_what_speaks_the_language_is_a_match_and_the_unknown_is_shown_as_such():
    demand = [need(language="uk"), need(language="ru"), need()]
    supply = [offer(languages=["uk", "de"]), offer(languages=["de"]), offer(languages=[])]

    found = cell(demand, supply, language="uk")

    assert (found.needs, found.here, found.unknown, found.heat) == (1, 1, 1, Heat.COVERED)


def test_an_offer_of_unknown_language_covers_nothing_that_is_asked_for_in_a_language():
    assert cell([need(language="uk")], [offer()], language="uk").heat == Heat.NO_OFFER


def test_over_all_languages_a_place_is_as_hot_as_in_its_hottest():
    demand, supply = [need(language="uk"), need()], [offer(languages=["de"], offers=5)]

    found = cell(demand, supply)
    assert (found.needs, found.heat, found.hottest) == (2, Heat.NO_OFFER, "uk")
    found = cell(demand[1:], supply)
    assert (found.heat, found.hottest) == (Heat.COVERED, None)


def test_an_unconfirmed_offer_is_counted_apart_and_covers_nothing():
    found = cell([need()], [offer(is_fresh=False), offer(UENTROP, is_fresh=False)])

    assert (found.here, found.unconfirmed, found.heat) == (0, 1, Heat.NO_OFFER)


def test_an_unconfirmed_offer_that_does_not_speak_the_language_is_no_use():
    supply = [offer(languages=["de"], is_fresh=False), offer(languages=["uk"], is_fresh=False)]

    assert cell([need(language="uk")], supply, language="uk").unconfirmed == 1


def test_what_is_asked_for_is_summed_and_what_is_lacking_counted():
    found = cell([need(needs=3, number=12), need(language="uk", number=2)], [offer(HUESTEN)])

    assert (found.needs, found.number, found.lacking) == (4, 14, 3)


def test_languages_are_those_that_occur():
    radar = Radar([need(language="uk"), need()], [offer(languages=["de", "pl"]), offer()], NEIGHBOURS)

    assert radar.languages == {"uk", "de", "pl"}
