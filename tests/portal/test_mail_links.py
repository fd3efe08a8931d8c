"""Mail scanners follow every link: asking must not act, whatever the link is for."""

import pytest
from django.urls import reverse

from arnsberg_hilfe.portal.emails import THREAD
from arnsberg_hilfe.portal.models import Inquiry
from network.links import MEASURE
from offers import links
from offers.models import Message, NeedReply, Status
from sponsorship.links import CONFIRM_HOUSEHOLD, CONFIRM_SPONSOR
from tests.factories import (
    NOW,
    TODAY,
    HouseholdFactory,
    MeasureFactory,
    NeedFactory,
    OfferFactory,
    SponsorFactory,
    SubscriberFactory,
)
from tests.interruptions import everything

pytestmark = pytest.mark.django_db
EMAIL = "mira@example.org"


def offer(**more):
    return OfferFactory(**{"email": EMAIL, "email_confirmed_at": NOW} | more)


def message(status):
    values = {"name": "Taras Test", "email": "taras@example.org", "language": "uk", "text": "Ist noch Platz?"}
    return Message.objects.create(offer=offer(), key="m", status=status, **values)


def reply():
    return NeedReply.objects.create(
        need=NeedFactory(), key="r", name="Taras Test", email="taras@example.org", text="Ja"
    )


def inquiry():
    values = {"name": "Taras Test", "email": "taras@example.org", "reason": "question", "language": "uk"}
    return Inquiry.objects.create(key="i", answer_by=TODAY, **values)


@pytest.mark.parametrize(
    ("page", "purpose", "prepare"),
    [
        ("offers:confirm", links.CONFIRM, lambda: offer(submitted=True)),
        ("offers:manage", links.MANAGE, offer),
        ("offers:manage_edit", links.MANAGE, offer),
        ("offers:still_valid", links.STILL_VALID, lambda: offer(asked_times=1, asked_on=TODAY)),
        ("offers:still_valid", links.STILL_VALID, lambda: offer(status=Status.PAUSED)),
        ("offers:confirm_message", links.CONFIRM_MESSAGE, lambda: message(Message.Status.UNCONFIRMED)),
        ("offers:answer_message", links.ANSWER_MESSAGE, lambda: message(Message.Status.RELAYED)),
        ("needs:confirm_reply", links.CONFIRM_REPLY, reply),
        ("needs:confirm_calls", links.CONFIRM_CALLS, lambda: SubscriberFactory(confirmed_at=None)),
        ("needs:manage_calls", links.MANAGE_CALLS, SubscriberFactory),
        ("needs:stop_calls", links.STOP_CALLS, SubscriberFactory),
        ("network:measure", MEASURE, MeasureFactory),
        ("sponsorship:confirm_sponsor", CONFIRM_SPONSOR, lambda: SponsorFactory(interested=True)),
        ("sponsorship:confirm_household", CONFIRM_HOUSEHOLD, lambda: HouseholdFactory(status="unconfirmed")),
        ("portal:thread", THREAD, inquiry),
    ],
)
def test_opening_a_mail_link_ten_times_changes_nothing(client, page, purpose, prepare):
    path = reverse(page, args=[purpose.token(prepare().pk)])
    before = everything()
    for ask in [client.get, client.head] * 5:
        assert ask(path, {"answer": "no", "step": "end"}).status_code == 200
    assert everything() == before
