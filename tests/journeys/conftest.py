"""A real browser against a real server; Debian's or Playwright's Chromium, see `make test`."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright leaves an event loop running

OFFERS = Path(__file__).resolve().parents[2] / "offers" / "fixtures" / "offers_arnsberg.csv"
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
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
