"""Both ways into the Patenprojekt on a phone, and what the Fachstelle makes of them."""

import pytest
from playwright.sync_api import expect

from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from tests.journeys.people import OURS, colleague, for_all

pytestmark = pytest.mark.django_db
SPONSOR, HOUSEHOLD = f"paula@{OURS}", f"halyna@{OURS}"


@pytest.fixture
def nobody_left(portal):
    yield
    for_all(Sponsor.objects.all().delete)
    for_all(Household.objects.all().delete)


def tick(page, *values):
    """As a thumb does: the whole cell is the target."""
    for value in values:
        page.locator(f"label:has([value='{value}'])").click()


def show_interest(somebody):
    page = somebody.page
    page.goto("/paten/")
    somebody.look("Patenprojekt")
    somebody.follow("Pate oder Patin werden")
    somebody.look("Pate oder Patin werden")
    somebody.press("Interesse absenden")
    expect(page.locator(".error-summary")).to_be_focused()
    somebody.look("Pate oder Patin werden")
    page.locator("[name=name]").fill("Paula Probe")
    page.locator("[name=email]").fill(SPONSOR)
    tick(page, "0-2", "5-1")
    page.locator("#id_free_times_5-1").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("[name=consent_given]").check()
    somebody.press("Interesse absenden")
    somebody.look("Bitte schauen Sie in Ihr Postfach")
    somebody.open_link("sponsor-confirm", SPONSOR)
    somebody.look("Adresse bestätigen")
    somebody.press("Ja, Adresse bestätigen")
    somebody.look("Danke, Ihre Adresse ist bestätigt")


def ask_for_a_sponsor(somebody):
    page = somebody.page
    page.goto("/paten/suchen/")
    somebody.look("Eine Patin oder einen Paten suchen")
    page.locator("[name=name]").fill("Halyna Haushalt")
    page.locator("[name=phone]").fill("02932 1234")
    page.locator("[name=adults]").fill("1")
    somebody.press("Anfrage absenden")
    somebody.look("Eine Patin oder einen Paten suchen")
    page.locator("[name=consent_given]").check()
    somebody.press("Anfrage absenden")
    somebody.look("Ihre Anfrage ist bei uns")


def take_up(office, sponsor, household):
    page = office.page
    page.goto("/team/paten/")
    office.look("Patenprojekt")
    expect(page.locator("main")).not_to_contain_text("Halyna")
    office.follow("Paula Probe")
    office.look("Paula Probe")
    office.press("Das Gespräch ist verabredet")
    office.hears("Gespeichert.")
    office.look("Paula Probe")
    page.goto("/team/paten/")
    office.follow(household.code)
    office.look(f"Haushalt {household.code}")
    expect(page.locator("main")).to_contain_text("Halyna Haushalt")
    office.follow("Angaben ändern")
    office.look("Angaben ändern")


def test_both_sides_come_in_and_the_office_takes_them_up(person, nobody_left):
    show_interest(person())
    sponsor = Sponsor.objects.get()
    assert (sponsor.status, sponsor.free_times.bit_count()) == (SponsorStatus.CONFIRMED, 3)

    ask_for_a_sponsor(person())
    household = Household.objects.get()
    assert household.status == HouseholdStatus.REQUEST

    take_up(person(staff=colleague("MM")), sponsor, household)
    sponsor.refresh_from_db()
    assert sponsor.status == SponsorStatus.INTERVIEW


def test_somebody_under_age_and_alone_is_shown_to_the_jugendamt(person, nobody_left):
    youth = person()
    youth.page.goto("/paten/suchen/")
    youth.page.locator("[name=unaccompanied]").check()
    youth.press("Anfrage absenden")
    youth.look("Unter 18 und ohne Eltern hier")
    assert not Household.objects.exists()
