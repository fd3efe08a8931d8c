"""A place at a meeting, from the first look to the cancellation, on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.models import Invitee, Meeting, Registration, RegistrationStatus
from network.workflow import registering
from tests.factories import MeetingFactory, RegistrationFactory, ThemeTableFactory
from tests.journeys.people import OURS, colleague, for_all

pytestmark = pytest.mark.django_db
TITLE = "Netzwerktreffen am Beispieltag"


def prepare(**fields):
    begin = timezone.now() + timedelta(days=20)
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=3), "deadline": None}
    meeting = MeetingFactory(title=TITLE, slug="beispieltag", **(times | fields))
    for number in range(1, 7):
        ThemeTableFactory(meeting=meeting, number=number)
    return meeting


def clear_away():
    Meeting.objects.filter(slug="beispieltag").delete()
    Invitee.objects.filter(email__endswith=OURS).delete()


@pytest.fixture
def meeting(records):
    """Yields a function that makes the meeting, which is gone afterwards."""
    yield lambda **fields: for_all(prepare, **fields)
    for_all(clear_away)


def find_the_form(guest):
    guest.page.goto("/treffen/")
    guest.look("Netzwerktreffen")
    guest.page.locator("main").get_by_role("link", name=TITLE).click()
    guest.look(TITLE)
    guest.follow("Jetzt anmelden")


def fill(page, email):
    page.locator("[name=name]").fill("Tara Test")
    page.locator("[name=email]").fill(email)
    page.locator("[name=pillar]").first.check()
    page.locator("[name=companions]").select_option("2")
    page.locator("[name=companion_names]").fill("Tom Test")
    page.locator("[name=wish_1]").select_option(index=5)
    page.locator("[name=wish_2]").select_option(index=1)
    page.locator("[name=interpreting]").check()


def register(guest, email):
    find_the_form(guest)
    guest.look("Anmelden")
    guest.page.locator("[name=organisation]").fill("Chorverein Beispielhausen")
    guest.press("Anmelden")
    expect(guest.page.locator(".error-summary")).to_be_focused()
    expect(guest.page.locator("[name=organisation]")).to_have_value("Chorverein Beispielhausen")
    guest.look("Anmelden")
    fill(guest.page, email)
    guest.press("Anmelden")
    guest.look("Bitte schauen Sie in Ihr Postfach")


def confirm(guest, email):
    guest.open_link("registration-confirm", email)
    guest.look("Anmeldung bestätigen")
    assert Registration.objects.get(email=email).status == RegistrationStatus.UNCONFIRMED
    guest.press("Ja, das ist meine Anmeldung")
    guest.hears("Danke, Ihre Adresse ist bestätigt.")
    guest.look("Meine Anmeldung")
    expect(guest.page.get_by_text("Ihre 3 Plätze sind sicher.")).to_be_visible()
    expect(guest.page.get_by_role("img", name="Code für den Eingang")).to_be_visible()


def change(guest, email):
    guest.open_link("registration-certain", email)
    guest.follow("Anmeldung ändern")
    guest.look("Anmeldung ändern")
    guest.page.locator("[name=companions]").select_option("0")
    guest.press("Änderung speichern")
    expect(guest.page.locator(".error-summary")).to_contain_text("mehr Namen, als Personen mitkommen")
    guest.look("Anmeldung ändern")
    guest.page.locator("[name=companions]").select_option("1")
    guest.press("Änderung speichern")
    guest.hears("Gespeichert.")
    expect(guest.page.get_by_text("Ihre 2 Plätze sind sicher.")).to_be_visible()
    assert Registration.objects.get(email=email).companions == ["Tom Test"]


def cancel(guest, email):
    guest.follow("Absagen")
    guest.look("Absagen")
    assert Registration.objects.get(email=email).status == RegistrationStatus.CONFIRMED
    guest.press("Ja, absagen")
    guest.look("Meine Anmeldung")
    expect(guest.page.get_by_role("link", name="Noch einmal anmelden")).to_be_visible()
    assert Registration.objects.get(email=email).status == RegistrationStatus.CANCELLED


def test_a_guest_registers_confirms_changes_and_cancels(person, meeting):
    meeting()
    guest, email = person(has_touch=True), f"tara@{OURS}"
    register(guest, email)
    confirm(guest, email)
    change(guest, email)
    cancel(guest, email)


def test_the_same_without_javascript(person, meeting):
    meeting()
    guest, email = person(java_script_enabled=False), f"ohne@{OURS}"
    guest.page.goto("/treffen/beispieltag/")
    guest.follow("Jetzt anmelden")
    guest.press("Anmelden")
    expect(guest.page.locator(".error-summary")).to_be_visible()
    fill(guest.page, email)
    guest.press("Anmelden")
    expect(guest.page).to_have_url(re.compile("/anmelden/gesendet/$"))
    guest.open_link("registration-confirm", email)
    guest.press("Ja, das ist meine Anmeldung")
    guest.follow("Anmeldung ändern")
    guest.page.locator("[name=phone]").fill("02932 1234")
    guest.press("Änderung speichern")
    expect(guest.page.get_by_text("02932 1234", exact=True)).to_be_visible()
    guest.follow("Absagen")
    guest.press("Ja, absagen")
    assert Registration.objects.get(email=email).status == RegistrationStatus.CANCELLED


def test_who_waits_moves_up_and_takes_the_place(person, meeting):
    full = meeting(places=3)
    earlier = for_all(RegistrationFactory, meeting=full, companions=["", ""], email=f"erste@{OURS}")
    guest, email = person(), f"tilda@{OURS}"
    find_the_form(guest)
    expect(guest.page.get_by_text("Zurzeit sind alle Plätze vergeben.")).to_be_visible()
    fill(guest.page, email)
    guest.press("Anmelden")
    guest.look("Bitte schauen Sie in Ihr Postfach")
    expect(guest.page.locator("main")).to_contain_text("Warteliste")
    guest.open_link("registration-confirm", email)
    guest.press("Ja, das ist meine Anmeldung")
    expect(guest.page.get_by_text("auf der Warteliste an Stelle 1")).to_be_visible()
    guest.look("Meine Anmeldung")
    for_all(registering.cancel, earlier, now=timezone.now())
    guest.open_link("registration-offered", email)
    guest.look("Ein Platz ist frei: Kommen Sie?")
    guest.press("Ja, ich komme")
    guest.hears("Danke, das ist notiert.")
    expect(guest.page.get_by_text("Ihre 3 Plätze sind sicher.")).to_be_visible()


def let_the_day_come():
    begin = timezone.now()
    Meeting.objects.filter(slug="beispieltag").update(starts_at=begin, ends_at=begin + timedelta(hours=3))


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_registration_to_the_check_mark_at_the_door(person, meeting, script):
    meeting()
    guest, email = person(java_script_enabled=script), f"gast@{OURS}"
    guest.page.goto("/treffen/beispieltag/anmelden/")
    fill(guest.page, email)
    guest.press("Anmelden")
    guest.open_link("registration-confirm", email)
    guest.press("Ja, das ist meine Anmeldung")
    code = guest.page.locator(".entrance-code").inner_text()
    for_all(let_the_day_come)

    door = person(staff=colleague("EE"), java_script_enabled=script)
    door.page.goto(f"/team/treffen/beispieltag/einlass/?code={code}")
    if script:  # axe is a script itself
        door.look("Einlass")
    door.page.get_by_role("button", name="Tara Test: alle 3 sind da").first.click()

    expect(door.page.locator("#zahlen")).to_contain_text(re.compile(r"3\s*da.*0\s*erwartet", re.DOTALL))
    expect(door.page.locator("#zuletzt")).to_contain_text(re.compile("Tara Test: (alle 3|3 Personen) sind da"))
    registration = Registration.objects.get(email=email)
    assert (registration.status, registration.arrivals.count()) == (RegistrationStatus.ATTENDED, 3)
