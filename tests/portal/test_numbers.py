import csv
import re
from datetime import datetime, time, timedelta
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from arnsberg_hilfe.core.export import workbook
from arnsberg_hilfe.core.models import District
from arnsberg_hilfe.portal import numbers
from arnsberg_hilfe.portal.charts import FULL, Chart
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Event, Offer, Status, ThemeArea
from tests.factories import TODAY, OfferFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = TODAY  # 4 May 2026
PAGES = ["/team/zahlen/", "/team/zahlen.csv", "/team/zahlen.xlsx"]


def rows_of(key, today=TODAY):
    [chart] = [chart for chart in numbers.charts(today) if chart.key == key]
    return {label: row[0] if len(row) == 1 else row for label, row in chart.rows}


def at(days, hour=12):
    """A moment some days before (or after) MONDAY, by the clock in Arnsberg."""
    return datetime.combine(MONDAY + timedelta(days=days), time(hour), timezone.get_current_timezone())


@pytest.fixture
def staff(client):
    client.force_login(UserFactory())
    return client


def test_offers_are_counted_by_theme_stadtteil_and_status():
    neheim = District.objects.get(name="Neheim")
    OfferFactory(district=neheim)
    OfferFactory(theme=ThemeArea.objects.get(slug="wohnen"))
    OfferFactory(declined=True)
    OfferFactory(valid_until=TODAY - timedelta(days=1))
    themes, places, statuses = rows_of("themen"), rows_of("stadtteile"), rows_of("status")
    assert (len(themes), sum(themes.values()), themes["Wohnen und Familie"]) == (6, 2, 1)
    assert (len(places), places["Neheim"], places["ganze Stadt"], places["Holzen"]) == (16, 1, 1, 0)
    assert (statuses["veröffentlicht"], statuses["abgelehnt"], statuses["pausiert"]) == (3, 1, 0)


@pytest.mark.parametrize(
    ("days", "place"), [(-1, 0), (0, 0), (29, 0), (30, 1), (74, 1), (75, 2), (103, 2), (104, 3), (2000, 3)]
)
def test_offers_are_counted_by_the_time_since_they_were_confirmed(days, place):
    OfferFactory(fresh_on=TODAY - timedelta(days=days))
    assert list(rows_of("alter").values()) == [int(number == place) for number in range(4)]


def test_new_offers_and_inquiries_are_counted_by_week():
    offer = OfferFactory()
    for days, hour in [(0, 0), (6, 23), (-1, 23), (-26 * 7, 12), (-25 * 7, 0)]:
        offer.events.create(kind=Event.Kind.SUBMITTED, at=at(days, hour))
    offer.events.create(kind=Event.Kind.RECORDED, at=at(0))
    offer.events.create(kind=Event.Kind.PUBLISHED, at=at(0))
    Inquiry.objects.create(key="k", reason="question", name="T", language="de", created_at=at(-8), answer_by=TODAY)
    arrived = rows_of("eingang", MONDAY + timedelta(days=6))
    assert (len(arrived), *list(arrived)[::25]) == (26, "10.11.2025", "04.05.2026")
    assert {week: count for week, count in arrived.items() if count} == {
        "10.11.2025": 1,
        "27.04.2026": 1,
        "04.05.2026": 3,
    }
    assert {week: count for week, count in rows_of("anliegen").items() if count} == {"20.04.2026": 1}


def decided(days, *, status=Status.PUBLISHED, undone=None, **offer):
    """An offer that came into the office's hands some days before it was decided on Monday at noon."""
    record = OfferFactory(**offer)
    record.events.create(kind=Event.Kind.SUBMITTED, at=at(-60))
    record.events.create(kind=Event.Kind.EMAIL_CONFIRMED, at=at(0) - timedelta(days=days))
    record.decisions.create(at=at(0), before={}, after_status=status, undone_at=undone)


def test_the_time_to_a_decision_is_a_median_in_days():
    decided(1)
    decided(2.5, status=Status.DECLINED)
    decided(50)
    decided(9, status=Status.QUERY)
    decided(9, undone=at(0))
    OfferFactory().decisions.create(at=at(0), before={}, after_status=Status.PUBLISHED)
    assert rows_of("dauer")["04.05.2026"] == [2.5, 3]
    assert rows_of("dauer")["27.04.2026"] == [None, 0]


@pytest.mark.parametrize("page", PAGES)
def test_numbers_take_the_same_statements_however_many_there_are(staff, page, django_assert_max_num_queries):
    for count in (1, 30):
        for days in range(count):
            decided(days, fresh_on=TODAY - timedelta(days=days))
        with django_assert_max_num_queries(12) as seen:
            staff.get(page)
        assert len(seen) == 12


def test_every_chart_is_drawn_without_styles_or_scripts_and_has_its_table(staff):
    OfferFactory(fresh_on=timezone.localdate())
    page = staff.get("/team/zahlen/").content.decode()
    body = page[page.index("<main") :]
    assert body.count("<table") == body.count("<details") == 7
    assert body.count('<svg class="columns__drawing"') == body.count('role="img"') == 3
    assert "style=" not in body
    assert "<script" not in body
    lengths = [int(found) for found in re.findall(r'<rect width="(\d+)"', body)]
    assert max(lengths) == FULL


def test_bars_are_in_proportion_and_the_smallest_can_be_seen():
    chart = Chart(
        "x", "X", ["A", "B"], [("eins", [1000]), ("zwei", [500]), ("drei", [1]), ("vier", [0]), ("?", [None])]
    )
    assert [(bar.length, bar.start) for bar in chart.bars] == [(100, 0), (50, 50), (1, 99), (0, 100), (0, 100)]
    assert chart.table[-1] == ["?", "–"]
    assert Chart("x", "X", ["A", "B"], []).bars == []


def test_the_csv_file_holds_every_number_once(staff):
    today = timezone.localdate()
    OfferFactory(fresh_on=today)
    response = staff.get("/team/zahlen.csv")
    assert response.headers["Content-Disposition"] == f'attachment; filename="zahlen-{today}.csv"'
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 6 + 16 + len(Status) + 4 + 26 + 2 * 26 + 26
    assert {
        "Auswertung": "Alle Angebote nach Status",
        "Zeile": "veröffentlicht",
        "Größe": "Angebote",
        "Wert": "1",
    } in rows


def test_the_excel_file_has_a_sheet_a_chart_and_numbers_in_it(staff):
    OfferFactory(theme=ThemeArea.objects.get(slug="kultur"), fresh_on=timezone.localdate())
    response = staff.get("/team/zahlen.xlsx")
    book = load_workbook(BytesIO(response.content))
    assert len(book.sheetnames) == 7
    assert ["Kultur, Freizeit und Sport", 1] in [list(row) for row in book.worksheets[0].values]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+49", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(staff, name):
    District.objects.filter(name="Neheim").update(name=name)
    text = staff.get("/team/zahlen.csv").content.decode("utf-8-sig")
    assert f"'{name}" in {row["Zeile"] for row in csv.DictReader(StringIO(text))}
    sheet = load_workbook(BytesIO(staff.get("/team/zahlen.xlsx").content)).worksheets[1]
    cells = [row[0] for row in sheet.iter_rows()]
    assert f"'{name}" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


def test_odd_names_do_not_spoil_the_excel_file():
    book = load_workbook(BytesIO(workbook([("Wie? [alle]: A/B*" + "x" * 40, [["a\x00b\x1f", None, 1.5]])])))
    assert book.sheetnames == ["Wie   alle   A B xxxxxxxxxxxxxx"]
    assert [list(row) for row in book.worksheets[0].values] == [["ab", None, 1.5]]


@pytest.mark.parametrize("page", PAGES)
def test_numbers_are_for_staff(client, page):
    assert client.get(page).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(page).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page).status_code == 200
    assert not Offer.objects.exists()
