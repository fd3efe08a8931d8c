"""The pages that people open from their mails lead on to everything the portal holds on them."""

import pytest
from django.urls import reverse

from network import links as meetings
from offers import links as offers
from sponsorship import links as patenprojekt
from tests.factories import HouseholdFactory, OfferFactory, RegistrationFactory, SponsorFactory, SubscriberFactory

pytestmark = pytest.mark.django_db

OWN_PAGES = [
    (OfferFactory, offers.MANAGE),
    (SubscriberFactory, offers.MANAGE_CALLS),
    (RegistrationFactory, meetings.MANAGE),
    (SponsorFactory, patenprojekt.SPONSOR_PAGE),
    (HouseholdFactory, patenprojekt.HOUSEHOLD_PAGE),
]


@pytest.mark.parametrize(("made", "purpose"), OWN_PAGES, ids=[purpose.name for _made, purpose in OWN_PAGES])
def test_everybodys_own_page_leads_to_all_their_data(client, made, purpose):
    page = client.get(reverse(purpose.page, args=[purpose.token(made().pk)])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert 'href="/meine-daten/"' in main
