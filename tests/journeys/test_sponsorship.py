"""A Patenschaft from the proposal to its end: a sponsor and a household on their phones, and the office."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sponsorship import links
from sponsorship.models import CheckIn, Complaint, Household, Sponsor, Sponsorship
from sponsorship.workflow import check_ins
from tests.factories import SponsorshipFactory
from tests.journeys.people import OURS, colleague, for_all
from tests.sponsorship import lives

pytestmark = pytest.mark.django_db
SPONSOR, HOUSEHOLD = f"paula@{OURS}", f"halyna@{OURS}"


def prepare():
    return SponsorshipFactory(
        sponsor=lives.sponsor(email=SPONSOR), household=lives.household(email=HOUSEHOLD), proposed_at=timezone.now()
    )


@pytest.fixture
def sponsorship(portal, records):
    yield for_all(prepare)
    for_all(Sponsorship.objects.all().delete)
    for model in (Sponsor, Household):
        for_all(model.objects.all().delete)


def page_of(sponsorship):
    return f"/team/paten/patenschaft/{sponsorship.pk}/"


def own_page(purpose, person):
    return purpose.url(person.pk).removeprefix("http://testserver")


def both_say_yes(office, paula, halyna, sponsorship):
    office.page.goto(page_of(sponsorship))
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Jetzt fragen")
    office.hears("Gespeichert. Stand: Pate gefragt")
    for somebody, address in ((paula, SPONSOR), (halyna, HOUSEHOLD)):
        somebody.open_link("sponsorship-asked", address)
        somebody.look("Passt das für Sie?")
        expect(somebody.page.locator("main")).not_to_contain_text("Kanari")
        somebody.press("Ja, das passt")
        somebody.hears("Danke, Ihre Antwort ist notiert.")
        somebody.look("Meine Seite im Patenprojekt")
    expect(halyna.page.locator("main")).to_contain_text(lives.SPONSOR_CANARIES["phone"])


def meet(office, paula, sponsorship):
    page, day = office.page, timezone.localtime() + timedelta(days=3)
    page.goto(page_of(sponsorship))
    page.locator("[name=meeting-meets_at_0]").fill(f"{day:%Y-%m-%d}")
    page.locator("[name=meeting-meets_at_1]").fill("15:00")
    page.locator("[name=meeting-meets_where]").fill("Bürgerbahnhof")
    office.press("Termin mitteilen")
    office.hears("Gespeichert.")
    office.look(f"Patenschaft {sponsorship.household.code}")
    paula.page.goto(own_page(links.SPONSOR_PAGE, sponsorship.sponsor))
    expect(paula.page.locator("main")).to_contain_text("Bürgerbahnhof")


def try_and_agree(office, sponsorship):
    for_all(Sponsorship.objects.update, meets_at=timezone.now() - timedelta(days=1))
    office.page.goto(page_of(sponsorship))
    office.press("Schnupperphase beginnen")
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Patenschaft beginnen")
    office.hears("Gespeichert. Stand: aktiv")


def say_red_and_complain(halyna, office, sponsorship):
    for_all(check_ins.send_due, now=timezone.localtime().replace(hour=12))
    halyna.open_link("check-in", HOUSEHOLD)
    halyna.look("Wie geht es Ihnen?")
    halyna.press("Antworten")
    expect(halyna.page.locator(".error-summary")).to_be_focused()
    halyna.page.get_by_label("gar nicht gut").check()
    halyna.press("Antworten")
    halyna.hears("Danke, dass Sie uns das gesagt haben.")
    halyna.follow("Beschwerde schreiben")
    halyna.look("Etwas stimmt nicht")
    halyna.page.locator("[name=text]").fill("Das war mir zu viel.")
    halyna.press("Absenden")
    halyna.hears("Ihre Nachricht ist angekommen.")

    office.page.goto("/team/?art=R%C3%BCckmeldung%3A+Rot+oder+Gelb")
    office.look("Arbeitsliste")
    office.page.goto(page_of(sponsorship))
    check_in = CheckIn.objects.get(light="red")
    office.page.locator(f"#getan-{check_in.pk}").fill("Angerufen")
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Erledigt")
    office.hears("Gespeichert.")


def settle(office):
    office.page.goto("/team/paten/beschwerden/")
    office.look("Beschwerden")
    office.page.goto(f"/team/paten/beschwerden/{Complaint.objects.get().pk}/")
    office.look("Beschwerde")
    office.press("Ich kümmere mich")
    office.page.locator("[name=outcome]").fill("Mit beiden gesprochen")
    office.press("Als geklärt abschließen")
    office.hears("Gespeichert.")


def write_a_note(paula, sponsorship):
    paula.page.goto(own_page(links.SPONSOR_PAGE, sponsorship.sponsor))
    paula.follow("Notiz: Wir haben uns getroffen")
    paula.look("Kontaktnotiz")
    paula.page.locator("[name=minutes]").fill("60")
    paula.press("Notiz speichern")
    paula.hears("Danke, die Notiz ist gespeichert.")


def end(office, paula, sponsorship):
    office.page.goto(page_of(sponsorship))
    office.page.locator("summary", has_text="Beenden").click()
    office.look(f"Patenschaft {sponsorship.household.code}")
    office.press("Patenschaft beenden")
    office.hears("Gespeichert. Stand: beendet")
    office.page.goto("/team/paten/zahlen/")
    office.look("Zahlen zum Patenprojekt")
    paula.page.goto(own_page(links.SPONSOR_PAGE, sponsorship.sponsor))
    expect(paula.page.locator("main")).not_to_contain_text("Kanari")


def withdraw(paula):
    paula.follow("Einwilligung widerrufen")
    paula.look("Einwilligung widerrufen")
    paula.press("Jetzt widerrufen")
    paula.look("Ihre Einwilligung ist widerrufen")


def test_from_the_proposal_to_the_end(person, sponsorship):
    office, paula, halyna = person(staff=colleague("mm")), person(), person()
    both_say_yes(office, paula, halyna, sponsorship)
    meet(office, paula, sponsorship)
    try_and_agree(office, sponsorship)
    write_a_note(paula, sponsorship)
    say_red_and_complain(halyna, office, sponsorship)
    settle(office)
    end(office, paula, sponsorship)
    withdraw(paula)
