"""A need from the list to its cover: somebody with a phone, and the office."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from offers.models import Need, NeedReply, Offer
from tests.factories import NeedFactory, OfferFactory
from tests.journeys.people import OURS, colleague, for_all

pytestmark = pytest.mark.django_db
HELPER = f"taras@{OURS}"
TITLE = "Kinderbetten für drei Familien"


@pytest.fixture
def need(portal):
    yield for_all(NeedFactory, title=TITLE, number=3)
    for_all(Need.objects.all().delete)


@pytest.fixture
def offer(portal, records):
    values = {"title": "Betten aus dem Möbellager", "slug": "betten-lager", "email": f"lager@{OURS}"}
    return for_all(lambda: OfferFactory(**values, theme_id=Need.objects.get().theme_id, fresh_on=timezone.localdate()))


def write_a_reply(helper, need):
    page = helper.page
    page.goto("/bedarfe/")
    helper.look("Das fehlt gerade")
    helper.follow(TITLE)
    helper.look(TITLE)
    helper.follow("Ich kann helfen")
    helper.press("Antwort senden")
    expect(page.locator(".error-summary")).to_be_focused()
    helper.look("Ich kann helfen")
    page.locator("[name=name]").fill("Taras Test")
    page.locator("[name=email]").fill(HELPER)
    page.locator("[name=text]").fill("Ich habe zwei Betten.")
    page.locator("[name=offer]").select_option(label="Betten aus dem Möbellager")
    helper.press("Antwort senden")
    helper.look("Bitte schauen Sie in Ihr Postfach")


def confirm(helper):
    helper.open_link("need-reply-confirm", HELPER)
    helper.look("Antwort absenden")
    assert NeedReply.objects.get(email=HELPER).status == NeedReply.Status.UNCONFIRMED
    helper.press("Jetzt absenden")
    helper.look("Danke, Ihre Antwort ist bei uns")
    assert NeedReply.objects.get(email=HELPER).status == NeedReply.Status.OPEN


def answer(office, need):
    page = office.page
    page.goto("/team/")
    expect(page.locator("main")).to_contain_text("Antwort auf einen Bedarf")
    page.goto("/team/bedarfe/")
    office.look("Bedarfe")
    expect(page.locator("main")).to_contain_text("1 Antwort wartet")
    office.follow(TITLE)
    office.look(TITLE)
    page.get_by_text("Antworten", exact=True).last.click()
    page.locator("article [name=text]").fill("Gern, passt Ihnen Samstag?")
    office.press("Antwort senden")
    office.hears("Erledigt.")


def test_a_need_is_found_answered_and_covered(person, need, offer):
    helper = person()
    write_a_reply(helper, need)
    confirm(helper)
    office = person(staff=colleague("mm"))
    answer(office, need)
    expect(office.page.locator("main")).to_contain_text("gleicher Themenbereich")
    office.press("Deckt den Bedarf")
    office.hears("Erledigt.")
    office.look(TITLE)
    helper.page.goto(need.get_absolute_url())
    helper.look(TITLE)
    expect(helper.page.locator("main")).to_contain_text("Dieser Bedarf ist gedeckt")
    helper.follow("Betten aus dem Möbellager")
    assert helper.page.url.endswith(Offer.objects.get(pk=offer.pk).get_absolute_url())


def test_staff_write_down_a_need_and_publish_it(person, need):
    office = person(staff=colleague("oo"))
    office.page.goto("/team/bedarfe/neu/")
    office.look("Bedarf aufnehmen")
    office.page.locator("[name=title_de]").fill("Schultaschen")
    office.page.locator("[name=theme]").select_option(index=1)
    office.press("Speichern")
    office.look("Schultaschen")
    office.press("Veröffentlichen")
    office.hears("Erledigt.")
    visitor = person(language="uk")
    visitor.page.goto("/uk/bedarfe/")
    expect(visitor.page.locator("main")).to_contain_text("Schultaschen")
