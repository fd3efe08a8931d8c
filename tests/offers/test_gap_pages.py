"""The Lücken-Radar and a gap's own page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arnsberg_hilfe.core.models import District, Language
from offers.models import Kind, Status, ThemeArea
from tests.factories import CallFactory, NeedFactory, OfferFactory, SubscriberFactory, UserFactory, moderator

pytestmark = pytest.mark.django_db
RADAR = "/team/luecken/"
GAP = "/team/luecken/wohnen/neheim/"
PAGES = [RADAR, GAP, "/team/luecken/wohnen/stadt/", "/team/luecken/aufrufe/"]


@pytest.fixture
def office(client):
    client.force_login(UserFactory(admin=True))
    return client


def district(slug="neheim"):
    return District.objects.get(slug=slug)


def need(slug="neheim", **more):
    return NeedFactory(district=district(slug) if slug else None, **more)


def offer(title="Möbellager", slug="neheim", *, languages=(), **more):
    values = {"title": title, "theme": housing(), "fresh_on": timezone.localdate()} | more
    found = OfferFactory(district=district(slug) if slug else None, **values)
    found.languages.set(languages)
    return found


def housing():
    return ThemeArea.objects.get(slug="wohnen")


def old():
    return timezone.localdate() - timedelta(days=104)


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def place(response, row, theme="wohnen"):
    page = response.context["page"]
    column = [each.slug for each in page.themes].index(theme)
    return next(each for each in page.rows if each.name == row).places[column]


@pytest.mark.parametrize("path", [*PAGES, "/team/luecken/aufrufe/{pk}/", "/team/luecken/aufrufe/{pk}/verschicken/"])
def test_the_pages_are_the_offices_own(client, path):
    url = path.format(pk=CallFactory().pk)

    assert client.get(url).status_code == 302
    for user in (UserFactory(is_staff=False), moderator()):
        client.force_login(user)
        assert client.get(url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("path", ["nichts/neheim/", "wohnen/nirgends/", "wohnen/neheim/?sprache=xx"])
def test_a_gap_that_is_none_is_not_found(office, path):
    assert office.get(RADAR + path).status_code == 404


def test_the_table_says_in_words_how_hot_each_place_is(office):
    need(number=4)
    offer(slug="huesten")

    response = office.get(RADAR)

    here = place(response, "Neheim")
    assert (here.word, here.lines) == ("nur in der Nähe", ["1 Bedarf (gesucht: 4)", "in der Nähe: 1"])
    assert here.url == GAP
    assert len(response.context["page"].rows) == 16
    assert place(response, "Hüsten").lines == ["hier: 1"]
    assert (place(response, "ganze Stadt").word, place(response, "ganze Stadt").lines) == ("", ["in Stadtteilen: 1"])


@pytest.mark.parametrize(
    "more",
    [
        {"fresh_on": timezone.localdate() - timedelta(days=104)},
        {"kind": Kind.JOIN},
        {"status": Status.FULL},
        {"status": Status.PAUSED},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_only_offers_that_help_now_cover_a_need(office, more):
    need()
    offer(**more)

    assert place(office.get(RADAR), "Neheim").word == "ohne Angebot"


def test_a_draft_or_covered_need_is_no_gap(office):
    need(status="draft")
    need(status="covered")

    assert place(office.get(RADAR), "Neheim").lines == []


def test_a_language_can_be_chosen_from_those_that_occur(office):
    ukrainian = Language.objects.get(pk="uk")
    need(language=ukrainian)
    need()
    offer(languages=["de"])

    page = office.get(RADAR).context["page"]
    assert [(link.label, link.current) for link in page.languages] == [
        ("alle Sprachen", True),
        ("Deutsch", False),
        ("Ukrainisch", False),
    ]
    here = place(office.get(RADAR), "Neheim")
    assert (here.word, here.url) == ("ohne Angebot (Ukrainisch)", f"{GAP}?sprache=uk")
    here = place(office.get(f"{RADAR}?sprache=uk"), "Neheim")
    assert (here.word, here.lines, here.url) == ("ohne Angebot", ["1 Bedarf"], f"{GAP}?sprache=uk")
    assert office.get(f"{RADAR}?sprache=<x>").context["page"].language is None


def test_the_largest_gaps_come_first_each_with_its_next_step(office):
    need("arnsberg", number=3)
    offer("Altes Lager", "arnsberg", fresh_on=old())
    need("neheim")
    need("neheim")
    need("wennigloh")
    offer("Nachbarlager", "mueschede")
    need("holzen")
    offer("Lager in Holzen", "holzen")

    page = office.get(RADAR).context["page"]

    assert [(gap.title, gap.step) for gap in page.largest] == [
        ("Wohnen und Familie · Arnsberg", "Unbestätigte Angebote anrufen"),
        ("Wohnen und Familie · Neheim", "Aufruf entwerfen"),
        ("Wohnen und Familie · Wennigloh", "Unbestätigte Angebote anrufen"),
    ]
    assert [gap.words for gap in page.largest] == [
        "ohne Angebot · 1 Bedarf (gesucht: 3) · unbestätigt: 1",
        "zu wenig · 2 Bedarfe · in der Nähe: 1",
        "nur in der Nähe · 1 Bedarf · in der Nähe: 1 · unbestätigt: 1",
    ]


def test_a_gap_of_one_language_is_counted_in_that_language(office):
    need(language_id="uk")
    offer(languages=["de"])
    offer()

    (gap,) = office.get(RADAR).context["page"].largest

    assert (gap.title, gap.url) == ("Wohnen und Familie · Neheim · Ukrainisch", f"{GAP}?sprache=uk")
    assert (gap.words, gap.step) == ("ohne Angebot · 1 Bedarf · Sprache unbekannt: 1", "Nach der Sprache fragen")


def test_an_empty_radar_says_so(office):
    assert "Für jeden offenen Bedarf gibt es ein aktuelles Angebot." in text_of(office.get(RADAR))


def fill(count):
    for number in range(count):
        need(["neheim", "arnsberg", None][number % 3], language_id=["uk", None][number % 2])
        offer(f"Lager {number}", ["neheim", "huesten", None][number % 3], languages=["uk"])
        offer(f"Altes Lager {number}", fresh_on=old())
        SubscriberFactory()


@pytest.mark.parametrize(("path", "most"), [(RADAR, 5), (GAP, 13)])
def test_the_number_of_statements_is_small_and_does_not_grow(office, path, most):
    fill(3)
    few = statements(office, path)
    fill(27)

    assert statements(office, path) == few <= most


def statements(client, path):
    """Without those of session and user."""
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return sum("django_session" not in each["sql"] and "core_user" not in each["sql"] for each in queries)


def test_a_gap_shows_its_needs_the_offers_within_reach_and_what_a_call_could_bring_back(office):
    need(title="Kinderbetten")
    need("arnsberg", title="Sofas")
    offer("Bettenlager")
    offer("Nachbarlager", "huesten")
    offer("Stadtlager", None)
    offer("Fernes Lager", "uentrop")
    offer("Altes Lager", fresh_on=old())

    page = office.get(GAP).context["page"]

    assert [line.title for line in page.needs] == ["Kinderbetten"]
    assert [(label, [line.title for line in lines]) for label, lines in page.offers] == [
        ("Hier", ["Bettenlager"]),
        ("In der Nähe", ["Nachbarlager"]),
        ("Für die ganze Stadt", ["Stadtlager"]),
    ]
    assert [line.title for line in page.unconfirmed] == ["Altes Lager"]


def test_a_gap_in_a_language_sets_apart_offers_whose_language_nobody_knows(office):
    offer("Auf Ukrainisch", languages=["uk"])
    offer("Auf Deutsch", languages=["de"])
    offer("Wer weiß")

    page = office.get(f"{GAP}?sprache=uk").context["page"]

    assert [(label, [line.title for line in lines]) for label, lines in page.offers] == [
        ("Hier", ["Auf Ukrainisch"]),
        ("Sprache unbekannt", ["Wer weiß"]),
    ]


def test_a_gap_counts_who_could_be_asked_and_names_nobody(office):
    SubscriberFactory(name="Hilde Hilft", email="hilde@example.org", district=district("huesten"))

    text = text_of(office.get(GAP))

    assert "davon wohnen in der Nähe: 1" in text
    assert "Hilde" not in text
    assert "hilde@" not in text
