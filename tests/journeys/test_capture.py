"""Writing at a theme table: two tablets, a bad network, a keyboard, and somebody without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from arnsberg_hilfe.core.models import User
from network.models import Measure, Meeting, Result
from tests.factories import MeasureFactory, MeetingFactory, ResultFactory, ThemeTableFactory, UserFactory
from tests.journeys.people import DESKTOP, PHONE, cookie_of, for_all

pytestmark = pytest.mark.django_db

OURS = "capture.example.org"
URL = "/team/treffen/heute/tische/5/"
TABLET = {"width": 820, "height": 1180}
SOON = 12_000  # until a page has asked for what is new, on a busy machine


def prepare():
    begin = timezone.now() - timedelta(minutes=30)
    meeting = MeetingFactory(slug="heute", title="Netzwerktreffen heute", starts_at=begin, ends_at=None, deadline=None)
    table = ThemeTableFactory(meeting=meeting, number=5, question="Was hilft beim Wohnen?")
    ThemeTableFactory(meeting=meeting, number=6)
    ResultFactory(table=table, text="Betten")
    MeasureFactory(what="Möbellager öffnen", theme=table.theme)


def clear_away():
    Result.objects.all().delete()
    Measure.objects.all().delete()
    Meeting.objects.all().delete()
    User.objects.filter(email__endswith=OURS).delete()


@pytest.fixture
def meeting(portal):
    yield for_all(prepare)
    for_all(clear_away)


@pytest.fixture
def tablet(browser, portal, meeting):
    """Opens the table on somebody's tablet; what it does not forgive is an error in a script."""
    pages, errors = [], []

    def begin(name="Mira Muster", **options):
        context = browser.new_context(viewport=TABLET, base_url=portal, reduced_motion="reduce", **options)
        email = f"{name.split()[0].lower()}@{OURS}"
        user = for_all(User.objects.filter(email=email).first) or for_all(UserFactory, email=email, name=name)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(user), "url": portal}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(URL)
        pages.append(page)
        return page

    yield begin
    for page in pages:
        page.context.close()
    assert errors == []


def part(page, kind="need"):
    return page.locator(f"section[data-kind={kind}]")


def texts(page, kind="need"):
    return part(page, kind).locator("textarea")


def empty(page, kind="need"):
    return part(page, kind).locator("[data-empty] textarea")


def is_saved(page):
    expect(page.locator("#stand")).to_have_text("gespeichert", timeout=SOON)


def shows(page, *expected, kind="need"):
    """These rows, and the empty one."""
    expect(texts(page, kind)).to_have_count(len(expected) + 1, timeout=SOON)
    for at, text in enumerate(expected):
        expect(texts(page, kind).nth(at)).to_have_value(text, timeout=SOON)


def saved(kind="need"):
    rows = Result.objects.kept().filter(kind=kind).order_by("created_at", "pk")
    return for_all(lambda: list(rows.values_list("text", flat=True)))


def is_fine(page, accessible):
    for size, scheme in ((PHONE, "light"), (TABLET, "light"), (DESKTOP, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.set_viewport_size(TABLET)
    page.emulate_media(color_scheme="light")


def unsaved(page):
    return page.evaluate("JSON.stringify(localStorage)")


def test_rows_are_saved_as_they_are_typed(tablet, accessible):
    page = tablet()
    is_fine(page, accessible)
    empty(page, "agreement").fill("Betten abholen")
    part(page, "agreement").get_by_label("Wer", exact=True).first.fill("Tara Test")
    part(page, "agreement").get_by_label("Bis wann").first.fill("2026-12-24")
    part(page, "agreement").get_by_label("darf öffentlich genannt werden").first.check()
    is_saved(page)
    row = for_all(Result.objects.get, kind="agreement")
    assert (row.text, row.who, row.until.isoformat(), row.names_allowed) == (
        *("Betten abholen", "Tara Test", "2026-12-24"),
        True,
    )
    assert unsaved(page) == "{}"
    is_fine(page, accessible)
    page.reload()
    shows(page, "Betten abholen", kind="agreement")


def test_the_keyboard_alone_is_enough(tablet):
    page = tablet()
    empty(page, "idea").focus()
    page.keyboard.type("Tauschtag")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("im Mai")
    page.keyboard.press("Enter")
    expect(empty(page, "idea")).to_be_focused()
    page.keyboard.type("Sprachcafé")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    is_saved(page)
    assert saved("idea") == ["Tauschtag\nim Mai", "Sprachcafé"]


def test_what_others_write_appears_and_disturbs_nobody(tablet):
    mira, tara = tablet(), tablet("Tara Test")
    empty(tara).focus()
    tara.keyboard.type("Matr")
    empty(mira).fill("Kinderwagen")
    is_saved(mira)
    expect(part(tara)).to_contain_text("neu von M. Muster", timeout=SOON)
    tara.keyboard.type("atzen")
    is_saved(tara)
    texts(mira).first.fill("Kinderbetten")
    expect(texts(tara).first).to_have_value("Kinderbetten", timeout=SOON)
    expect(part(tara)).to_contain_text("geändert von M. Muster")
    expect(part(mira)).to_contain_text("neu von T. Test", timeout=SOON)
    assert sorted(saved()) == ["Kinderbetten", "Kinderwagen", "Matratzen"]


def test_two_who_write_in_one_row_lose_nothing(tablet, accessible):
    mira, tara = tablet(), tablet("Tara Test")
    tara.context.set_offline(True)
    texts(tara).first.fill("Betten für Kinder")
    texts(mira).first.fill("Betten und Matratzen")
    is_saved(mira)
    tara.context.set_offline(False)

    expect(part(tara)).to_contain_text(re.compile(r"M\. Muster um \d\d:\d\d Uhr: »Betten und Matratzen«"), timeout=SOON)
    shows(tara, "Betten und Matratzen", "Betten für Kinder")
    shows(mira, "Betten und Matratzen", "Betten für Kinder")
    is_fine(tara, accessible)

    texts(tara).nth(1).focus()
    tara.keyboard.press("End")
    tara.keyboard.type(", bitte")
    is_saved(tara)
    assert saved() == ["Betten und Matratzen", "Betten für Kinder, bitte"]
    tara.get_by_role("button", name="Beide behalten").click()
    expect(tara.get_by_text("M. Muster um")).to_be_hidden()
    part(tara).get_by_role("button", name="Zeile streichen").first.click()
    expect(part(mira)).to_contain_text("Jemand hat diese Zeile gestrichen.", timeout=SOON)
    empty(mira).focus()
    shows(mira, "Betten für Kinder, bitte")


def test_two_who_type_in_one_row_at_the_same_time_lose_no_letter(tablet):
    pages = [tablet(), tablet("Tara Test")]
    for page in pages:
        texts(page).first.focus()
        page.keyboard.press("End")
    for letters in ("abc", "def", "ghi", "jkl"):
        for page, word in zip(pages, (letters, letters.upper()), strict=True):
            page.keyboard.type(word, delay=120)
    for page in pages:
        is_saved(page)
    assert sorted(saved()) == ["BettenABCDEFGHIJKL", "Bettenabcdefghijkl"]


def test_nothing_is_lost_without_a_network(tablet, accessible):
    page = tablet()
    page.context.set_offline(True)
    empty(page).fill("Matratzen")
    texts(page).first.fill("Kinderbetten")
    expect(page.locator("#stand")).to_have_text("kein Netz – wird gesendet, sobald wieder Netz da ist")
    is_fine(page, accessible)
    assert saved() == ["Betten"]
    page.context.set_offline(False)
    page.close()

    page = page.context.new_page()
    page.goto(URL)

    shows(page, "Kinderbetten", "Matratzen")
    is_saved(page)
    assert saved() == ["Kinderbetten", "Matratzen"]
    assert unsaved(page) == "{}"


def test_an_answer_that_gets_lost_doubles_nothing(tablet):
    page = tablet()
    page.route(f"**{URL}", lambda route: (route.fetch(), route.abort()), times=2)
    empty(page).fill("Matratzen")
    expect(page.locator("#stand")).to_contain_text("kein Netz")
    texts(page).nth(1).fill("Matratzen und Decken")
    is_saved(page)
    assert saved() == ["Betten", "Matratzen und Decken"]


def test_what_was_typed_just_before_the_page_is_left_is_saved(tablet):
    page = tablet()
    empty(page).fill("Matratzen")
    page.get_by_role("link", name="6 ").first.click()
    page.wait_for_url("**/tische/6/")
    page.goto("about:blank")
    assert saved() == ["Betten", "Matratzen"]


def test_what_is_struck_out_can_be_brought_back(tablet):
    page = tablet()
    part(page).get_by_role("button", name="Zeile streichen").first.click()
    expect(part(page)).to_contain_text("Gestrichen: Betten")
    is_saved(page)
    assert saved() == []
    part(page).get_by_role("button", name="Zurückholen").click()
    shows(page, "Betten")
    assert saved() == ["Betten"]


def test_a_text_that_is_too_long_stays_and_says_so(tablet, accessible):
    page = tablet()
    empty(page).fill("x" * 1001)
    expect(part(page)).to_contain_text("höchstens 1000 Zeichen", timeout=SOON)
    expect(page.locator("#stand")).to_contain_text("noch nicht gespeichert")
    is_fine(page, accessible)
    page.reload()
    expect(part(page)).to_contain_text("höchstens 1000 Zeichen", timeout=SOON)
    texts(page).nth(1).fill("x" * 1000)
    is_saved(page)
    expect(part(page).get_by_text("höchstens 1000 Zeichen")).to_be_hidden()


def test_a_measure_is_settled_while_rows_are_typed(tablet):
    page = tablet()
    empty(page).fill("Matratzen")
    page.get_by_label("erledigt").check()
    page.get_by_label("Notiz dazu").fill("seit Mai")
    page.get_by_role("button", name="Stand notieren").click()
    expect(page.get_by_text("An diesem Tisch notiert: erledigt")).to_contain_text("seit Mai")
    is_saved(page)
    assert saved() == ["Betten", "Matratzen"]
    assert for_all(Measure.objects.get).status == "done"


def test_the_table_works_without_javascript(tablet):
    page, other = tablet(java_script_enabled=False), tablet("Tara Test", java_script_enabled=False)
    for one, text in ((page, "Kinderbetten"), (other, "Etagenbetten")):
        texts(one).first.fill(text)
        empty(one).fill(f"Neu neben {text}")
    page.get_by_role("button", name="Speichern").click()
    other.get_by_role("button", name="Speichern").click()
    expect(other.locator(".messages")).to_contain_text("M. Muster um")
    shows(other, "Kinderbetten", "Etagenbetten", "Neu neben Kinderbetten", "Neu neben Etagenbetten")
    assert other.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    part(other).get_by_role("button", name="Zeile streichen").first.click()
    shows(other, "Etagenbetten", "Neu neben Kinderbetten", "Neu neben Etagenbetten")


def test_what_a_tablet_still_holds_of_one_table_is_sent_from_the_next(tablet):
    page = tablet()
    key = "0b8e2d5c-3f4e-4a67-9c1d-2f7a5e6b8c90"
    row = {"kind": "idea", "was": {"text": ""}, "is": {"text": "Tauschtag"}}
    name = page.evaluate("tisch.dataset.user")
    page.evaluate(
        "([name, rows]) => localStorage.setItem(name, JSON.stringify(rows))", [f"tisch/heute/5/{name}", {key: row}]
    )
    page.goto(URL.replace("/5/", "/6/"))
    saved = Result.objects.filter(text="Tauschtag", table__number=5)
    page.wait_for_timeout(500)
    for _attempt in range(20):
        if for_all(saved.count):
            break
        page.wait_for_timeout(500)
    assert for_all(saved.count) == 1
    assert page.evaluate("Object.keys(localStorage)") == []
