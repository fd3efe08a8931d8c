"""A provider wants to be forgotten."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.own_data import CAUSE
from offers.models import Offer
from offers.search import refresh_words
from offers.workflow import editions


@transaction.atomic
def erase_offer(offer: Offer, *, now: datetime) -> None:
    """With all that belongs to it. What was public may be printed, and its words are known to the search."""
    erase(Offer.objects.filter(pk=offer.pk), now=now, cause=CAUSE)
    if offer.published_at:
        editions.forget_all()
        forget_words.defer()


@app.task(queue="care", name="offers.forget_words")
def forget_words() -> None:
    """Words that only an erased offer had are unknown to «Meinten Sie» again, before the nightly count."""
    refresh_words()


@transaction.atomic
def erase_offers_again(keys: Iterable[int], now: datetime) -> None:
    """After a restore, where the portal and its jobs do not run yet: all at once."""
    erase(Offer.objects.filter(pk__in=keys), now=now, cause=CAUSE)
    editions.forget_all()
    refresh_words()
