from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.offer import Offer
from offers.models.theme_area import ThemeArea


class NeedQuerySet(models.QuerySet["Need"]):
    def open(self) -> Self:
        return self.filter(status=Need.Status.OPEN)

    def most_urgent(self) -> Self:
        return self.open().order_by(models.F("urgent_until").asc(nulls_last=True), "-created_at")


class Need(models.Model):
    """A Bedarf: what is missing."""

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        COVERED = "covered", _("gedeckt")
        DROPPED = "dropped", _("entfallen")

    title = models.CharField(_("Was fehlt"), max_length=150)
    description = models.TextField(_("Beschreibung"), blank=True, max_length=2000)
    theme = models.ForeignKey(ThemeArea, models.PROTECT, verbose_name=_("Themenbereich"), related_name="needs")
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("Stadtteil"), null=True, blank=True, related_name="needs"
    )
    language = models.ForeignKey(Language, models.PROTECT, verbose_name=_("Sprache"), null=True, blank=True)
    number = models.PositiveIntegerField(_("Anzahl"), null=True, blank=True, validators=[MinValueValidator(1)])
    urgent_until = models.DateField(_("dringend bis"), null=True, blank=True)
    covered_by = models.ManyToManyField(Offer, verbose_name=_("gedeckt durch"), blank=True, related_name="needs")
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    created_at = models.DateTimeField(_("erfasst am"), default=timezone.now, editable=False)

    objects = NeedQuerySet.as_manager()

    privacy = Privacy.of(
        harmless="id title description theme district language number urgent_until covered_by status created_at"
    )

    class Meta:
        verbose_name = _("Bedarf")
        verbose_name_plural = _("Bedarfe")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def cover(self) -> None:
        move(self, [Need.Status.OPEN], Need.Status.COVERED)

    def drop(self) -> None:
        move(self, [Need.Status.OPEN], Need.Status.DROPPED)

    def reopen(self) -> None:
        move(self, [Need.Status.COVERED, Need.Status.DROPPED], Need.Status.OPEN)
