"""Somebody looks for help: with a phone, with a keyboard, without JavaScript, in Ukrainian."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DESKTOP, PHONE

pytestmark = pytest.mark.django_db

STATES = {
    "home": "/",
    "list": "/angebote/",
    "found": "/angebote/?q=Deutschkurs&thema=bildung",
    "misspelt": "/angebote/?q=Deutschkrs",
    "theme": "/angebote/thema/kultur/",
    "detail": "/angebote/begegnungscafe-im-anton-schwede-haus/",
    "ended": "/angebote/friedensweg-auf-der-marktplatte-neheim/",
    "empty": "/angebote/?q=Raumschiff",
    "empty theme": "/angebote/thema/berufe/?stadtteil=rumbeck",
    "404": "/angebote/gibt-es-nicht/",
    "contact": "/kontakt/",
    "offer help": "/angebote/neu/",
    "needs": "/bedarfe/",
    "meetings": "/treffen/",
    "sponsorship": "/paten/",
    "accessibility": "/barrierefreiheit/",
    "ukrainian": "/uk/angebote/",
}


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_axe_finds_nothing_and_nothing_overflows(browser, portal, accessible, path, size, scheme):
    page = browser.new_page(viewport=size, color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if "404" not in message.text else None)
    page.goto(portal + path)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert complaints == []
    page.close()


def test_a_german_course_is_found_in_three_taps_in_ukrainian(browser, portal):
    page = browser.new_page(viewport=PHONE, has_touch=True, locale="uk-UA")
    page.goto(portal)
    page.get_by_role("link", name="Українська").tap()
    page.locator("main").get_by_role("link", name=re.compile("німецьк", re.IGNORECASE)).first.tap()
    first = page.locator("main article").first
    expect(first).to_contain_text(re.compile("курс", re.IGNORECASE))
    first.get_by_role("link").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("курс", re.IGNORECASE))
    page.close()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_searching_and_filtering_works(browser, portal, script):
    page = browser.new_page(viewport=DESKTOP, java_script_enabled=script)
    page.goto(portal)
    page.get_by_role("searchbox", name="Was brauchen Sie?").fill("Café")
    page.get_by_role("search").get_by_role("button", name="Suchen").first.click()
    expect(page.get_by_role("article").first).to_contain_text("Begegnungscafé")
    page.get_by_role("navigation", name="Filter").get_by_role("link", name="Oeventrop").click()
    expect(page.get_by_role("heading", level=2, name=re.compile("zu »Café« in Oeventrop"))).to_be_visible()
    expect(page).to_have_url(re.compile("stadtteil=oeventrop"))
    page.get_by_role("link", name=re.compile("Filter entfernen: Oeventrop")).click()
    expect(page).not_to_have_url(re.compile("stadtteil"))
    page.close()


def test_the_keyboard_alone_leads_from_home_to_an_offer(page, portal):
    page.goto(portal)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Direkt zum Inhalt")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Was brauchen Sie?")).to_be_focused()
    page.keyboard.type("Anton-Schwede-Haus")
    page.keyboard.press("Enter")
    link = page.get_by_role("article").first.get_by_role("link")
    link.focus()
    assert link.evaluate("element => getComputedStyle(element, '::after').outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anton-Schwede-Haus")


def test_a_misspelt_word_is_still_understood_and_nonsense_leads_on(page, portal):
    page.goto(portal + "/angebote/?q=Willkomensklase")
    expect(page.get_by_role("article").first).to_contain_text("Willkommensklassen")
    page.goto(portal + "/angebote/?q=Raumschiff")
    expect(page.get_by_role("status")).to_contain_text("0 Angebote zu »Raumschiff«")
    expect(page.get_by_role("link", name="Wohnen und Familie").first).to_be_visible()
    expect(page.get_by_role("link", name="ukrainehilfe@arnsberg.de").first).to_be_visible()


def test_every_request_of_a_page_stays_with_the_portal(page, portal):
    foreign = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(portal) else None)
    for path in STATES.values():
        page.goto(portal + path)
    assert [url for url in foreign if not url.startswith("data:")] == []
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrf"}  # pages with a form


def test_filtering_with_htmx_keeps_the_place_and_the_language_links_true(page, portal):
    page.goto(portal + "/angebote/?q=Café")
    page.evaluate("window.untouched = true")
    link = page.locator("#stadtteil-oeventrop")
    link.click()
    expect(page).to_have_url(re.compile("stadtteil=oeventrop"))
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_focused()
    expect(page.get_by_role("link", name="English")).to_have_attribute("href", re.compile("/en/.*stadtteil=oeventrop"))
    page.get_by_role("link", name=re.compile("Filter entfernen: Oeventrop")).click()
    expect(page).not_to_have_url(re.compile("stadtteil"))
    expect(page.locator("#anzahl")).to_be_focused()
    assert page.evaluate("window.untouched")
    page.go_back()
    expect(page.locator("#stadtteil-oeventrop")).to_have_attribute("aria-current", "true")
