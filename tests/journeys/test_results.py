"""From the tables' rows to what everybody reads: the office at its desk, then a visitor on a phone."""

import pytest
from playwright.sync_api import expect

from network.models import Meeting, Result
from offers.models import Need
from tests.factories import MeetingFactory, RegistrationFactory, ResultFactory, ThemeTableFactory
from tests.journeys.people import DESKTOP, OURS, colleague, for_all
from tests.network.first_meeting_rows import ROWS

pytestmark = pytest.mark.django_db
TITLE = "Netzwerktreffen der Beispiele"


def prepare():
    meeting = MeetingFactory(over=True, title=TITLE, slug="beispiele")
    RegistrationFactory(meeting=meeting, email=f"tara@{OURS}", status="attended")
    for number, rows in ROWS.items():
        table = ThemeTableFactory(meeting=meeting, number=number)
        for kind, text, ukrainian in rows:
            ResultFactory(table=table, kind=kind, text=text, text_uk=ukrainian)
    return meeting


def clear_away():
    Result.objects.filter(table__meeting__slug="beispiele").delete()
    Need.objects.all().delete()
    Meeting.objects.filter(slug="beispiele").delete()


@pytest.fixture
def meeting(records):
    yield for_all(prepare)
    for_all(clear_away)


def turn_a_row(mira):
    """Nothing like it is there, so one click is enough; the row then says what has become of it."""
    row = mira.page.locator("li", has_text="Kinderbetten und Matratzen").last
    row.get_by_role("button", name="Bedarf daraus machen").click()
    expect(mira.page.locator("main")).to_contain_text("Bedarf: Kinderbetten und Matratzen für die Unterkunft (Entwurf)")


def answer_a_question(mira):
    mira.page.get_by_role("link", name="Wie melde ich eine freie Wohnung?").click()
    mira.look("Frage an die Verwaltung: Wie melde ich eine freie Wohnung?")
    mira.page.locator("[name=answer_de]").fill("Mit einem Anruf bei der Stadt.")
    mira.page.locator("[name=answer_uk]").fill("Зателефонуйте до міста.")
    mira.page.locator("[name=unit]").fill("Fachdienst Beispiel")
    mira.press("Speichern")
    mira.page.get_by_role("link", name="Alle Ergebnisse").click()


def publish(mira):
    for step in ("Ergebnisse zusammenstellen", "Als geprüft vermerken", "Veröffentlichen"):
        mira.press(step)
        mira.look("Ergebnisse")
    mira.follow("An alle Teilnehmenden senden")
    mira.look("An alle Teilnehmenden senden")
    mira.press("Jetzt senden")
    expect(mira.page.locator("main")).to_contain_text("Öffentliche Seite")


def test_the_office_turns_rows_into_records_and_publishes_what_a_visitor_reads(person, meeting):
    mira, visitor = person(size=DESKTOP, staff=colleague("MM")), person()
    mira.page.goto("/team/treffen/beispiele/ergebnisse/")
    mira.look("Ergebnisse")
    turn_a_row(mira)
    answer_a_question(mira)
    publish(mira)

    visitor.page.goto("/treffen/beispiele/")
    visitor.follow("Ergebnisse ansehen")
    visitor.look(f"Ergebnisse: {TITLE}")
    expect(visitor.page.locator("main")).to_contain_text("Mit einem Anruf bei der Stadt.")
