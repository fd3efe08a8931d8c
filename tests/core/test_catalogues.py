"""The catalogues are complete and will not break a page: a missing placeholder only shows when a sentence is used."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from arnsberg_hilfe.core.source_messages import Message, of_code, of_template, source_messages

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PERCENT = re.compile(r"%%|%\([a-z_]+\)[-+ #0]*\d*(?:\.\d+)?[a-z]|%[a-z]")
BRACE = re.compile(r"\{[a-z_0-9.]*\}")
RUSSIAN_ONLY = re.compile(r"\w*[ыэъё]\w*", re.IGNORECASE)


def catalogue(language: str) -> polib.POFile:
    folders = [Path(folder) / language / "LC_MESSAGES" / "django.po" for folder in settings.LOCALE_PATHS]
    return polib.pofile(str(folders[0]))


def placeholders(entry: polib.POEntry, text: str) -> list[str]:
    percent = PERCENT.findall(text) if "python-format" in entry.flags else []
    return sorted(percent + BRACE.findall(text))


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def number_of_forms(language: str) -> int:
    rule = catalogue(language).metadata["Plural-Forms"]
    return int(rule.removeprefix("nplurals=").partition(";")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    empty = [entry.msgid for entry in catalogue(language) if not all(text.strip() for text in translations(entry))]

    assert not empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_what_the_code_says_and_nothing_else(language):
    known = {Message(entry.msgid, entry.msgid_plural) for entry in catalogue(language)}

    assert known == set(source_messages()), "run «manage.py collect_messages» and translate what is new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess_or_left_over(language):
    entries = catalogue(language)

    assert not entries.metadata_is_fuzzy
    assert not [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_names_its_language(language):
    assert catalogue(language).metadata["Language"] == language


def test_the_catalogues_hold_the_same_messages():
    messages = [{(entry.msgctxt, entry.msgid) for entry in catalogue(language)} for language in LANGUAGES]

    assert all(other == messages[0] for other in messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_filled(language):
    wanted = set(range(number_of_forms(language)))
    plurals = [entry for entry in catalogue(language) if entry.msgid_plural]

    assert not [entry.msgid for entry in plurals if set(entry.msgstr_plural) != wanted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders_of_the_source(language):
    wrong = [
        (entry.msgid, text)
        for entry in catalogue(language)
        if not entry.msgid_plural
        for text in translations(entry)
        if placeholders(entry, text) != placeholders(entry, entry.msgid)
    ]

    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_keep_the_placeholders_of_the_source(language):
    """The form for one may leave the number out only where it means exactly one; in Ukrainian it also means 21."""
    only_one = number_of_forms(language) == 2
    wrong = [
        (entry.msgid, text)
        for entry in catalogue(language)
        if entry.msgid_plural
        for form, text in entry.msgstr_plural.items()
        if placeholders(entry, text)
        != placeholders(entry, entry.msgid if only_one and form == 0 else entry.msgid_plural)
    ]

    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_begin_and_end_with_the_same_blanks_as_the_source(language):
    def blanks(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    wrong = [
        entry.msgid
        for entry in catalogue(language)
        for text in translations(entry)
        if blanks(text) != blanks(entry.msgid)
    ]

    assert not wrong


def test_ukrainian_texts_have_no_russian_letters():
    words = [word for entry in catalogue("uk") for text in translations(entry) for word in RUSSIAN_ONLY.findall(text)]

    assert not words


@pytest.mark.parametrize(("language", "quotes"), [("uk", '„“”"»«'), ("en", '„»«"')])
def test_quotes_are_those_of_the_language(language, quotes):
    wrong = [
        text
        for entry in catalogue(language)
        for text in translations(entry)
        if set(quotes) & set(re.sub("«[^«»]*»", "", text) if language == "uk" else text)
    ]

    assert not wrong


def test_messages_of_code_are_found_with_their_plurals():
    source = """
_("Guten Tag"), gettext_lazy("Hallo" " Welt"), ngettext("%(n)s Tag", "%(n)s Tage", n), other("nein"), _(variable)
"""
    assert list(of_code(source)) == [
        Message("Guten Tag"),
        Message("Hallo Welt"),
        Message("%(n)s Tag", "%(n)s Tage"),
    ]


def test_messages_of_templates_are_found_wherever_they_stand(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        """{% load i18n %}{% if a %}{% translate "Eins" %}{% else %}{% translate "Zwei" as two %}{% endif %}
        {% block b %}{% for x in y %}{% blocktranslate count n=x trimmed %}
          {{ n }} Tag
        {% plural %}
          {{ n }} Tage
        {% endblocktranslate %}{% empty %}{% include "p.html" with label=_("Drei") only %}{% endfor %}{% endblock %}"""
    )

    assert set(of_template(page)) == {
        Message("Eins"),
        Message("Zwei"),
        Message("%(n)s Tag", "%(n)s Tage"),
        Message("Drei"),
    }
