from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from network import paper
from network.paper import SheetMeasure, SheetMeeting, SheetPerson, SheetTable

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2022, 3, 16, 14, 5, tzinfo=BERLIN)
CULTURE = SheetTable(
    number=2,
    theme="Kultur, Freizeit und Sport",
    theme_uk="Культура, дозвілля та спорт",
    colour="magenta",
    moderator="Fachdienst Kultur",
    question="Was fehlt?",
    question_uk="Чого бракує?",
    measures=(SheetMeasure("Schlüssel besorgen", "Mira Muster", date(2022, 4, 1)), SheetMeasure("Liste")),
)
HOUSING = SheetTable(number=5, theme="Wohnen und Familie", theme_uk="Житло та родина", colour="teal")
MEETING = SheetMeeting(
    title="Erstes Netzwerktreffen",
    begin=datetime(2022, 3, 17, 15, 30, tzinfo=BERLIN),
    end=datetime(2022, 3, 17, 18, 0, tzinfo=BERLIN),
    place="Sauerlandtheater",
    rounds=2,
    tables=(CULTURE, HOUSING),
    people=(
        SheetPerson("Taras Zettel", tables=(5, 2)),
        SheetPerson("Änne Äpfel", group="mit Taras Zettel", organisation="Chor Beispiel", tables=(2, None)),
        SheetPerson("Олена Тестенко", tables=(2,)),
        SheetPerson("Mira *Muster* #1"),
    ),
)
IN_ORDER = ["Mira *Muster* #1", "Änne Äpfel", "Taras Zettel", "Олена Тестенко"]
LONG = "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetzentwurf"
PAPERS = [paper.attendance_list, paper.badges, paper.table_sheets]


def pages(write, meeting=MEETING):
    """The words of each page."""
    reader = PdfReader(BytesIO(write(meeting, now=NOW)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def crowd(number, name="Mira Muster"):
    return replace(MEETING, people=tuple(SheetPerson(f"{name} {at}", tables=(2, 5)) for at in range(number)))


def follow_each_other(words, parts):
    places = [words.index(part) for part in parts]
    return places == sorted(places)


@pytest.mark.parametrize("write", [paper.attendance_list, paper.badges])
def test_people_stand_in_the_order_of_their_family_names(write):
    [words] = pages(write)
    assert follow_each_other(words, IN_ORDER)


def test_the_attendance_list_tells_when_where_how_many_and_who_sits_where():
    [words] = pages(paper.attendance_list)
    assert "Donnerstag, 17. März 2022, 15:30 bis 18:00 Uhr Sauerlandtheater 4 Personen" in words
    assert "Kultur, Freizeit und Sport 2 · 1" in words
    assert "Wohnen und Familie 1 · 0" in words
    assert "Änne Äpfel mit Taras Zettel Chor Beispiel 2" in words
    assert "Taras Zettel 5 2" in words


def test_an_open_end_is_left_out():
    assert "15:30 Uhr Sauerlandtheater" in pages(paper.attendance_list, replace(MEETING, end=None))[0]


def test_ten_badges_go_on_a_page():
    assert [len(pages(paper.badges, crowd(number))) for number in (1, 10, 11)] == [1, 1, 2]
    assert "Runde 1 Tisch 5 Runde 2 Tisch 2" in pages(paper.badges)[0]


def test_each_table_has_a_sheet_of_two_sides_in_both_languages():
    front, back, other_front, _other_back = pages(paper.table_sheets)
    assert follow_each_other(
        front,
        ["Tisch · Стіл", "Kultur, Freizeit", "Культура", "Fachdienst Kultur", "Was fehlt?", "Чого бракує?"]
        + [word for row in [*paper.ROWS, paper.AGREEMENT] for word in row[:2]],
    )
    assert follow_each_other(
        back, ["Runde 1 · Раунд 1 (2)", "Änne Äpfel", "Олена Тестенко", "Раунд 2 (1)", "Taras Zettel"]
    )
    assert follow_each_other(back, ["Незавершені заходи", "Schlüssel besorgen Mira Muster 1. April 2022", "Liste"])
    assert "Житло та родина" in other_front


def test_a_table_without_people_and_measures_says_so():
    _front, back = pages(paper.table_sheets, replace(MEETING, people=(), tables=(HOUSING,)))
    assert back.count("noch niemand · ще нікого") == 2
    assert "Keine offenen Maßnahmen an diesem Tisch." in back


def test_each_sheet_begins_on_a_page_of_its_own_when_a_table_is_crowded():
    words = pages(paper.table_sheets, crowd(180))
    [first, second] = [number for number, page in enumerate(words) if "Läuft schon" in page]
    assert (first, second % 2) == (0, 0)


@pytest.mark.parametrize("write", PAPERS)
def test_a_word_that_is_wider_than_its_box_is_broken(write):
    table = replace(CULTURE, theme=LONG, measures=(SheetMeasure(LONG, LONG),))
    person = SheetPerson(f"{LONG} {LONG}", organisation=LONG, tables=(2, 2))
    words = " ".join(pages(write, replace(MEETING, title=LONG, tables=(table,), people=(person,))))
    assert LONG[:20] in words
    assert LONG not in words


@pytest.mark.parametrize("write", PAPERS)
def test_a_meeting_without_tables_and_people_can_be_printed(write):
    assert write(replace(MEETING, tables=(), people=(), rounds=0), now=NOW).startswith(b"%PDF")


def test_the_workbook_has_a_row_for_each_person():
    sheet = load_workbook(BytesIO(paper.attendance_workbook(MEETING))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Name", "Gruppe", "Organisation", "Tisch Runde 1", "Tisch Runde 2", "Da")
    assert rows[2][:5] == ("Änne Äpfel", "mit Taras Zettel", "Chor Beispiel", 2, None)
    assert [row[0] for row in rows[1:]] == IN_ORDER
