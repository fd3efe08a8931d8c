"""Public fields of all public offers, for reuse by others (open data)."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.export import csv_lines
from offers.models import Offer
from offers.models.offer_query import OfferQuerySet

NEWEST = 30
PUBLIC_FIELDS = (
    "title_de title_uk title_en summary_de summary_uk summary_en description_de description_uk description_en kind"
    " provider pillar target_group audiences languages_note venue schedule places cost is_free accessibility childcare"
    " website valid_from valid_until confirmed_on status"
).split()


def as_json(_request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(_json_lines(_rows(timezone.localdate())), content_type="application/json")


def as_csv(_request: HttpRequest) -> StreamingHttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="angebote-arnsberg.csv"'}
    return StreamingHttpResponse(
        csv_lines(_rows(timezone.localdate())), content_type="text/csv; charset=utf-8", headers=headers
    )


def _rows(today: date) -> Iterator[dict[str, Any]]:
    """One flat record an offer. Addresses only as far as the provider made them public."""
    offers = Offer.objects.public().with_language_codes().select_related("theme", "district", "contact_point")
    for offer in offers.order_by("pk").defer("search_document").iterator(chunk_size=1000):
        point = offer.contact_point
        yield {
            "url": settings.PUBLIC_URL + offer.get_absolute_url(),
            **{name: getattr(offer, name) for name in PUBLIC_FIELDS},
            "theme": offer.theme.slug,
            "district": offer.district.name if offer.district else None,
            "languages": offer.language_codes,
            "contact_point": point.name if point else None,
            "email": (offer.email if offer.email_public else "") or (point.email if point else ""),
            "phone": (offer.phone if offer.phone_public else "") or (point.phone if point else ""),
            "is_over": offer.is_over(today),
        }


def _json_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield '{"offers": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False, default=str)
    yield "\n]}\n"


class NewestOffers(Feed):
    """Atom feed of what was published last."""

    feed_type = Atom1Feed
    author_name = "KsA Ukrainehilfe, Stadt Arnsberg"
    title = _("Neue Hilfsangebote in Arnsberg")
    subtitle = _("Was zuletzt veröffentlicht wurde")

    def link(self) -> str:
        return reverse("offers:list")

    def items(self) -> OfferQuerySet:
        return Offer.objects.newest(timezone.localdate()).select_related("theme")[:NEWEST]

    def item_title(self, item: Offer) -> str:
        return item.title

    def item_description(self, item: Offer) -> str:
        return item.summary

    def item_updateddate(self, item: Offer) -> datetime:
        day = item.fresh_on or timezone.localdate(item.published_at)
        return timezone.make_aware(datetime.combine(day, time(12)))

    def item_pubdate(self, item: Offer) -> datetime | None:
        return item.published_at

    def item_categories(self, item: Offer) -> list[str]:
        return [item.theme.name]
