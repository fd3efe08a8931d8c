"""Files for spreadsheets: every one that the URL configuration knows, filled with formulas from all sides."""

import csv
import io

import pytest
from openpyxl import load_workbook

from arnsberg_hilfe.core.export import csv_lines, safe_cell, workbook
from tests.factories import (
    MeasureFactory,
    MeetingFactory,
    OfferFactory,
    RegistrationFactory,
    SponsorshipFactory,
    ThemeTableFactory,
    UserFactory,
)
from tests.security.pages import Page, address, all_pages

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1"]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WITHOUT_WORDS = {"portal:numbers_csv", "portal:numbers_xlsx", "sponsorship_team:figures_xlsx"}


def exports():
    return [page for page in all_pages() if page.path.endswith((".csv", ".xlsx"))]


def cells(answer):
    """All cells of a file as they are read back."""
    content = answer.getvalue()
    if content.startswith(b"PK"):
        sheets = load_workbook(io.BytesIO(content)).worksheets
        found = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert [cell.value for cell in found if cell.data_type == "f"] == []
        return [cell.value for cell in found if isinstance(cell.value, str)]
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


@pytest.fixture
def meeting(db):
    meeting = MeetingFactory(over=True, title="=1+1", venue="@SUM(1)")
    table = ThemeTableFactory(meeting=meeting, title="=1+1")
    for formula in FORMULAS:
        RegistrationFactory(meeting=meeting, name=formula, organisation=formula, needs_note=formula, wish_1=table)
        MeasureFactory(what=formula, responsible=formula, meeting=meeting)
        OfferFactory(title=formula, summary=formula, provider=formula, venue=formula, schedule=formula)
    SponsorshipFactory()
    return meeting


def test_there_are_exports():
    assert len(exports()) >= 9


@pytest.mark.parametrize("place", exports(), ids=lambda place: place.path)
def test_no_cell_of_an_export_is_a_formula(client, meeting, place: Page):
    client.force_login(UserFactory(admin=True))
    answer = client.get(address(place, slug=meeting.slug))
    assert answer.status_code == 200
    found = cells(answer)
    assert found
    assert [cell for cell in found if cell.startswith(STARTS)] == []
    assert place.name in WITHOUT_WORDS or "'=1+1" in found, "the formulas did not even get there"


@pytest.mark.parametrize("formula", FORMULAS)
def test_headings_and_names_of_sheets_are_words_too(formula):
    assert not safe_cell(formula).startswith(STARTS)
    assert next(csv_lines([{formula: formula}])).removeprefix("\ufeff").lstrip('"').startswith("'")
    sheet = load_workbook(io.BytesIO(workbook([("Blatt", [[formula]])])))["Blatt"]
    assert sheet["A1"].data_type == "s"
