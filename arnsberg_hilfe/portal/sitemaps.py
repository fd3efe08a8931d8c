from datetime import date, datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from network.models import Meeting
from network.models.meeting_query import MeetingQuerySet
from offers.models import Need, Offer, ThemeArea
from offers.models.need import NeedQuerySet
from offers.models.offer_query import OfferQuerySet


class Pages(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> list[str]:
        names = ["home", "contact", "imprint", "privacy", "accessibility", "plain_language", "sign_language"]
        return [
            "offers:list",
            "offers:overview",
            "offers:submit",
            "needs:list",
            "network:list",
            "network:measures",
            "sponsorship:start",
            "sponsorship:become",
            "sponsorship:request",
            *(f"portal:{name}" for name in names),
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Themes(Sitemap):
    i18n = True
    alternates = True

    def items(self):
        return ThemeArea.objects.all()


class Offers(Sitemap):
    i18n = True
    alternates = True
    limit = 5000

    def items(self) -> OfferQuerySet:
        return Offer.objects.public().only("slug", "fresh_on").order_by("pk")

    def lastmod(self, item: Offer) -> date | None:
        return item.fresh_on


class Needs(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> NeedQuerySet:
        return Need.objects.public().order_by("pk")


class Meetings(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> MeetingQuerySet:
        return Meeting.objects.public().order_by("pk")

    def lastmod(self, item: Meeting) -> datetime:
        return item.changed_at


class Results(Meetings):
    """What came of meetings."""

    def items(self) -> MeetingQuerySet:
        return Meeting.objects.with_results().order_by("pk")

    def location(self, item: Meeting) -> str:
        return reverse("network:results", args=[item.slug])


SITEMAPS = {
    "pages": Pages,
    "themes": Themes,
    "offers": Offers,
    "needs": Needs,
    "meetings": Meetings,
    "results": Results,
}
