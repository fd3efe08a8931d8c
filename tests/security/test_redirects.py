"""Nobody is led to another site by an address of ours, and nobody's Host header gets into what we write."""

from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from arnsberg_hilfe.core.models import OutgoingMail
from tests.factories import MeetingFactory, NeedFactory, OfferFactory, UserFactory
from tests.offers.test_submission import stamp_of
from tests.security.pages import Page, address, all_pages

pytestmark = pytest.mark.django_db
EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "/\t/evil.example",
]
NAMES = ["next", "url", "redirect", "redirect_to", "return", "zurueck", "weiter", "continue"]


def is_ours(location):
    """As a browser reads it: it takes a backslash for a slash and leaves tabs and line breaks out."""
    read = location.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "")
    return not read.startswith("//") and urlsplit(read).netloc in {"", "testserver"}


@pytest.mark.parametrize("place", all_pages(), ids=lambda place: place.path)
def test_no_page_leads_away_whatever_it_is_asked_for(client, place: Page):
    for _ in range(2):
        for evil in ("//evil.example", "https://evil.example"):
            typed = dict.fromkeys(NAMES, evil)
            for answer in (client.get(f"{address(place)}?{urlencode(typed)}"), client.post(address(place), typed)):
                assert is_ours(answer.headers.get("Location", ""))
        client.force_login(UserFactory(admin=True))


@pytest.mark.parametrize("evil", EVIL)
def test_the_login_leads_to_our_own_pages_only(client, evil):
    user = UserFactory(admin=True)
    user.set_password("ein langes Kennwort für die Probe")
    user.save()
    login = resolve_url(settings.LOGIN_URL)
    typed = {"username": user.email, "login": user.email, "password": "ein langes Kennwort für die Probe", "next": evil}
    answer = client.post(f"{login}?{urlencode({'next': evil})}", typed)
    assert answer.status_code == 302
    assert is_ours(answer.headers["Location"])
    assert is_ours(client.get(login, {"next": evil}).headers.get("Location", ""))


@pytest.mark.parametrize(
    "path", ["//evil.example/team", "//evil.example/..", "/\\evil.example/team", "//evil.example/angebote"]
)
def test_an_address_that_begins_with_two_slashes_is_a_path(client, path):
    assert is_ours(client.get(path).headers.get("Location", ""))
    assert is_ours(client.get(f"/team{path}").headers.get("Location", ""))


STRANGE = {"host": "fremd.example", "x-forwarded-host": "fremd.example", "forwarded": "host=fremd.example"}
ABSOLUTE = [
    "/", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-offers.xml", "/robots.txt", "/.well-known/security.txt",
    "/angebote/feed.atom", "/angebote/daten.json", "/angebote/daten.csv", "/angebote/gesamt/", "/angebote/chor/",
    "/treffen/kalender.ics", "/treffen/treffen/", "/treffen/treffen/termin.ics", "/bedarfe/", "/uk/angebote/feed.atom",
]  # fmt: skip


@pytest.mark.parametrize("path", ABSOLUTE)
def test_what_we_publish_names_our_own_address_whatever_host_is_asked(client, settings, path):
    settings.ALLOWED_HOSTS = ["*"]
    OfferFactory(slug="chor")
    NeedFactory()
    MeetingFactory(slug="treffen", coming=True)
    answer = client.get(path, headers=STRANGE)
    assert answer.status_code == 200
    assert "fremd.example" not in answer.getvalue().decode()


def test_mails_link_to_our_own_address_whatever_host_is_asked(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    data = {"name": "Taras Test", "email": "taras@example.org", "reason": "question", "text": "Guten Tag"}
    client.post("/kontakt/", data | {"stamp": stamp_of(client, "/kontakt/")}, headers=STRANGE)
    mails = list(OutgoingMail.objects.all())
    assert mails
    for mail in mails:
        assert "fremd.example" not in f"{mail.text}{mail.html}{mail.message_id}{mail.subject}"


def test_another_host_than_ours_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    assert client.get("/", headers={"host": "fremd.example"}).status_code == 400
    assert (
        client.get("/", headers={"host": "portal.example.org", "x-forwarded-host": "fremd.example"}).status_code == 200
    )
