"""The Gesamtdarstellung: every public offer exactly once and nothing else, on the page and on paper."""

import subprocess
from collections import Counter
from datetime import timedelta
from io import BytesIO
from shutil import which

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from arnsberg_hilfe.core.models import District, Language
from offers.models import Status, ThemeArea
from offers.overview import Extract, gather, printed
from tests.factories import ContactPointFactory, OfferFactory

pytestmark = pytest.mark.django_db

LIVE = set(Status.live())
HIDDEN = "provider-canary@example.org", "02932 987654", "canary-note", "canary-by"


@pytest.fixture
def today():
    return timezone.localdate()


def words_of(file):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages).split())


def overview_in(language="de", **limits):
    now = timezone.now()
    return printed(gather(Extract(**limits), language, timezone.localdate(now)), now=now)


@pytest.fixture
def many(today):
    """Offers of every status, date, theme and Stadtteil; returns the titles of those that are current."""
    districts = [*District.objects.all()[:3], None]
    spans = [
        ({}, True),
        ({"valid_until": today}, True),
        ({"valid_until": today - timedelta(days=1)}, False),
        ({"valid_from": today + timedelta(days=9)}, True),
    ]
    expected, number = [], 0
    for status in Status:
        for span, is_current in spans:
            number += 1
            title = f"Treff{number:03}x"
            theme = ThemeArea.objects.get(number=number % 6 + 1)
            values = {"theme": theme, "district": districts[number % 4], "status": status, "fresh_on": today} | span
            OfferFactory(title=title, slug=title.lower(), decline_reason="doppelt", **values)
            expected += [title] if status in LIVE and is_current else []
    return expected


def test_the_page_lists_every_current_offer_once_and_nothing_else(client, many):
    page = client.get("/angebote/gesamt/").content.decode()
    assert Counter(word for word in page.replace("<", " <").replace(">", "> ").split() if word.startswith("Treff")) == (
        Counter(many)
    )


@pytest.mark.parametrize("language", ["de", "uk"])
def test_the_paper_lists_every_current_offer_once_and_once_in_its_index(many, language):
    words = words_of(overview_in(language))
    assert {title: words.count(title) for title in many} == dict.fromkeys(many, 2)
    assert words.count("Treff") == 2 * len(many)


def test_offers_stand_by_theme_the_whole_city_first(today):
    culture, housing = ThemeArea.objects.get(slug="kultur"), ThemeArea.objects.get(slug="wohnen")
    neheim, husten = District.objects.get(slug="neheim"), District.objects.get(slug="huesten")
    placed = [("Fünf", housing, None), ("Drei", culture, husten), ("Vier", culture, neheim)]
    placed += [("Ähnlich", culture, None), ("Zwei", culture, None)]
    for title, theme, district in placed:
        OfferFactory(title=title, theme=theme, district=district)
    content = gather(Extract(), "de", today)
    assert [entry.title for entry in content.entries()] == ["Ähnlich", "Zwei", "Drei", "Vier", "Fünf"]


def test_an_extract_of_a_stadtteil_has_what_is_there_for_the_whole_city(today):
    neheim, husten = District.objects.get(slug="neheim"), District.objects.get(slug="huesten")
    for title, district in [("Überall", None), ("Nah", neheim), ("Fern", husten)]:
        OfferFactory(title=title, district=district)
    found = gather(Extract(district=neheim), "de", today)
    assert [entry.title for entry in found.entries()] == ["Überall", "Nah"]


@pytest.mark.parametrize("query", ["thema=xyz", "stadtteil=xyz", "thema=wohnen&stadtteil=ganze-stadt", "thema=%00"])
def test_unknown_extracts_are_not_found(client, query):
    assert client.get(f"/angebote/gesamt.pdf?{query}").status_code == 404


def test_the_page_takes_the_same_statements_for_1_and_30_offers(client, today):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            client.get("/angebote/gesamt/")
        return len(captured)

    OfferFactory().languages.add(Language.objects.first())
    once = statements()
    for offer in OfferFactory.create_batch(29, contact_point=ContactPointFactory()):
        offer.languages.add(Language.objects.first())
    assert (statements(), once <= 6) == (once, True)


def test_a_large_catalogue_is_counted_instead_of_listed(client, monkeypatch):
    monkeypatch.setattr("offers.overview.page.MOST_ON_A_PAGE", 2)
    OfferFactory.create_batch(3, district=District.objects.get(slug="neheim"))
    page = client.get("/angebote/gesamt/").content.decode()
    assert "Singkreis" not in page
    assert "Neheim (3)" in page
    assert "/angebote/thema/kultur/?stadtteil=neheim" in page


def private_offer(**more):
    email, phone, note, by = HIDDEN
    values = {"email": email, "phone": phone, "internal_note": note, "confirmed_by": by}
    return OfferFactory(title="Chor", slug="chor", email_confirmed_at=timezone.now(), **values | more)


def test_private_addresses_and_notes_appear_nowhere(client):
    private_offer()
    files = [client.get("/angebote/gesamt.pdf"), client.get("/angebote/chor/aushang.pdf")]
    texts = [client.get("/angebote/gesamt/").content.decode(), *(words_of(file.content) for file in files)]
    assert [word for word in HIDDEN for text in texts if word in text] == []
    assert all("Kontaktformular" in text for text in texts)


def test_addresses_appear_where_their_owner_or_the_anlaufstelle_allows(today):
    private_offer(email_public=True, contact_point=ContactPointFactory(phone="02932 111", hours="montags"))
    [entry] = gather(Extract(), "de", today).entries()
    assert HIDDEN[0] in entry.ways
    assert "02932 111 (montags)" in entry.ways
    assert HIDDEN[1] not in " ".join(entry.ways)


def test_who_cannot_be_reached_at_all_is_reached_through_the_office(today):
    OfferFactory()
    [entry] = gather(Extract(), "de", today).entries()
    assert entry.ways == ["über die Koordinierungsstelle"]


def languages_in(element):
    """Languages of the elements of the tag tree."""
    found = {str(element["/Lang"])} if "/Lang" in element else set()
    children = element.get("/K", [])
    objects = [child.get_object() for child in (children if isinstance(children, list) else [children])]
    below = (languages_in(child) for child in objects if isinstance(child, dict) and "/S" in child)
    return found.union(*below)


def test_german_words_in_the_ukrainian_edition_are_tagged_as_german():
    OfferFactory(title="Chor")
    root = PdfReader(BytesIO(overview_in("uk"))).trailer["/Root"]
    assert root["/Lang"] == "uk"
    tree = root["/StructTreeRoot"]["/K"]
    tops = tree if isinstance(tree, list) else [tree]
    assert "de" in set().union(*(languages_in(top.get_object()) for top in tops))


@pytest.mark.parametrize("text", ['#eval("1") #panic()', "*fett* $x$ \\ ]"])
def test_no_text_is_read_as_markup(text):
    OfferFactory(title=text, summary=text, provider=text)
    assert words_of(overview_in()).count(text) >= 3


@pytest.mark.skipif(not which("pdftotext"), reason="a second reader is not installed")
def test_two_readers_read_the_offers_in_the_same_order(many):
    file = overview_in()
    other = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()
    read = [[word for word in text.split() if word.startswith("Treff")] for text in (words_of(file), other)]
    count = len(many)
    assert read[0][:count] == read[1][:count]


def test_an_empty_catalogue_still_has_a_page_and_a_paper(client):
    assert client.get("/angebote/gesamt/").status_code == 200
    assert "keine Angebote" in words_of(client.get("/angebote/gesamt.pdf").content)


@pytest.mark.parametrize(("path", "target"), [("/a/", "/angebote/chor/"), ("/uk/a/", "/uk/angebote/chor/")])
def test_short_addresses_lead_to_the_offer_in_their_language(client, path, target):
    offer = OfferFactory(slug="chor")
    assert client.get(f"{path}{offer.pk}")["Location"] == target


def test_short_addresses_of_hidden_offers_lead_nowhere(client):
    assert client.get(f"/a/{OfferFactory(submitted=True).pk}").status_code == 404
