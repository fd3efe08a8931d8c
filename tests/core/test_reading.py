from django.utils.translation import override

from arnsberg_hilfe.core.reading import Words, language_of, marked_german, words_of
from network.models import Result


def test_words_in_the_language_of_the_page_carry_no_mark():
    row = Result(text_de="Kinderbetten", text_uk="Дитячі ліжка")
    with override("uk"):
        assert words_of(row, "text") == Words("Дитячі ліжка")
        assert language_of(row, "text") == ""


def test_words_that_are_missing_are_read_in_german_and_marked_so():
    with override("uk"):
        assert words_of(Result(text_de="Kinderbetten"), "text") == Words("Kinderbetten", "de")


def test_words_that_nobody_has_put_into_german_are_read_as_they_are():
    with override("de"):
        assert words_of(Result(text_uk="Дитячі ліжка"), "text") == Words("Дитячі ліжка", "uk")
        assert words_of(Result(), "text") == Words("")


def test_what_is_kept_in_german_only_is_marked_on_other_pages():
    with override("de"):
        assert marked_german() == ""
    with override("en"):
        assert marked_german() == "de"
