from datetime import date

import pytest
from django.core.exceptions import ValidationError

from arnsberg_hilfe.core import partial_date
from arnsberg_hilfe.core.contact import dialable, validate_phone
from arnsberg_hilfe.core.export import csv_lines, safe_cell
from arnsberg_hilfe.core.slugs import slug_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("02932 201-1657", "+4929322011657"),
        ("+49 (0)2932 201-1657", "+4929322011657"),
        ("0049 2932 2011657", "+4929322011657"),
        ("+380 44 1234567", "+380441234567"),
        ("115", "115"),
    ],
)
def test_a_phone_number_becomes_dialable(written, expected):
    assert dialable(written) == expected


@pytest.mark.parametrize("text", ["", "abc", "0", "02932 201-1657 abends", "02932\n201"])
def test_what_is_no_phone_number_is_refused(text):
    with pytest.raises(ValidationError):
        validate_phone(text or " ")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-03-17", date(2022, 3, 17), date(2022, 3, 17)),
        ("17.03.2022", date(2022, 3, 17), date(2022, 3, 17)),
        ("3.2022", date(2022, 3, 1), date(2022, 3, 31)),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(text, first, last):
    assert (partial_date.earliest(text), partial_date.latest(text)) == (first, last)


@pytest.mark.parametrize("text", ["", "bald", "2022-13", "2022-02-30", "22", "2022-3-1x", "0000"])
def test_what_is_no_date_is_refused(text):
    for read in (partial_date.earliest, partial_date.latest):
        with pytest.raises(ValueError):  # noqa: PT011 - the text says it
            read(text)


def test_addresses_spell_out_german_letters_and_differ():
    assert slug_of("Straße für Ältere", max_length=50) == "strasse-fuer-aeltere"
    assert slug_of("Chor", max_length=50, taken={"chor", "chor-2"}) == "chor-3"
    assert slug_of("Хор", max_length=50) == "eintrag"
    assert len(slug_of("wort " * 50, max_length=40)) <= 40


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_never_becomes_a_formula(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


def test_csv_has_a_header_and_joins_lists():
    assert "".join(csv_lines([{"a": ["x", "y"], "b": None}])) == "\ufeffa,b\r\nx; y,\r\n"
