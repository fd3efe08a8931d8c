"""Which offers' websites are dead: looked at once a week, the dead ones daily, politely."""

from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from arnsberg_hilfe.core.limits import Limit
from arnsberg_hilfe.core.public_web import DeadLinkError, OfflineError, Visitor
from offers.models import Offer

PER_HOST = Limit("website-visit", most=2, window=timedelta(minutes=1))
MOST_AT_ONCE = 5
BEGIN_NONE_AFTER = 10.0  # seconds: a worker that visits websites sends no mail meanwhile


def check_due(*, now: datetime, visitor: Visitor | None = None) -> int:
    """Visit the next few websites that are due. Returns how many were visited."""
    begun, visited = monotonic(), 0
    for website in _next(now):
        if monotonic() - begun > BEGIN_NONE_AFTER:
            break
        check(website, now=now, visitor=visitor)
        visited += 1
    return visited


def _next(now: datetime) -> list[str]:
    """Distinct addresses, at most two of a host in any minute."""
    due = Offer.objects.websites_due(now).values_list("website", flat=True)[: 10 * MOST_AT_ONCE]
    chosen: list[str] = []
    for website in dict.fromkeys(due):
        if len(chosen) == MOST_AT_ONCE:
            break
        if PER_HOST.allows(urlsplit(website).hostname or "", now=now):
            chosen.append(website)
    return chosen


def check(website: str, *, now: datetime, visitor: Visitor | None = None) -> None:
    """Visit an address and note the result at every offer that has it. No result when we are offline ourselves."""
    offers = Offer.objects.filter(website=website)
    offers.update(website_checked_at=now)  # whatever happens next: the others have their turn before this one
    with translation.override(settings.LANGUAGE_CODE):
        try:
            (visitor or Visitor()).visit(website)
        except OfflineError:
            return
        except DeadLinkError as error:
            problem = str(error)
        else:
            problem = ""
    offers.note_website(problem, now=now)


def forget_if_changed(offer: Offer) -> None:
    """What a check found belongs to the address it looked at. To be called before the offer is saved."""
    if not Offer.objects.filter(pk=offer.pk, website=offer.website).exists():
        offer.website_checked_at, offer.website_problem, offer.website_dead_since = None, "", None
