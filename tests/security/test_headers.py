"""What browsers may do with our answers, who may keep them, and which cookies there are."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from arnsberg_hilfe.core import headers
from arnsberg_hilfe.portal.emails import THREAD
from tests.factories import MeetingFactory, UserFactory
from tests.security.pages import Page, address, all_pages, pages_with_token

PORTAL = settings.BASE_DIR
HTTPS = {
    "DEVELOPMENT": "0",
    "DATABASE_URL": "postgres://nobody@localhost/none",
    "PUBLIC_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEF",
    "ENCRYPTION_KEYS": "for-this-test",
}


def policy(response):
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in directives}


@pytest.mark.django_db
def test_the_content_security_policy_names_every_source_and_nothing_unsafe(client):
    found = policy(client.get("/"))
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == found["frame-ancestors"] == found["object-src"] == ["'none'"]
    for name in ("script-src", "style-src", "font-src", "connect-src", "form-action"):
        assert found[name] == ["'self'"], name
    assert found["img-src"] == ["'self'", "data:"]
    assert "unsafe" not in str(found)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/static/img/favicon.svg", "/gibt-es-nicht/", "/angebote/daten.json"])
def test_every_answer_is_closed_to_other_sites_and_to_the_devices_of_a_computer(client, path):
    response = client.get(path)
    response.close()
    assert response["Permissions-Policy"] == headers.permissions()
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_only_the_door_may_ask_for_the_camera_and_for_nothing_else(client):
    client.force_login(UserFactory(admin=True))
    meeting = MeetingFactory()
    allowed = client.get(reverse("network_team:door", args=[meeting.slug]))["Permissions-Policy"]
    assert allowed == headers.permissions(camera="self")
    assert allowed.count("=(self)") == 1
    assert "self" not in client.get(reverse("network_team:meeting", args=[meeting.slug]))["Permissions-Policy"]


def is_kept_nowhere(response):
    return "no-store" in response.headers.get("Cache-Control", "")


@pytest.mark.django_db
@pytest.mark.parametrize("place", [page for page in all_pages() if page.is_staff], ids=lambda place: place.path)
def test_no_staff_page_is_kept_in_any_language_and_whatever_it_answers(client, place: Page):
    assert is_kept_nowhere(client.get(address(place))), "logged out"
    client.force_login(UserFactory(admin=True))
    for path in (address(place), "/uk" + address(place)):
        assert is_kept_nowhere(client.get(path))


@pytest.mark.django_db
@pytest.mark.parametrize("place", pages_with_token(), ids=lambda place: place.path)
def test_no_page_behind_a_mail_link_is_kept(client, place: Page):
    assert is_kept_nowhere(client.get(address(place)))
    assert is_kept_nowhere(client.post(address(place)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/admin/core/user/", "/konto/", "/meine-daten/", "/uk/meine-daten/"]
)
def test_no_page_of_an_account_is_kept(client, path):
    assert is_kept_nowhere(client.get(path))


@pytest.mark.django_db
def test_what_a_form_says_back_is_not_kept_but_the_empty_form_is(client):
    assert not is_kept_nowhere(client.get("/kontakt/"))
    answer = client.post("/kontakt/", {"name": "Mira Muster"})
    assert "Mira Muster" in answer.content.decode()
    assert is_kept_nowhere(answer)


@pytest.mark.django_db
def test_what_staff_see_on_public_pages_is_not_kept_either(client):
    assert not is_kept_nowhere(client.get("/angebote/"))
    client.force_login(UserFactory())
    assert is_kept_nowhere(client.get("/angebote/"))


def over_tls(code, **more):
    """What a process prints that is configured as in production, over TLS."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"} | HTTPS | more
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    done = subprocess.run(command, cwd=PORTAL, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_over_tls_every_cookie_belongs_to_this_host_alone():
    names = over_tls(
        "from django.conf import settings as s; from django.contrib.messages.storage import default_storage as d;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, d(None).cookie_name);"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY);"
        "print(s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN, s.LANGUAGE_COOKIE_DOMAIN)"
    )
    assert names[:4] == ["__Host-session", "__Host-csrf", "__Host-language", "__Host-messages"]
    assert names[4:] == ["True"] * 5 + ["None"] * 3


def test_over_tls_browsers_ask_for_nothing_without_it():
    answer = over_tls(
        "from django.test import Client; own = {'host': 'portal.example.org'};"
        "r = Client().get('/robots.txt', secure=True, headers=own);"
        "print(r['Content-Security-Policy'], r['Strict-Transport-Security'])"
    )
    assert "upgrade-insecure-requests" in " ".join(answer)
    assert any(part.startswith("max-age=31536000") for part in answer)


@pytest.mark.django_db
def test_reading_sets_no_cookie_and_a_notice_goes_with_being_read(client):
    for path in ("/", "/angebote/", "/treffen/", "/sicherheit/"):
        client.get(path)
    assert dict(client.cookies) == {}
    assert "messages" not in client.get(f"/kontakt/{THREAD.token(1)}/").cookies
