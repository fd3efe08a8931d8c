"""What is told about a thing that is looked for — where, when, for whom, at what price — helps, and never excludes."""

import pytest

from offers.models import GlossaryConcept
from offers.search import refresh_words, understand
from offers.search.terms import CIRCUMSTANCES
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


def core(text):
    return [term.text for term in understand(text, language="de").core]


@pytest.fixture
def yoga(neheim):
    """An offer that says nothing but its name; others hold the circumstances."""
    OfferFactory(
        title="Malen gratis am Sonntag", summary="Für Frauen und Anfänger, auch auf Englisch", cost="kostenlos"
    )
    OfferFactory(title="Singkreis", summary="", district=neheim)
    OfferFactory(title="Yoga", summary="")


@pytest.mark.parametrize(
    "typed",
    [
        "Yoga kostenlos",
        "kostenloses Yoga",
        "Yoga Neheim",
        "Yoga heute",
        "Yoga am Sonntag",
        "Yoga für Frauen",
        "Yoga Anfänger",
        "Yoga auf Englisch",
        "wo gibt es Yoga für Frauen am Sonntag in Neheim",
        "безкоштовна йога для початківців",
        "free yoga for women on sunday",
    ],
)
@pytest.mark.usefixtures("yoga")
def test_circumstances_exclude_nothing_and_find_nothing_else(found, typed):
    assert found(typed) == ["Yoga"]


@pytest.mark.parametrize("typed", ["Zahnarzt kostenlos", "Zahnarzt Neheim heute", "стоматолог у неділю для жінок"])
@pytest.mark.usefixtures("yoga")
def test_circumstances_alone_do_not_make_up_for_the_thing(found, typed):
    assert found(typed) == []


@pytest.mark.parametrize(("typed", "title"), [("kostenlos", "Malen gratis am Sonntag"), ("Neheim Montag", "Singkreis")])
@pytest.mark.usefixtures("yoga")
def test_circumstances_are_looked_for_when_nothing_else_is(found, typed, title):
    OfferFactory(title="Kochen", schedule="montags")
    assert title in found(typed)


def test_the_offer_that_meets_the_circumstances_stands_first(found):
    for title, cost in (("Yoga am Fluss", ""), ("Yoga am Berg", "kostenlos"), ("Yoga am See", "")):
        OfferFactory(title=title, summary="", cost=cost)
    assert found("Yoga kostenlos")[0] == "Yoga am Berg"


def test_a_circumstance_does_not_lift_a_vague_hit_above_a_clear_one(found):
    OfferFactory(title="Basteln gratis", summary="", description="Neben dem Yoga.", cost="kostenlos")
    OfferFactory(title="Yoga am Fluss", summary="")
    assert found("Yoga kostenlos") == ["Yoga am Fluss", "Basteln gratis"]


def test_a_place_is_known_by_any_of_its_names(found, neheim):
    OfferFactory(title="Singkreis", summary="", district=neheim)
    OfferFactory(title="Yoga", summary="")
    assert core("йога Негайм") == ["йога"]
    assert found("йога Негайм") == ["Yoga"]


def test_what_stands_behind_fuer_says_whom_the_thing_is_for():
    assert core("Yoga für Bergsteiger") == ["Yoga"]
    assert core("Yoga Bergsteiger") == ["Yoga", "Bergsteiger"]
    assert core("Hilfe für Bergsteiger") == ["Bergsteiger"]


def test_numbers_are_circumstances():
    assert core("Schule 8 Jahre") == ["Schule"]


def test_a_phrase_no_offer_has_does_not_insist_on_a_circumstance(found):
    GlossaryConcept.objects.create(label="Fernturnen", de=["Yoga online"])
    OfferFactory(title="Yoga", summary="")
    assert found("Yoga online") == ["Yoga"]


def test_staff_say_in_the_glossary_what_is_a_circumstance():
    staff = GlossaryConcept.objects.create(label="Bergsteiger")
    assert core("Yoga Bergsteiger") == ["Yoga", "Bergsteiger"]
    staff.broader.add(GlossaryConcept.objects.get(label="Zielgruppe"))
    assert core("Yoga Bergsteiger") == ["Yoga"]


def test_the_glossary_holds_the_kinds_of_circumstances():
    assert GlossaryConcept.objects.filter(label__in=CIRCUMSTANCES, narrower__isnull=False).distinct().count() == 2


def test_an_action_without_its_thing_finds_nothing(found):
    OfferFactory(title="Fahrräder reparieren", summary="")
    refresh_words()
    assert found("Rasenmäher reparieren") == []
    assert found("Fahrräder Rasenmäher") == ["Fahrräder reparieren"]


def test_either_of_two_things_is_found_when_none_has_both(found):
    OfferFactory(title="Yoga am Fluss", summary="")
    OfferFactory(title="Töpfern am Berg", summary="")
    assert sorted(found("Yoga Töpfern")) == ["Töpfern am Berg", "Yoga am Fluss"]


def test_words_may_stand_between_fuer_and_whom_it_is_for():
    assert core("Yoga für meine Bergsteiger") == ["Yoga"]


def test_what_is_over_does_not_stand_first_for_meeting_a_circumstance(found):
    OfferFactory(title="Yoga damals", schedule="sonntags", ended=True)
    OfferFactory(title="Yoga jetzt", summary="")
    assert found("Yoga am Sonntag") == ["Yoga jetzt", "Yoga damals"]
