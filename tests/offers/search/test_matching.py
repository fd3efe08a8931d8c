from datetime import timedelta

import pytest

from offers.models import GlossaryConcept, Kind, Offer
from offers.search import learn, matching, refresh_words, reindex, understand
from tests.factories import OfferFactory
from tests.offers.search.conftest import TODAY

NASTY = [
    "\0", "'", '"', "\\", ":*", "&", "|", "!", "( ) & | ! <->", "a' | 'b", "'; DROP TABLE offers_offer; --", "%", "%s",
    "🙂", "🙂 Deutsch", "…", "-", "- -", "--", "()", "a:b", "Mo-", "-Mo", "\u202e", "é" * 300, "x" * 10_000,
    "wort " * 2_000, "дім " * 500, "{}", "$1", "NULL", "\ud7ff", "İstanbul", "ﬁ", "١٢٣", "12345",
    "=wort", "^wort", "@stadt",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.django_db
def test_whatever_is_typed_is_answered(text):
    OfferFactory()
    list(matching(Offer.objects.public(), understand(text, language="de"), today=TODAY))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("deutschkurs", "Deutschkurse am Morgen"),
        ("Kindergarten", "Kita im Wald"),
        ("дитячий садок", "Kita im Wald"),
        ("детский сад", "Kita im Wald"),
        ("nursery", "Kita im Wald"),
        ("Farrad", "Fahrrad-Werkstatt"),
        ("Fahrräder", "Fahrrad-Werkstatt"),
        ("Kerzenreste", "Kerzen und Wachsreste"),
        ("Grossmutter", "Großmütter erzählen"),
        ("Cafe", "Café International"),
        ("Helferin", "Helfer für das Sommerfest"),
    ],
)
def test_an_offer_is_found_by_what_people_type(found, typed, title):
    OfferFactory(title=title, summary="")
    OfferFactory(title="Singkreis am Fluss", summary="")
    assert found(typed) == [title]


@pytest.mark.parametrize("typed", ["qwrtzpflk", "йцукенгш", "xyzzy plugh", "Atomkraftwerk", "ъъъ щщщ"])
def test_nonsense_finds_nothing(found, typed):
    OfferFactory(title="Deutschkurse am Morgen")
    assert found(typed) == []


def test_an_empty_text_is_an_empty_query(db):
    assert understand("  ", language="de").is_empty
    assert not understand("!?", language="de").is_empty


def test_exact_hits_stand_before_synonyms_and_slips(found):
    for title in ("Sprachkurs am Abend", "Deutschkurs am Abend", "Deutschkurz"):
        OfferFactory(title=title, summary="")
    assert found("Deutschkurs")[:2] == ["Deutschkurs am Abend", "Sprachkurs am Abend"]


def test_the_title_counts_more_than_the_description(found):
    OfferFactory(title="Treffen", description="Manchmal wird getöpfert.", summary="")
    OfferFactory(title="Wir haben getöpfert", summary="")
    assert found("getöpfert") == ["Wir haben getöpfert", "Treffen"]


def test_an_ended_offer_stands_behind_a_current_one_that_fits_as_well(found):
    OfferFactory(title="Chor eins", ended=True)
    OfferFactory(title="Chor zwei", valid_until=TODAY - timedelta(days=1))
    OfferFactory(title="Chor drei", valid_until=TODAY)
    assert found("Chor")[0] == "Chor drei"


def test_help_to_be_had_stands_before_help_wanted(found):
    OfferFactory(title="Chor eins", kind=Kind.JOIN)
    OfferFactory(title="Chor zwei", kind=Kind.OFFER)
    assert found("Chor") == ["Chor zwei", "Chor eins"]


def test_offers_that_miss_a_word_come_last_and_are_marked(db):
    OfferFactory(title="Yoga am Fluss", summary="")
    OfferFactory(title="Yoga mit Kindern", summary="")
    refresh_words()
    query = understand("Yoga Kinder", language="de")
    hits = matching(Offer.objects.public(), query, today=TODAY)
    assert [(offer.title, offer.partial) for offer in hits] in (
        [("Yoga mit Kindern", False)],
        [("Yoga mit Kindern", False), ("Yoga am Fluss", True)],
    )


def test_the_stadtteil_is_searched_and_the_whole_city_counts_a_little(found, neheim):
    OfferFactory(title="Yoga hier", district=neheim, summary="")
    OfferFactory(title="Yoga überall", summary="")
    assert found("Yoga Neheim") == ["Yoga hier", "Yoga überall"]
    assert found("Neheim") == ["Yoga hier"]
    assert found("Неґайм") == ["Yoga hier"]


def test_weekdays_are_found_in_schedules(found):
    OfferFactory(title="Kochen", schedule="Mo-Mi 17-19 Uhr")
    OfferFactory(title="Malen", schedule="freitags vormittags")
    assert found("Dienstag") == ["Kochen"]
    assert found("Freitagvormittag") == ["Malen"]


def test_filters_set_before_reduce_what_is_found(found, neheim):
    OfferFactory(title="Yoga hier", district=neheim)
    OfferFactory(title="Yoga dort")
    assert found("Yoga", offers=Offer.objects.public().filter(district=neheim)) == ["Yoga hier"]


def test_unpublished_offers_are_not_found(found):
    OfferFactory(title="Yoga", submitted=True)
    assert found("Yoga") == []


@pytest.mark.parametrize("text", ["Yoga", "Deutschkurs für Frauen in Neheim am Dienstag", "дитячий садок", "Farradd"])
@pytest.mark.django_db
def test_a_search_takes_three_statements(text, django_assert_num_queries):
    OfferFactory.create_batch(5)
    refresh_words()
    with django_assert_num_queries(2):
        query = understand(text, language="de")
    with django_assert_num_queries(1):
        list(matching(Offer.objects.public(), query, today=TODAY)[:20])


def test_words_of_a_published_offer_can_be_learned_alone(db):
    refresh_words()
    learn([OfferFactory(title="Didgeridoo")])
    query = understand("Didgeridu", language="de")
    assert query.suggestion() == "Didgeridoo"


def test_a_renamed_stadtteil_is_found_after_reindexing(found, neheim):
    OfferFactory(title="Yoga", district=neheim)
    neheim.name = "Xanthippenhausen"
    neheim.save()
    reindex()
    assert found("Xanthippenhausen") == ["Yoga"]


def test_a_theme_is_found_by_its_own_words_only(found):
    offer = OfferFactory(title="Yoga", summary="")
    name = max(offer.theme.name_de.replace(",", "").split(), key=len)
    assert found(name) == ["Yoga"]
    assert found(f"{name} Didgeridoo") == []


def test_german_offers_are_found_by_the_english_words_in_them(found):
    OfferFactory(title="Kick Racism out", summary="")
    OfferFactory(title="Yoga", summary="")
    assert found("racist") == ["Kick Racism out"]


def test_a_sentence_is_understood_by_its_telling_words(found):
    OfferFactory(title="Yoga für Anfänger", summary="")
    OfferFactory(title="Hilfe für alle", summary="")
    assert found("ich brauche bitte Hilfe und suche einen Yoga")[0] == "Yoga für Anfänger"
    assert found("Hilfe") == ["Hilfe für alle"]


def test_words_that_say_little_may_be_missing(found):
    OfferFactory(title="Yoga", summary="")
    assert found("frisches Yoga besuchen") == ["Yoga"]


@pytest.mark.parametrize("typed", ["Hisch", "Fink", "Tischtenis Berg"])
def test_short_words_are_not_taken_for_others(found, typed):
    OfferFactory(title="Tisch", summary="")
    assert found(typed) == []


def test_a_format_is_met_by_another_one(found):
    OfferFactory(title="Yoga am Fluss", summary="")
    assert found("Yogakurs") == ["Yoga am Fluss"]


def test_the_kind_that_is_asked_for_stands_first(found):
    OfferFactory(title="Ehrenamtliche betreuen Kinder", summary="", kind=Kind.OFFER)
    OfferFactory(title="Vorlesen für Kinder", summary="", kind=Kind.JOIN)
    assert found("Ehrenamt") == ["Vorlesen für Kinder", "Ehrenamtliche betreuen Kinder"]


def test_those_who_speak_of_volunteers_stand_first_among_all_who_want_help(found):
    for title, summary in (("Zimmer melden", ""), ("Vorlesen", "Freiwillige lesen Kindern vor."), ("Kochen", "")):
        OfferFactory(title=title, summary=summary, kind=Kind.JOIN)
    assert found("volunteer")[0] == "Vorlesen"


@pytest.mark.parametrize("typed", ["Winterjacke", "Kinderklamotten", "Gartensessel", "Matratzen", "сукня"])
def test_who_takes_goods_takes_any_without_naming_it(found, typed):
    OfferFactory(title="Sachspenden für alle", summary="")
    assert found(typed) == ["Sachspenden für alle"]


@pytest.mark.parametrize("typed", ["Handyvertrag", "Hundeschule", "Waschsalon"])
def test_what_is_no_good_is_not_given_away(found, typed):
    OfferFactory(title="Sachspenden für alle", summary="")
    assert found(typed) == []


def test_beside_another_word_the_broader_one_is_enough(found):
    GlossaryConcept.objects.create(label="Blasinstrument", de=["Blasmusik"])
    horn = GlossaryConcept.objects.create(label="Waldhorn")
    horn.broader.add(GlossaryConcept.objects.get(label="Blasinstrument"))
    OfferFactory(title="Töpfern am Abend", summary="Dazu Blasmusik.")
    assert found("Töpfern Waldhorn") == ["Töpfern am Abend"]
    assert found("Waldhorn") == []


@pytest.mark.parametrize("typed", ["z dokumentamy", "dokumentamy", "dopomoga z dokumentamy"])
def test_inflected_words_are_understood_in_latin_letters(found, typed):
    OfferFactory(title="Hilfe mit Dokumenten", summary="")
    OfferFactory(title="Documentary am Abend", summary="")
    assert found(typed)[0] == "Hilfe mit Dokumenten"


def test_a_verb_in_two_pieces_can_be_met_by_a_synonym(found):
    OfferFactory(title="Offene Tür", summary="Zwei Fachkräfte hören zu, beraten und helfen.")
    assert found("jemand zum Reden") == ["Offene Tür"]


@pytest.mark.parametrize("typed", ["капібари", "capybaras", "капібари капелюхи", "ГОДУЄМО КАПІБАР"])
def test_a_word_that_only_a_translation_has_finds_the_offer(found, typed):
    OfferFactory(title="Füttern", title_uk="Годуємо капібар", title_en="Feeding capybaras", summary="")
    OfferFactory(title="Singkreis am Fluss", summary="")
    assert found(typed) == ["Füttern"]
    assert understand(typed).unknown == ([] if typed != "капібари капелюхи" else ["капелюхи"])


@pytest.mark.parametrize("typed", ["квитки на потяг", "Zugfahrt", "train tickets"])
def test_what_the_glossary_says_in_other_languages_finds_no_translation_that_looks_alike(found, typed):
    """A train is no training, but both have one stem."""
    OfferFactory(title="Lehrgang", title_en="Basic training", summary="")
    assert found(typed) == []


def test_a_translation_changes_nothing_about_what_german_texts_answer(found):
    OfferFactory(title="Ehrenamt am Fluss", title_en="Volunteers at the river", summary="")
    OfferFactory(title="Singkreis", title_en="Volunteer choir", summary="")
    assert found("volunteer") == ["Ehrenamt am Fluss"]


def test_an_offer_written_in_ukrainian_is_found_like_a_german_one(found):
    OfferFactory(title="Співоче коло", title_uk="Співоче коло", summary="")
    assert found("співоче коло") == ["Співоче коло"]
