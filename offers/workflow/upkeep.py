"""Keeping the catalogue fresh: asking providers, pausing what nobody confirms."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.status import WrongStatusError
from offers import emails
from offers.models import Event, Offer
from offers.models.offer_life import PAUSE_AFTER
from offers.workflow import steps


def ask_providers(*, now: datetime) -> int:
    """Ask, 75 and 90 days after the last confirmation, whether an offer still holds. Returns how many were asked."""
    today = timezone.localdate(now)
    return sum(_ask(pk, today, now) for pk in Offer.objects.to_be_asked(today).values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, today: date, now: datetime) -> bool:
    """One question; of two jobs at once only one asks."""
    offer = Offer.objects.to_be_asked(today).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if offer is None:
        return False
    Offer.objects.filter(pk=pk).update(asked_on=today, asked_times=offer.asked_times + 1)
    Event.objects.create(offer=offer, kind=Event.Kind.ASKED, at=now)
    with written_in(offer.mail_language):
        post(emails.still_valid(offer), to=offer.email, about=offer)
    return True


def pause_unconfirmed(*, now: datetime) -> int:
    """Pause what nobody has confirmed for 180 days. Returns how many."""
    paused = 0
    for offer in Offer.objects.live().filter(fresh_on__lte=timezone.localdate(now) - PAUSE_AFTER):
        with suppress(WrongStatusError):
            steps.take("pause", offer, now=now)
            paused += 1
    return paused
