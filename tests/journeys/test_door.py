"""An evening at the door: two people with phones, a bad network, a keyboard, and somebody without JavaScript."""

import re
from datetime import timedelta

import pytest
import segno
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from arnsberg_hilfe.core.models import User
from network import codes
from network.models import Arrival, Meeting, Placement, Registration
from tests.factories import MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory
from tests.journeys.people import DESKTOP, PHONE, cookie_of, for_all

pytestmark = pytest.mark.django_db

OURS = "door.example.org"
URL = "/team/treffen/heute/einlass/"
PEOPLE = [
    {"name": "Mira Muster-Beispiel", "companions": ["Tom Test", ""], "organisation": "Chorverein Beispielhausen"},
    {"name": "Jo Müller-Test"},
    {"name": "Олена Тестова", "code": "QZ5BUQ77"},
]


def prepare():
    begin = timezone.now() - timedelta(minutes=5)
    meeting = MeetingFactory(slug="heute", starts_at=begin, ends_at=begin + timedelta(hours=3), deadline=None, places=6)
    table = ThemeTableFactory(meeting=meeting, number=3)
    for fields in PEOPLE:
        registration = RegistrationFactory(meeting=meeting, **fields)
        Placement.objects.create(registration=registration, round=1, table=table)
    RegistrationFactory(meeting=meeting, name="Wim Warte", companions=[""], waiting=True)
    return meeting


def clear_away():
    Meeting.objects.all().delete()
    User.objects.filter(email__endswith=OURS).delete()


@pytest.fixture
def meeting(portal):
    yield for_all(prepare)
    for_all(clear_away)


@pytest.fixture
def colleague(browser, portal, meeting):
    """Opens the door's list on somebody's phone; what it does not forgive is an error in a script."""
    pages, errors = [], []

    def begin(initials="MM", **options):
        context = browser.new_context(viewport=PHONE, base_url=portal, reduced_motion="reduce", **options)
        user = for_all(UserFactory, email=f"{initials}@{OURS}", initials=initials)
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


def row(page, name):
    return page.locator("li.door-row", has_text=name)


def mark(page, name):
    return page.get_by_role("button", name=f"{name} ist da", exact=True)


IS_IN_SIGHT = """button => {
  const { x, y, width, height } = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def net(page):
    return page.locator("#netz")


def is_fine(page, accessible):
    for size, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")


def here():
    return for_all(lambda: sorted(Arrival.objects.values_list("registration__name", "position")))


def test_two_letters_and_a_thumb(colleague, accessible):
    page = colleague()
    is_fine(page, accessible)
    page.locator("#suche").type("jo")
    expect(page.locator("li.door-row:visible")).to_have_count(1)
    assert mark(page, "Jo Müller-Test").evaluate(IS_IN_SIGHT)

    mark(page, "Jo Müller-Test").click()

    expect(row(page, "Jo Müller-Test")).to_contain_text("(MM)")
    expect(page.locator("#zahlen")).to_contain_text(re.compile(r"1\s*da.*4\s*erwartet.*1\s*frei", re.DOTALL))
    box = mark(page, "Jo Müller-Test").bounding_box()
    assert min(box["width"], box["height"]) >= 44
    is_fine(page, accessible)
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(mark(page, "Jo Müller-Test")).to_have_attribute("aria-pressed", "false")
    expect(net(page)).to_have_text("Verbunden, alles gespeichert")
    assert here() == []


def test_a_group_comes_whole_or_one_by_one_and_others_see_it(colleague):
    page, other = colleague("MM"), colleague("TT")
    mark(page, "Tom Test").click()
    expect(row(page, "Mira Muster")).to_contain_text("1 von 3 da")
    expect(row(other, "Mira Muster")).to_contain_text("1 von 3 da", timeout=8000)

    other.get_by_role("button", name=re.compile("alle 3 sind da")).click()
    expect(row(page, "Mira Muster").get_by_text("(TT)")).to_have_count(2, timeout=8000)
    assert [position for _name, position in here()] == [0, 1, 2]


def test_who_is_here_already_is_no_error(colleague):
    page, other = colleague("MM"), colleague("TT")
    mark(page, "Jo Müller-Test").click()
    expect(row(page, "Jo Müller-Test")).to_contain_text("(MM)")
    mark(other, "Jo Müller-Test").click()
    expect(other.locator("#zuletzt")).to_contain_text(re.compile(r"schon da seit \d\d:\d\d \(MM\)"))
    expect(row(other, "Jo Müller-Test")).to_contain_text("(MM)")
    assert len(here()) == 1


def test_a_code_is_typed_carelessly(colleague):
    page = colleague()
    page.locator("#suche").type("02sb-u0 77")
    page.keyboard.press("Enter")
    expect(mark(page, "Олена Тестова")).to_be_focused()
    page.goto(f"{URL}?code=QZ5BUQ77")
    expect(page.locator("li.door-row").first).to_contain_text("Олена Тестова")


def test_no_tick_is_lost_without_a_network(colleague, accessible):
    page = colleague()
    page.context.set_offline(True)
    mark(page, "Jo Müller-Test").click()
    mark(page, "Wim Warte").click()
    mark(page, "Олена Тестова").click()
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(row(page, "Jo Müller-Test")).to_contain_text("wartet auf Netz")
    expect(net(page)).to_have_text("Kein Netz. Noch zu speichern: 2")
    is_fine(page, accessible)
    assert "Müller" not in page.evaluate("JSON.stringify(localStorage)")
    assert here() == []

    page.context.set_offline(False)
    page.close()
    page = page.context.new_page()
    page.goto(URL)

    expect(net(page)).to_have_text("Verbunden, alles gespeichert")
    expect(row(page, "Jo Müller-Test")).to_contain_text("(MM)")
    expect(row(page, "Wim Warte")).to_contain_text("Nicht gespeichert: Kein Platz frei")
    assert here() == [("Jo Müller-Test", 0)]
    page.reload()
    is_fine(page, accessible)
    row(page, "Wim Warte").get_by_role("button", name="Verstanden").click()
    expect(row(page, "Wim Warte")).not_to_contain_text("Nicht gespeichert")
    page.reload()
    expect(row(page, "Wim Warte")).to_contain_text("Warteliste")
    expect(row(page, "Wim Warte")).not_to_contain_text("Nicht gespeichert")


def test_an_answer_that_gets_lost_changes_nothing(colleague):
    page = colleague()
    page.route("**/abhaken/", lambda route: (route.fetch(), route.abort()), times=2)
    mark(page, "Jo Müller-Test").click()
    expect(net(page)).to_have_text("Kein Netz. Noch zu speichern: 1")
    expect(row(page, "Jo Müller-Test")).to_contain_text("(MM)", timeout=8000)
    assert here() == [("Jo Müller-Test", 0)]


def test_somebody_without_a_registration_is_in_within_seconds(colleague, accessible):
    page = colleague()
    page.get_by_text("Ohne Anmeldung einlassen").click()
    page.locator("[name=name]").fill("Wanda Test")
    page.context.set_offline(True)
    page.get_by_role("button", name="Einlassen").click()
    expect(page.locator("#zuletzt")).to_contain_text("Ihre Eingaben bleiben stehen")
    page.context.set_offline(False)
    page.get_by_role("button", name="Einlassen").click()
    expect(page.locator("#zuletzt")).to_contain_text("Wanda Test ist da")
    page.get_by_text("Ohne Anmeldung einlassen").click()
    page.locator("[name=name]").fill("Willi Test")
    page.get_by_role("button", name="Einlassen").click()
    expect(page.locator(".error-summary")).to_contain_text("Kein Platz frei")
    is_fine(page, accessible)
    page.get_by_role("button", name="Plätze nicht Erschienener freigeben").click()
    expect(row(page, "Jo Müller-Test")).to_contain_text("nicht gekommen")
    expect(page.locator("#zahlen")).to_contain_text(re.compile(r"1\s*da.*0\s*erwartet.*5\s*frei", re.DOTALL))


def test_the_door_works_without_javascript(colleague, accessible):
    page = colleague(java_script_enabled=False)
    page.locator("#suche").fill("mira")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("li.door-row:visible")).to_have_count(1)
    page.get_by_role("button", name=re.compile("alle 3 sind da")).click()
    expect(page.locator("#zuletzt")).to_contain_text("Mira Muster-Beispiel: 3 Personen sind da")
    assert len(here()) == 3
    page.get_by_role("button", name="Zurücknehmen").click()
    assert here() == []
    mark(page, "Tom Test").click()
    expect(page.locator("#zahlen")).to_contain_text(re.compile(r"1\s*da"))


def test_the_door_works_with_the_keyboard_alone(colleague):
    page = colleague()
    page.locator("#suche").focus()
    page.keyboard.type("tom")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(mark(page, "Tom Test")).to_be_focused()
    page.keyboard.press("Space")
    expect(mark(page, "Tom Test")).to_have_attribute("aria-pressed", "true")
    expect(mark(page, "Tom Test")).to_be_focused()
    expect(row(page, "Mira Muster")).to_contain_text("(MM)")


CAMERA = """modules => {
  const canvas = document.createElement("canvas"), size = 8, edge = 4, side = (modules.length + 2 * edge) * size;
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  const draw = () => {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, side, side);
    context.fillStyle = "#000";
    modules.forEach((row, y) => row.forEach((dark, x) => {
      if (dark) context.fillRect((x + edge) * size, (y + edge) * size, size, size);
    }));
  };
  setInterval(draw, 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
}"""


def hold_before_the_camera(page, text):
    page.evaluate(CAMERA, [list(line) for line in segno.make_qr(text, error="m").matrix])
    page.get_by_role("button", name="Code scannen").click()


def test_the_camera_reads_a_code(colleague):
    page = colleague()
    hold_before_the_camera(page, for_all(lambda: codes.door_url(Registration.objects.get(code="QZ5BUQ77"))))
    expect(mark(page, "Олена Тестова")).to_be_focused()
    expect(page.locator("li.door-row:visible")).to_have_count(1)

    hold_before_the_camera(page, "https://example.org/?code=22222222")
    expect(page.get_by_text("Diesen Code gibt es nicht.")).to_be_visible()


def test_without_a_camera_the_page_says_what_else_to_do(colleague, accessible):
    page = colleague()
    page.get_by_role("button", name="Code scannen").click()
    expect(page.locator("#kamera")).to_contain_text("Tippen Sie den Code in das Suchfeld.")
    is_fine(page, accessible)
    page.get_by_role("button", name="Schließen").click()
    expect(page.get_by_role("button", name="Code scannen")).to_be_focused()
