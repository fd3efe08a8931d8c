from datetime import date

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from offers.models.offer import Offer

COUNT = """
    INSERT INTO offers_pageviews (offer_id, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (offer_id, day) DO UPDATE SET count = offers_pageviews.count + 1
"""


class PageViews(models.Model):
    """How often an offer's page was opened on one day; nothing about who opened it."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="page_views")
    day = models.DateField(_("Tag"))
    count = models.PositiveIntegerField(_("wie oft gesehen"), default=0)

    privacy = Privacy.of(harmless="id offer day count")

    class Meta:
        verbose_name = _("Seitenaufrufe")
        verbose_name_plural = _("Seitenaufrufe")
        constraints = [models.UniqueConstraint(fields=["offer", "day"], name="page_views_once_a_day")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.count}"

    @classmethod
    def add(cls, offer: Offer, day: date) -> None:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [offer.pk, day])
