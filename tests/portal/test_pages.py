import re

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from arnsberg_hilfe.portal.views import contact
from tests.factories import ContactPointFactory, NeedFactory, OfferFactory, UserFactory

pytestmark = pytest.mark.django_db

LEGAL = ["imprint", "privacy", "accessibility", "plain_language", "sign_language"]
FORMS = ["/kontakt/", "/angebote/neu/"]
PAGES = ["/", "/kontakt/", "/angebote/", "/angebote/neu/", "/treffen/", "/paten/"]
PAGES += ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/", "/gebaerdensprache/"]


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prefix", ["", "/uk", "/en"])
def test_every_page_exists_in_every_language_and_links_to_the_legal_pages(client, page, prefix):
    response = client.get(prefix + page)
    assert response.status_code == 200
    text = text_of(response)
    assert f'<html lang="{prefix[1:] or "de"}"' in text
    with_prefix = [f"{prefix}/{name}/" for name in ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache")]
    with_prefix += [f"{prefix}/{name}/" for name in ("meine-daten", "sicherheit")]
    assert [link for link in with_prefix if f'href="{link}"' not in text] == []


@pytest.mark.parametrize("page", [*PAGES, "/gibt-es-nicht/"])
def test_a_page_comes_with_a_strict_policy_and_without_cookies(client, page):
    response = client.get(page)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert set(response.cookies) <= ({"csrf"} if page in FORMS else set())
    assert " style=" not in text_of(response)
    assert "<script>" not in text_of(response)


def test_in_ukrainian_the_refugees_way_comes_first_in_german_the_helpers(client):
    def order(page):
        titles = re.findall(r'way__title">\s*<a[^>]*href="([^"]*)"', text_of(client.get(page)))
        return [title.removeprefix("/uk") for title in titles]

    assert order("/") == ["/angebote/neu/", "/angebote/"]
    assert order("/uk/") == ["/angebote/", "/angebote/neu/"]


def test_home_shows_what_is_new_and_what_is_missing(client):
    OfferFactory(title="Chor am Abend")
    NeedFactory(title="Kinderbetten")
    page = text_of(client.get("/"))
    assert "Chor am Abend" in page
    assert "Kinderbetten" in page


def test_contact_lists_each_anlaufstelle_under_its_theme(client):
    ContactPointFactory(name="Allgemeine Stelle")
    directory = client.get("/kontakt/").context["directory"]
    general = [point.name for point in directory.general]
    housing = [[point.name for point in group.points] for group in directory.by_theme if group.theme.slug == "wohnen"]
    assert general == ["KsA Ukrainehilfe", "Allgemeine Stelle"]
    assert housing == [["Engagementförderung", "Macher:innen", "Private Unterkunft", "Mietangebote"]]


def test_the_gallery_is_for_staff(client):
    page = reverse("portal:components")
    assert client.get(page).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(page).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(("error", "status"), [(OperationalError("weg"), 503), (ValueError("kaputt"), 500)])
def test_an_error_is_answered_in_the_portals_own_words(monkeypatch, error, status):
    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr(contact, "render", fail)
    response = Client(raise_request_exception=False).get("/kontakt/")
    assert response.status_code == status
    assert settings.OFFICE_EMAIL in text_of(response)


def test_robots_name_the_sitemap_and_leave_staff_pages_out(client):
    text = text_of(client.get("/robots.txt"))
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_form_without_its_token_is_refused_in_the_portals_own_words():
    response = Client(enforce_csrf_checks=True).post("/kontakt/", {})
    assert response.status_code == 403
    assert settings.OFFICE_EMAIL in text_of(response)
