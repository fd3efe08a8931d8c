"""What happens at once when a consent about an offer or a subscription is taken back."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import take_back, untick
from offers.models import Offer, Status, Subscriber
from offers.workflow import steps


@transaction.atomic
def _hide(offer: Offer, purpose: Purpose, now: datetime) -> None:
    """Nobody sees it any more; a change that waits for review cannot bring it back."""
    untick(offer, purpose, now=now)
    for revision in offer.revisions.pending():
        for field in (field for field, each in offer.ticks.items() if each == purpose):
            revision.changes.pop(field, None)
        revision.save(update_fields=["changes"])


@transaction.atomic
def _unpublish(offer: Offer, now: datetime) -> None:
    """The offer leaves the public pages, or the way to them."""
    take_back(offer, [Purpose.PUBLICATION], now=now)
    if offer.status == Status.ENDED:
        steps.take("archive", offer, now=now)
    elif offer.status not in Status.closed():
        steps.take("withdraw", offer, now=now)


def _unsubscribe(subscriber: Subscriber, now: datetime) -> None:
    subscriber.decline(now=now)


WITHDRAWALS: dict[Purpose, Callable] = {
    Purpose.EMAIL_PUBLIC: lambda offer, now: _hide(offer, Purpose.EMAIL_PUBLIC, now),
    Purpose.PHONE_PUBLIC: lambda offer, now: _hide(offer, Purpose.PHONE_PUBLIC, now),
    Purpose.PUBLICATION: _unpublish,
    Purpose.CALLS: _unsubscribe,
}
