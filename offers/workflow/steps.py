"""Where an offer stands: steps that its provider takes, or staff for them. Each is in the history, with who took it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User
from offers.models import Event, Offer, Status

PROVIDER = "Anbieter"

Step = Callable[[Offer, str, datetime], None]
STEPS: dict[str, Step] = {
    "full": lambda offer, _who, _now: offer.mark_full(),
    "reopen": lambda offer, _who, _now: offer.reopen(),
    "pause": lambda offer, _who, _now: offer.pause(),
    "resume": lambda offer, who, now: offer.resume(who, now=now),
    "end": lambda offer, _who, now: offer.end(now=now),
    "withdraw": lambda offer, _who, now: offer.withdraw(now=now),
    "archive": lambda offer, _who, now: offer.archive(now=now),
}


@transaction.atomic
def take(step: str, offer: Offer, *, now: datetime, by: User | None = None) -> None:
    """Take a step by its name. KeyError for an unknown one, WrongStatusError where it is too late.

    What is over has nothing left to be reviewed: a change that waits is closed with its offer.
    """
    STEPS[step](offer, by.get_short_name() if by else PROVIDER, now)
    if offer.status in Status.closed():
        offer.revisions.pending().close(now=now)
    Event.objects.create(offer=offer, kind=Event.Kind.CHANGED, at=now, by=by, note=offer.get_status_display())


def allowed_to_provider(offer: Offer) -> list[str]:
    """The steps that the offer's status allows its provider."""
    allowed = {
        Status.PUBLISHED: ["full", "pause", "end"],
        Status.FULL: ["reopen", "pause", "end"],
        Status.PAUSED: ["resume", "end"],
    }
    return allowed.get(Status(offer.status), ["withdraw"] if offer.status in Status.before_publication() else [])


def still_holds(offer: Offer, *, now: datetime) -> None:
    """The provider's own answer."""
    _confirm(offer, PROVIDER, None, now)


def confirmed_by_phone(offer: Offer, *, by: User, now: datetime) -> None:
    """«Telefonisch bestätigt», with date and initials."""
    _confirm(offer, _("telefonisch, %(by)s") % {"by": by.get_short_name()}, by, now)


@transaction.atomic
def _confirm(offer: Offer, who: str, by: User | None, now: datetime) -> None:
    offer.confirm(who, now=now)
    Event.objects.create(offer=offer, kind=Event.Kind.CONFIRMED, at=now, by=by, note=who)
