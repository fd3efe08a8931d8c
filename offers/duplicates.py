"""Offers that may be the same: they arrive by phone, by form and from meetings."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.utils.translation import gettext as _

from offers.models import Offer, Status

ALIKE = 0.45
MOST = 5


@dataclass(frozen=True)
class Duplicate:
    offer: Offer
    reasons: list[str]


def likely_duplicates(offer: Offer) -> list[Duplicate]:
    """Offers with a similar title, or the same provider, phone, address or place; the most alike first."""
    others = Offer.objects.exclude(pk=offer.pk).exclude(status__in=[Status.ARCHIVED, Status.WITHDRAWN])
    alike = others.annotate(likeness=TrigramSimilarity("title_de", offer.title_de))
    found = alike.filter(_same(offer)).order_by("-likeness").select_related("theme", "district")[:MOST]
    return [Duplicate(other, _reasons(offer, other)) for other in found]


def _same(offer: Offer) -> Q:
    condition = Q(likeness__gte=ALIKE)
    for name in ("phone", "email"):
        if value := getattr(offer, name):
            condition |= Q(**{f"{name}__iexact": value})
    if offer.venue:
        condition |= Q(venue__iexact=offer.venue, likeness__gte=ALIKE / 2)
    if offer.provider:
        condition |= Q(provider__iexact=offer.provider, likeness__gte=ALIKE / 2)
    return condition


def _reasons(offer: Offer, other: Offer) -> list[str]:
    labels = {"provider": _("gleicher Anbieter"), "phone": _("gleiche Telefonnummer"), "venue": _("gleicher Ort")}
    same = [label for name, label in labels.items() if getattr(offer, name) and _equal(offer, other, name)]
    return ([_("ähnlicher Titel")] if other.likeness >= ALIKE else []) + same  # type: ignore[attr-defined]


def _equal(offer: Offer, other: Offer, name: str) -> bool:
    return getattr(offer, name).strip().lower() == getattr(other, name).strip().lower()
