"""A real browser against a real server; Debian's or Playwright's Chromium, see `make test`."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests.journeys.people import PHONE, Person, clear_away, cookie_of, for_all

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright leaves an event loop running

OFFERS = Path(__file__).resolve().parents[2] / "offers" / "fixtures" / "offers_arnsberg.csv"
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return browser_type_launch_args | {"executable_path": os.environ.get("CHROMIUM"), "args": arguments}


@pytest.fixture(scope="session")
def portal(django_db_setup, django_db_blocker):
    """The portal with the real offers, served for all journeys; its address. Nothing is rolled back between them."""
    with django_db_blocker.unblock():
        call_command("import_offers", OFFERS, verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def accessible():
    """Asserts that axe finds nothing on a page."""

    def check(page):
        violations = Axe().run(page).response["violations"]
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []

    return check


@pytest.fixture
def records(portal):
    """What a test leaves in the database, which all journeys share, is cleared away."""
    yield
    for_all(clear_away)


@pytest.fixture
def person(browser, portal, records, accessible):
    """Opens a browser for somebody; its `look` checks the page that is open."""
    people = []

    def begin(*, size=PHONE, staff=None, language="de", **options):
        context = browser.new_context(viewport=size, base_url=portal, reduced_motion="reduce", **options)
        if staff:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(staff), "url": portal}])
        people.append(Person(context.new_page(), size, language, accessible))
        return people[-1]

    yield begin
    complaints = [text for one in people for text in one.complaints]
    for one in people:
        one.page.context.close()
    assert complaints == []
