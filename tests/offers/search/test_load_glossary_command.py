import pytest
from django.core.management import call_command

from offers.models import Offer
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


def test_offers_written_by_an_older_version_are_read_anew(capsys):
    offer = OfferFactory(title="Nähkurs", slug="naehkurs")
    document = Offer.objects.get().search_document
    Offer.objects.update(search_document="'veraltet':1")

    call_command("load_glossary")

    assert Offer.objects.get(pk=offer.pk).search_document == document
    assert "Begriffe geladen" in capsys.readouterr().out
