from datetime import date

import pytest

from arnsberg_hilfe.core.models import District
from offers.models import Offer
from offers.search import learn, matching, understand

TODAY = date(2026, 5, 4)


@pytest.fixture
def found(db):
    """Titles found for a text, in order; the words of all public offers are known."""

    def search(text, *, offers=None, today=TODAY):
        learn(Offer.objects.public())
        query = understand(text, language="de")
        hits = matching(Offer.objects.public() if offers is None else offers, query, today=today)
        return [offer.title for offer in hits]

    return search


@pytest.fixture
def neheim(db):
    return District.objects.get(slug="neheim")
