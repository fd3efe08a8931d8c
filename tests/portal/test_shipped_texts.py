"""The real offers and meetings that the project ships: readable in all three languages, and saying the same in each."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from network.importing import read_meetings
from offers.importing import read_offers
from tests.factories import NOW

pytestmark = pytest.mark.django_db

BASE = Path(settings.BASE_DIR)
UKRAINIAN = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
CYRILLIC_WORD = re.compile(r"\w*[\u0400-\u052f]\w*")
OTHER_QUOTES = set("\"'„“”‘")


def shipped_offers():
    return [draft.offer for draft in read_offers(BASE / "offers/fixtures/offers_arnsberg.csv", now=NOW).drafts]


def shipped_meetings():
    return [draft.meeting for draft in read_meetings(BASE / "network/fixtures/meetings.csv", now=NOW).drafts]


@pytest.fixture(params=[shipped_offers, shipped_meetings], ids=["offers", "meetings"])
def texts(request):
    """German, Ukrainian, English of each title and each short text."""
    records = request.param()
    assert len(records) in {60, 32}
    return [
        tuple(getattr(record, f"{name}_{code}") for code in ("de", "uk", "en"))
        for record in records
        for name in ("title", "summary")
    ]


def numbers(text):
    """Digits only: years, counts, days, hours; a date in figures without its month, which other languages write out."""
    text = re.sub(r"(?<=\d)[.,\u00a0](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(\d+)\.\d+\.(?=\d{4})", r"\1 ", text)
    text = re.sub(r"(\d+)\.(\d\d) pm", lambda hour: f"{int(hour[1]) + 12}:{hour[2]}", text)
    return sorted(int(digits) for digits in re.findall(r"\d+", text))


def test_every_shipped_text_is_there_in_three_languages(texts):
    assert [german for german, *others in texts if not all([german, *others])] == []


def test_numbers_of_the_german_text_stand_in_its_translations(texts):
    wrong = [
        (numbers(german), translation)
        for german, *translations in texts
        for translation in translations
        if numbers(translation) != numbers(german)
    ]
    assert wrong == []


def test_ukrainian_words_are_written_in_ukrainian_letters_only(texts):
    words = [word for _german, ukrainian, _english in texts for word in CYRILLIC_WORD.findall(ukrainian)]

    assert len(words) > 500
    assert [word for word in words if set(word.lower()) - UKRAINIAN] == []


def test_ukrainian_texts_have_ukrainian_quotation_marks_and_apostrophes(texts):
    assert [ukrainian for _german, ukrainian, _english in texts if set(ukrainian) & OTHER_QUOTES] == []


def test_no_other_language_has_cyrillic_letters(texts):
    assert [
        text for german, _ukrainian, english in texts for text in (german, english) if CYRILLIC_WORD.search(text)
    ] == []
