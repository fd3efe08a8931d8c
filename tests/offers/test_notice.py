"""The Aushang: one page, whatever is written in the offer."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from arnsberg_hilfe.core.office import office
from offers.models import Status
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db

LONG = "Begegnungsnachmittag mit Sprachmittlung und Kinderbetreuung für alle, die neu sind und jemanden suchen. "


def read(client, slug="chor", prefix=""):
    return PdfReader(BytesIO(client.get(f"{prefix}/angebote/{slug}/aushang.pdf").content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("more", [{}, {"title_uk": LONG[:150], "summary_uk": (LONG * 6)[:600]}], ids=["de", "de, uk"])
def test_the_longest_words_fit_on_one_page(client, more):
    values = dict.fromkeys(("venue", "schedule", "target_group", "accessibility"), (LONG * 2)[:200])
    OfferFactory(slug="chor", title=LONG[:150], summary=(LONG * 6)[:600], cost=LONG[:120], **values, **more)
    reader = read(client)
    assert len(reader.pages) == 1
    assert LONG[:60] in text_of(reader)


def test_german_and_ukrainian_stand_together_where_both_are_there(client):
    OfferFactory(slug="chor", title="Chor", title_uk="Хор", summary_uk="Співаємо разом.")
    for prefix in ("", "/uk"):
        words = text_of(read(client, prefix=prefix))
        assert "Wir singen zusammen." in words
        assert "Співаємо разом." in words


def test_a_notice_without_any_contact_has_the_address_of_the_page(client):
    offer = OfferFactory(slug="chor")
    assert text_of(read(client)).count(f"/a/{offer.pk}") >= 9


def test_who_tears_off_a_strip_without_any_contact_can_call_the_office(client):
    OfferFactory(slug="chor")
    assert text_of(read(client)).replace(" ", "").count(office()["phone"].replace(" ", "")) >= 10


@pytest.mark.parametrize("status", sorted(set(Status) - set(Status.live())))
def test_only_current_offers_have_a_notice(client, status):
    OfferFactory(slug="chor", status=status, decline_reason="doppelt")
    assert client.get("/angebote/chor/aushang.pdf").status_code == 404


def test_an_offer_that_is_over_has_no_notice_and_no_link_to_one(client):
    OfferFactory(slug="chor", valid_until=timezone.localdate() - timedelta(days=1))
    assert client.get("/angebote/chor/aushang.pdf").status_code == 404
    assert "aushang.pdf" not in client.get("/angebote/chor/").content.decode()


def test_the_page_of_an_offer_links_to_its_notice(client):
    OfferFactory(slug="chor")
    assert "/angebote/chor/aushang.pdf" in client.get("/angebote/chor/").content.decode()
