"""Steps of an offer's life that touch more than the one record."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from offers.importing import give_slugs
from offers.models import ContactPoint, Offer, Status
from offers.models.offer_query import OfferQuerySet
from offers.search import learn
from offers.workflow.websites import forget_if_changed

Record = TypeVar("Record", bound=Model)


@transaction.atomic
def save(offer: Offer) -> None:
    """Save what staff wrote; a new offer gets its address, a public one's words become known to the search.

    A new website is checked anew.
    """
    if not offer.slug:
        give_slugs([offer])
    forget_if_changed(offer)
    offer.save()
    if offer.status in Status.public():
        learn([offer])


@transaction.atomic
def publish(offer: Offer, *, by: User, now: datetime) -> None:
    """Make the offer public; its words become known to the search."""
    offer.publish(by=by, now=now)
    learn([offer])


def each(records: Iterable[Record], step: Callable[[Record], None]) -> tuple[int, list[Record]]:
    """Take one step with many records. Returns how many took it, and those whose status did not allow it."""
    refused: list[Record] = []
    done = 0
    for record in records:
        try:
            step(record)
        except WrongStatusError:
            refused.append(record)
        else:
            done += 1
    return done, refused


def hand_over(offers: OfferQuerySet, to: ContactPoint) -> int:
    """Point many offers to another Anlaufstelle at once; the number of offers changed."""
    return offers.update(contact_point=to)
