import pytest

from offers.models import GlossaryConcept
from offers.search import load_glossary, refresh_words, understand
from offers.search.glossary import GlossaryError
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


def terms(text):
    return [term.text for term in understand(text, language="de").terms]


def test_words_without_meaning_are_left_out_unless_there_are_no_others():
    assert terms("ich suche Yoga für alle") == ["Yoga"]
    assert terms("für") == ["für"]


def test_words_that_mean_one_thing_are_one_term():
    assert terms("дитячий садок") == ["дитячий садок"]
    assert terms("Yoga Neheim") == ["Yoga", "Neheim"]


def test_a_slip_is_corrected_and_suggested():
    OfferFactory(title="Fahrradwerkstatt")
    refresh_words()
    query = understand("Farradwerkstatt Neheim", language="de")
    assert query.corrections == {"Farradwerkstatt": "Fahrradwerkstatt"}
    assert query.suggestion() == "Fahrradwerkstatt Neheim"


def test_words_nothing_is_known_about_are_named_and_can_be_left_out():
    OfferFactory(title="Fahrradwerkstatt")
    refresh_words()
    query = understand("Fahrradwerkstatt Qwrtzpflk", language="de")
    assert query.unknown == ["Qwrtzpflk"]
    assert query.reduced() == ["Fahrradwerkstatt"]


def test_a_term_added_by_staff_is_understood_at_once():
    OfferFactory(title="Sprachkurs")
    refresh_words()
    GlossaryConcept.objects.create(label="Plauderstunde", de=["Sprachkurs"])
    alternatives = understand("Plauderstunde", language="de").terms[0].alternatives
    assert any("sprachkurs" in group for each in alternatives for group in each.groups)


def test_a_long_text_is_cut():
    query = understand("wort " * 500, language="de")
    assert len(query.text) <= 200
    assert len(query.terms) <= 12


def test_loading_the_glossary_again_changes_nothing_and_keeps_what_staff_added(tmp_path):
    (tmp_path / "probe.csv").write_text(
        "concept,de,uk,ru,en,broader,related\nMusterding,Probestück; Probeteil,річ,вещь,thing,,Andersding\n"
        "Andersding,,,,,Musterding,\n",
        encoding="utf-8",
    )
    load_glossary(tmp_path)
    concept = GlossaryConcept.objects.get(label="Musterding")
    concept.de = [*concept.de, "Hausname"]
    concept.save()
    load_glossary(tmp_path)
    concept.refresh_from_db()
    assert concept.de == ["Probestück", "Probeteil", "Hausname"]
    assert [other.label for other in concept.narrower.all()] == ["Andersding"]
    assert [other.label for other in concept.related.all()] == ["Andersding"]


def test_a_glossary_file_with_other_columns_is_refused(tmp_path):
    (tmp_path / "probe.csv").write_text("begriff,de\nMusterding,x\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"probe\.csv"):
        load_glossary(tmp_path)
