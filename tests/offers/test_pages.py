import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from arnsberg_hilfe.core.models import District, Language
from offers.models import ContactPoint, Kind, Offer, Status, ThemeArea
from tests.factories import ContactPointFactory, OfferFactory

pytestmark = pytest.mark.django_db

PRIVATE = sorted(set(Status) - set(Status.public()))


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def offer(today):
    return OfferFactory(title="Chor am Abend", slug="chor", fresh_on=today)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("status", PRIVATE)
def test_what_is_not_public_is_on_no_page(client, today, status):
    reason = "doppelt" if status == Status.DECLINED else ""
    OfferFactory(title="Geheimnis", slug="geheim", status=status, decline_reason=reason, fresh_on=today)
    assert client.get("/angebote/geheim/").status_code == 404
    pages = ["/", "/angebote/", "/angebote/?q=Geheimnis", "/angebote/?beendet=1", "/angebote/thema/kultur/"]
    pages += ["/angebote/feed.atom", "/sitemap-offers.xml"]
    assert [page for page in pages if "geheim/" in text_of(client.get(page))] == []
    assert "Geheimnis" not in b"".join(client.get("/angebote/daten.json").streaming_content).decode()


def test_an_ended_offer_leaves_the_list_and_says_so_on_its_page(client, today):
    OfferFactory(title="Sommerfest", slug="sommerfest", valid_until=today - timedelta(days=1))
    assert "Sommerfest" not in text_of(client.get("/angebote/"))
    assert "Sommerfest" in text_of(client.get("/angebote/?beendet=1"))
    assert "beendet" in text_of(client.get("/angebote/sommerfest/"))


@pytest.mark.parametrize(
    "query",
    [
        "seite=-1",
        "seite=0",
        "seite=99999999999999999999",
        "seite=zwei",
        "seite=²",
        "thema=xyz",
        "thema=kultur&thema=kultur&thema=",
        "stadtteil=%00",
        "sprache=klingonisch",
        "art=1;drop",
        "zielgruppe=%27",
        "sortierung=x",
        "q=" + "a" * 10_000,
        "q=%00%00Chor",
        "q=%F0%9F%98%80",
        "q=%27%22%3A%26%7C%21%28%29%3C-%3E%5C",
        "q=%ff%fe",
        "unbekannt=1",
    ],
)
def test_bad_parameters_get_a_sensible_page(client, offer, query):
    assert client.get(f"/angebote/?{query}").status_code == 200
    assert client.get(f"/angebote/thema/kultur/?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/angebote/gibt-es-nicht/", "/angebote/thema/xyz/", "/angebote/%00/", "/uk/angebote/x/"]
)
def test_unknown_addresses_get_the_portals_own_404(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "ukrainehilfe@arnsberg.de" in text_of(response)


def test_filters_combine_and_whole_city_offers_count_for_each_stadtteil(client, today):
    neheim, husten = District.objects.get(slug="neheim"), District.objects.get(slug="huesten")
    OfferFactory(title="In Neheim", district=neheim)
    OfferFactory(title="In Hüsten", district=husten)
    OfferFactory(title="Überall", district=None)
    OfferFactory(title="Spende Neheim", district=neheim, kind=Kind.DONATION)
    page = text_of(client.get("/angebote/?stadtteil=neheim&art=angebot"))
    assert ["In Neheim" in page, "Überall" in page, "In Hüsten" in page, "Spende Neheim" in page] == [
        True,
        True,
        False,
        False,
    ]
    assert "2 Angebote" in page
    assert "in Neheim" in page


def test_two_values_of_one_filter_widen_the_list(client):
    for slug in ("neheim", "huesten", "rumbeck"):
        OfferFactory(title=f"Treff {slug}", district=District.objects.get(slug=slug))
    page = text_of(client.get("/angebote/?stadtteil=neheim&stadtteil=huesten"))
    assert ["Treff neheim" in page, "Treff huesten" in page, "Treff rumbeck" in page] == [True, True, False]


def test_facet_counts_say_what_a_tap_would_find(client):
    german, ukrainian = Language.objects.get(code="de"), Language.objects.get(code="uk")
    OfferFactory().languages.set([german])
    OfferFactory().languages.set([german, ukrainian])
    OfferFactory(theme=ThemeArea.objects.get(slug="wohnen")).languages.set([ukrainian])
    response = client.get("/angebote/?thema=kultur")
    facets = {
        facet.name: {choice.label: choice.count for choice in facet.choices}
        for facet in response.context["page"].facets
    }
    assert facets["sprache"] == {"Deutsch": 2, "Ukrainisch": 1}
    assert facets["thema"] == {"Kultur, Freizeit und Sport": 2, "Wohnen und Familie": 1}


def test_active_filters_are_removable_one_by_one(client, offer):
    response = client.get("/angebote/?thema=kultur&art=angebot&q=Chor")
    assert response.context["page"].chips == [
        ("Kultur, Freizeit und Sport", "?q=Chor&art=angebot"),
        ("Angebot", "?q=Chor&thema=kultur"),
    ]


def test_an_empty_theme_offers_other_themes_and_the_contact(client):
    page = text_of(client.get("/angebote/thema/berufe/"))
    assert "Schauen Sie in ein Thema" in page
    assert "/angebote/thema/wohnen/" in page
    assert "ukrainehilfe@arnsberg.de" in page


def test_each_hit_is_an_article_whose_heading_links_to_the_offer(client, offer):
    page = text_of(client.get("/angebote/"))
    assert page.count("<article") == 1
    assert re.search(r'<h3[^>]*>\s*<a[^>]*href="/angebote/chor/"', page)


def statements(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 5),
        ("/angebote/", 6),
        ("/angebote/?thema=kultur&stadtteil=neheim&sprache=de", 6),
        ("/angebote/?q=Singkreis", 6),
        ("/angebote/?q=Singkreisss+Nehaim", 6),
        ("/angebote/?q=gibtesnicht", 6),
        ("/angebote/thema/kultur/", 6),
        ("/angebote/thema/kultur/?q=singen&seite=2", 6),
        ("/angebote/singkreis-eins/", 4),
        ("/kontakt/", 3),
    ],
)
def test_a_page_takes_a_fixed_number_of_statements_for_one_and_thirty_offers(client, path, most):
    german = Language.objects.get(code="de")
    OfferFactory(slug="singkreis-eins", district=District.objects.get(slug="neheim")).languages.add(german)
    with_one = statements(client, path)
    for offer in OfferFactory.create_batch(30, district=District.objects.get(slug="neheim")):
        offer.languages.add(german)
    with_many = statements(client, path)
    assert with_one <= most
    assert with_many <= most
    if "gibtesnicht" not in path:
        assert with_many == with_one or "q=" in path


def test_pages_are_reached_by_number_and_the_last_one_is_not_passed(client):
    OfferFactory.create_batch(45)
    assert client.get("/angebote/?seite=3").context["page"].filters.page == 3
    last = client.get("/angebote/?seite=77")
    assert (last.context["page"].filters.page, len(last.context["page"].offers)) == (3, 5)


def test_contact_ways_are_those_the_provider_allowed(client):
    point = ContactPointFactory(name="Chorbüro", email="buero@example.org", phone="02932 1234", hours="Mo 9–10 Uhr")
    OfferFactory(
        slug="chor",
        contact_point=point,
        email="privat@example.org",
        email_public=False,
        phone="02932 99999",
        phone_public=True,
    )
    page = text_of(client.get("/angebote/chor/"))
    assert "mailto:buero@example.org" in page
    assert "tel:+4929321234" in page
    assert "tel:+49293299999" in page
    assert "privat@example.org" not in page


def test_the_page_of_an_offer_tells_machines_what_it_is(client):
    OfferFactory(slug="chor", title="Chor </script><b>", website="https://www.example.org")
    page = text_of(client.get("/angebote/chor/"))
    data = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["name"]) == ("Service", "Chor </script><b>")
    assert 'property="og:title"' in page


def test_a_text_without_translation_is_marked_with_its_language(client, offer):
    page = text_of(client.get("/uk/angebote/chor/"))
    assert '<html lang="uk"' in page
    assert '<h1 lang="de">Chor am Abend</h1>' in page


def test_open_data_holds_public_fields_only(client):
    point = ContactPoint.objects.get(name="Engagementförderung")
    OfferFactory(
        slug="chor", email="privat@example.org", phone="02932 99999", internal_note="Vertraulich", contact_point=point
    )
    OfferFactory(slug="werk", email="offen@example.org", email_public=True)
    text = b"".join(client.get("/angebote/daten.json").streaming_content).decode()
    offers = json.loads(text)["offers"]
    assert [row["email"] for row in offers] == ["efa@arnsberg.de", "offen@example.org"]
    assert not {"privat@example.org", "02932 99999", "Vertraulich"} & {
        str(value) for row in offers for value in row.values()
    }
    assert [row["url"] for row in offers] == ["http://testserver/angebote/chor/", "http://testserver/angebote/werk/"]


def test_no_cell_of_the_csv_is_a_formula(client):
    OfferFactory(title="=1+1", provider="@SUM(A1)")
    text = b"".join(client.get("/angebote/daten.csv").streaming_content).decode()
    assert "'=1+1" in text
    assert "'@SUM(A1)" in text


def test_without_offers_the_data_is_still_valid(client):
    assert json.loads(b"".join(client.get("/angebote/daten.json").streaming_content)) == {"offers": []}


def test_a_moved_responsibility_is_one_change(client):
    point = ContactPointFactory(email="alt@example.org")
    for slug in ("eins", "zwei"):
        OfferFactory(slug=slug, contact_point=point)
    ContactPoint.objects.filter(pk=point.pk).update(email="neu@example.org")
    assert ["neu@example.org" in text_of(client.get(f"/angebote/{slug}/")) for slug in ("eins", "zwei")] == [True, True]


def test_a_new_search_keeps_the_filters(client, offer):
    page = client.get("/angebote/?thema=kultur&q=alt&seite=2&sortierung=aktuell").context["page"]
    assert page.filters.kept == [("thema", "kultur"), ("sortierung", "aktuell")]


def test_all_offers_are_in_the_sitemap(client):
    OfferFactory(slug="chor")
    assert Offer.objects.count() == 1
    sitemap = text_of(client.get("/sitemap-offers.xml"))
    assert "/angebote/chor/</loc>" in sitemap
    assert "/uk/angebote/chor/" in sitemap


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [(1, 31, "ab {begins}, bis {ends}"), (-1, 31, "bis {ends}"), (1, None, "ab {begins}"), (-1, None, "")],
)
def test_a_page_says_from_when_to_when_an_offer_holds(client, today, offer, begins, ends, words):
    days = {"begins": today + timedelta(begins), "ends": today + timedelta(ends) if ends else None}
    Offer.objects.update(valid_from=days["begins"], valid_until=days["ends"])
    page = text_of(client.get("/angebote/chor/"))
    expected = words.format(**{name: date_format(day) for name, day in days.items() if day})
    assert ("Gültig" in page, expected in page) == (bool(words), True)
