"""A provider wants to be forgotten."""

from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.own_data import CAUSE
from offers.models import Offer
from offers.workflow import editions


@transaction.atomic
def erase_offer(offer: Offer, *, now: datetime) -> None:
    """With all that belongs to it. What was public may be printed: no edition that knows it stays."""
    erase(Offer.objects.filter(pk=offer.pk), now=now, cause=CAUSE)
    if offer.published_at:
        editions.forget_all()
