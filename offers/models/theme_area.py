from datetime import date
from typing import Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Func, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy


class ThemeAreaQuerySet(models.QuerySet["ThemeArea"]):
    def with_counts(self, today: date, *, cap: int) -> Self:
        """Annotate `offer_count`: current offers of the theme, counted up to cap + 1."""
        offers = apps.get_model("offers", "Offer").objects.current(today).order_by().filter(theme=OuterRef("pk"))
        ids = ArraySubquery(offers.values("pk")[: cap + 1])
        return self.annotate(offer_count=Func(ids, function="cardinality", output_field=models.IntegerField()))


class ThemeArea(models.Model):
    """One of the six areas of help; also the subject of a Thementisch."""

    class Colour(models.TextChoices):
        """Names of the theme colours in the style sheet (`--theme-…`)."""

        VIOLET = "violet", _("Violett")
        MAGENTA = "magenta", _("Magenta")
        OCHRE = "ochre", _("Ocker")
        GREEN = "green", _("Grün")
        TEAL = "teal", _("Petrol")
        RED = "red", _("Rot")

    number = models.PositiveSmallIntegerField(_("Nummer"), unique=True)
    slug = models.SlugField(_("Adresszusatz"), unique=True)
    name = models.CharField(_("Name"), max_length=80)
    intro = models.CharField(_("Worum es geht"), max_length=200)
    icon = models.SlugField(_("Bildzeichen"), max_length=30)
    colour = models.CharField(_("Farbe"), max_length=10, choices=Colour.choices)

    objects = ThemeAreaQuerySet.as_manager()

    privacy = Privacy.of(harmless="id number slug name intro icon colour")

    class Meta:
        verbose_name = _("Themenbereich")
        verbose_name_plural = _("Themenbereiche")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offers:theme", args=[self.slug])
