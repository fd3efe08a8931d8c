"""Whether an offer still holds, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offers.models import Freshness, Kind, Offer, Status


@dataclass(frozen=True)
class Badge:
    label: str
    kind: str = "quiet"


def badges(offer: Offer, today: date) -> list[Badge]:
    if offer.is_over(today):
        return [Badge(_("beendet"), "warning")]
    found = [] if offer.kind == Kind.OFFER else [Badge(offer.get_kind_display())]
    if offer.status == Status.FULL:
        found.append(Badge(_("ausgebucht"), "warning"))
    if offer.freshness(today) == Freshness.UNCONFIRMED and offer.fresh_on:
        day = date_format(offer.fresh_on, "DATE_FORMAT")
        found.append(Badge(_("seit %(day)s unbestätigt") % {"day": day}, "warning"))
    return found


def freshness_note(offer: Offer) -> str:
    """«bestätigt am …»; nothing where nobody has confirmed it yet."""
    if not offer.confirmed_on:
        return ""
    return _("bestätigt am %(day)s") % {"day": date_format(offer.confirmed_on, "DATE_FORMAT")}
