from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arnsberg_hilfe.core.models import District, Language
from offers.models import Kind, Need, Status, ThemeArea
from offers.need_matching import CAP, MOST, likely_offers, with_nearby_counts
from offers.search import learn
from offers.workflow import needs
from tests.factories import NOW, TODAY, NeedFactory, OfferFactory

pytestmark = pytest.mark.django_db


def district(slug):
    return District.objects.get(slug=slug)


@pytest.fixture
def need():
    """Its Stadtteil has one neighbour here."""
    near = district("neheim")
    near.neighbours.set([district("huesten")])
    language = Language.objects.get(code="uk")
    return NeedFactory(title="Kinderbetten", district=near, language=language)


def housing(**more):
    values = {"theme": ThemeArea.objects.get(slug="wohnen"), "title": "Abc", "summary": "Xyz", "provider": ""}
    spoken = more.pop("spoken", [])
    offer = OfferFactory(**values | more)
    offer.languages.set(Language.objects.filter(code__in=spoken))
    learn([offer])
    return offer


def named(need, today=TODAY):
    return [match.offer for match in likely_offers(need, today)]


def words(need, offer, today=TODAY):
    return next((match.reasons, match.doubts) for match in likely_offers(need, today) if match.offer == offer)


def test_every_reason_is_said_in_words(need):
    offer = housing(title="Kinderbetten", district=need.district, spoken=["uk"])
    assert words(need, offer) == (
        [
            "gleicher Themenbereich",
            "nennt das Gesuchte",
            "im selben Stadtteil",
            "Sprache: Ukrainisch",
            "vor Kurzem bestätigt",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("neheim", "im selben Stadtteil"),
        ("huesten", "in einem Nachbarort"),
        (None, "gilt in der ganzen Stadt"),
        ("oeventrop", "in einem anderen Stadtteil"),
    ],
)
def test_the_nearer_the_better(need, place, reason):
    offer = housing(title="Kinderbetten", district=district(place) if place else None)
    reasons, doubts = words(need, offer)
    assert reason in (doubts if place == "oeventrop" else reasons)


def test_the_likeliest_comes_first(need):
    far = housing(title="Kinderbetten", district=district("oeventrop"))
    near = housing(title="Kinderbetten", district=district("huesten"))
    here = housing(title="Kinderbetten", district=need.district)
    only_theme = housing(district=need.district)
    assert named(need) == [here, near, only_theme, far]


def test_an_unknown_language_is_no_mismatch(need):
    silent = housing(title="Kinderbetten", district=need.district)
    other = housing(title="Kinderbetten", district=need.district, spoken=["de"])
    found = {match.offer: match.points for match in likely_offers(need, TODAY)}
    assert words(need, silent)[1] == []
    assert words(need, other)[1] == ["nennt nur andere Sprachen als Ukrainisch"]
    assert found[silent] > found[other]


def test_a_need_that_names_no_place_and_no_language_finds_no_fault_with_either():
    need = NeedFactory(title="Kinderbetten")
    offer = housing(district=district("oeventrop"), spoken=["de"])
    assert words(need, offer) == (["gleicher Themenbereich", "vor Kurzem bestätigt"], [])


def test_the_same_words_in_another_theme_are_found_too(need):
    offer = housing(title="Kinderbetten", theme=ThemeArea.objects.get(slug="spenden"), district=need.district)
    assert "nennt das Gesuchte" in words(need, offer)[0]


def test_a_part_of_what_is_missing_counts_less_than_all_of_it(need):
    need.title = "Kinderbetten und Waschmaschine"
    parts = [housing(title="Waschmaschine"), housing(title="Kinderbetten")]
    whole = housing(title="Waschmaschine, Kinderbetten")
    assert named(need) == [whole, *reversed(parts)]
    assert all("nennt einen Teil des Gesuchten" in words(need, part)[0] for part in parts)


def test_the_description_counts_less_than_the_title(need):
    need.description = "Waschmaschine"
    washing, bed = housing(title="Waschmaschine"), housing(title="Kinderbetten")
    assert named(need) == [bed, washing]
    assert "passt zur Beschreibung" in words(need, washing)[0]


@pytest.mark.parametrize(
    ("more", "days", "doubt"),
    [({}, 104, "lange nicht bestätigt"), ({"status": Status.FULL}, 0, "ausgebucht")],
)
def test_a_doubt_is_said_too(need, more, days, doubt):
    offer = housing(title="Kinderbetten", **more)
    assert words(need, offer, TODAY + timedelta(days=days))[1] == [doubt]


@pytest.mark.parametrize(
    "more",
    [
        {"status": Status.PAUSED},
        {"status": Status.ENDED},
        {"submitted": True},
        {"valid_until": TODAY - timedelta(days=1)},
        {"kind": Kind.JOIN},
    ],
)
def test_only_current_offers_that_help_are_named(need, more):
    housing(title="Kinderbetten", district=need.district, **more)
    assert named(need) == []


def test_what_was_made_for_the_need_stands_first_whatever_it_is(need):
    housing(title="Kinderbetten", district=need.district, spoken=["uk"])
    made = housing(
        kind=Kind.JOIN, theme=ThemeArea.objects.get(slug="kultur"), for_need=need, district=district("oeventrop")
    )
    assert named(need)[0] == made


def test_what_is_counted_as_cover_already_is_not_named_again(need):
    offer = housing(title="Kinderbetten")
    needs.cover_with(need, offer, wholly=False, now=NOW)
    assert named(need) == []


def test_at_most_eight_in_a_fixed_number_of_statements(need):
    need.description = "Für drei Familien"
    housing(title="Kinderbetten")

    def statements():
        with CaptureQueriesContext(connection) as captured:
            found = likely_offers(need, TODAY)
        return len(found), len(captured)

    one, with_one = statements()
    for _ in range(30):
        housing(title="Kinderbetten")
    assert (one, statements()) == (1, (MOST, with_one))
    assert with_one <= 8


def test_the_list_counts_what_is_near_up_to_a_cap(need):
    everywhere = NeedFactory()
    for place in ("neheim", "huesten", "oeventrop", None):
        housing(district=district(place) if place else None)
    housing(kind=Kind.JOIN)

    def counts():
        found = with_nearby_counts(Need.objects.all(), TODAY)
        return {each.pk: each.nearby_offers for each in found}

    assert counts() == {need.pk: 3, everywhere.pk: 4}
    for _ in range(CAP):
        housing()
    assert counts() == {need.pk: CAP + 1, everywhere.pk: CAP + 1}
