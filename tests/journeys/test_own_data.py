"""A person and their own data, with a phone in the hand; and a colleague who does it for somebody who phones."""

import pytest
from playwright.sync_api import expect

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import agree
from arnsberg_hilfe.portal.models import DataRequest
from network.models import Meeting
from offers.models import NeedReply, Offer
from sponsorship.models import Household, Sponsor
from tests.factories import NOW, HouseholdFactory, NeedFactory, OfferFactory, RegistrationFactory, SponsorFactory
from tests.journeys.people import DESKTOP, OURS, colleague, for_all

pytestmark = pytest.mark.django_db
MIRA = f"mira@{OURS}"
HALYNA = "Halyna Ohnemail"


def make():
    offer = OfferFactory(email=MIRA, provider="Mira Muster", slug="singkreis-journey", email_public=True)
    agree(offer, [Purpose.PUBLICATION, Purpose.EMAIL_PUBLIC], now=NOW)
    need = NeedFactory(title="Kinderbetten für eine Familie")
    NeedReply.objects.create(need=need, key="own", name="Mira Muser", email=MIRA, text="Ich habe zwei Betten.")
    sponsor = SponsorFactory(name="Mira Muster")
    sponsor.set_email(MIRA)
    sponsor.save()
    guest = RegistrationFactory(name=HALYNA, email="", phone="02931 4711")
    return [need, guest.meeting, HouseholdFactory(name=HALYNA)]


@pytest.fixture
def held(portal, records):
    made = for_all(make)
    yield
    for each in made:
        for_all(type(each).objects.filter(pk=each.pk).delete)
    for_all(Sponsor.objects.all().delete)
    for_all(DataRequest.objects.all().delete)


def test_a_person_sees_corrects_withdraws_and_erases(person, held):
    mira = person()
    page = mira.page
    page.goto("/datenschutz/")
    mira.follow("Meine Daten ansehen")
    mira.press("Link zusenden")
    expect(page.locator(".error-summary")).to_be_focused()
    mira.look("Meine Daten")
    page.locator("[name=email]").fill(MIRA)
    mira.press("Link zusenden")
    mira.look("Bitte schauen Sie in Ihr Postfach")

    mira.open_link("own-data", MIRA)
    mira.look("Meine Daten")
    page.get_by_role("article", name="Kinderbetten").get_by_role("link", name="Angaben berichtigen").click()
    mira.look("Angaben berichtigen")
    page.locator("[name=name]").fill("Mira Muster")
    mira.press("Speichern")
    mira.hears("Gespeichert.")
    mira.follow("Einwilligung »E-Mail-Adresse öffentlich« widerrufen")
    mira.look("Einwilligung widerrufen")
    mira.press("Jetzt widerrufen")
    mira.hears("Die Einwilligung ist widerrufen.")
    assert not Offer.objects.get(email=MIRA).email_public

    mira.follow("Alles löschen")
    mira.look("Daten löschen")
    mira.press("Endgültig löschen")
    mira.hears("Erledigt.")
    mira.look("Meine Daten")
    expect(page.locator("main")).to_contain_text("Nichts gespeichert")
    assert not Offer.objects.filter(email=MIRA).exists()


def test_it_works_without_javascript(person, held):
    mira = person(java_script_enabled=False)
    mira.page.goto("/meine-daten/")
    mira.page.locator("[name=email]").fill(MIRA)
    mira.press("Link zusenden")
    mira.open_link("own-data", MIRA)
    mira.follow("Alles löschen")
    mira.press("Endgültig löschen")
    expect(mira.page.locator("main")).to_contain_text("Nichts gespeichert")


def test_a_colleague_erases_for_somebody_who_phones(person, held):
    office = person(size=DESKTOP, staff=colleague("oa"))
    page = office.page
    page.goto("/team/auskunft/")
    page.locator("[name=words]").fill("Gibtesnicht")
    office.press("Suchen")
    office.look("Auskunft")
    page.locator("[name=words]").fill("Halyna")
    office.press("Suchen")
    office.look("Auskunft")
    for box in page.get_by_role("checkbox").all():
        box.press("Space")
    office.press("Ausgewähltes ansehen")
    office.look("Auskunft")
    office.follow("Auskunft drucken")
    office.look("Auskunft drucken")
    page.go_back()
    office.follow("Daten löschen")
    office.look("Daten löschen")
    page.get_by_role("radio", name="persönlich bekannt").check()
    office.press("Endgültig löschen")
    office.hears("2 Einträge sind gelöscht.")
    assert not Household.objects.exists()
    assert not Meeting.objects.filter(registrations__name=HALYNA).exists()
