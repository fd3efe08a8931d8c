from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from network.models.meeting import Meeting
from network.models.registration import Registration


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def at(self, meeting: Meeting) -> Self:
        return self.filter(registration__meeting=meeting)

    def by_table(self, round_number: int) -> dict[int, int]:
        """How many of those who are here have a seat at which table in a round, by the table's key."""
        placed = self.filter(registration__placements__round=round_number).order_by()
        return dict(placed.values_list("registration__placements__table").annotate(Count("pk")))


class Arrival(models.Model):
    """That one person of a group has come in: the one who registered has position 0, companions follow.

    The row is the check mark. It exists once, whoever ticks at the same time, and goes when the tick is taken back.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="arrivals")
    position = models.PositiveSmallIntegerField(_("wer von der Gruppe"))
    at = models.DateTimeField(_("da seit"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("Einlass"), null=True, blank=True, related_name="+"
    )

    objects = ArrivalQuerySet.as_manager()

    privacy = Privacy.of(personal="by", harmless="id registration position at")

    class Meta:
        verbose_name = _("Ankunft")
        verbose_name_plural = _("Ankünfte")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "position"], name="arrival_once"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.position}"
