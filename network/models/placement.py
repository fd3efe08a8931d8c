from django.db import models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from network.models.programme import ThemeTable
from network.models.registration import Registration


class Placement(models.Model):
    """Where a group sits in a round, and why. `pinned`: staff decided so, and another run leaves it alone.

    `wish` is 1 to 3, or nothing where it was none; `why` holds the facts from which the reason is put into words.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="placements")
    round = models.PositiveSmallIntegerField(_("Runde"))
    table = models.ForeignKey(ThemeTable, models.CASCADE, verbose_name=_("Tisch"), related_name="placements")
    pinned = models.BooleanField(_("festgelegt"), default=False)
    wish = models.PositiveSmallIntegerField(_("Wunsch"), null=True, blank=True)
    why = models.JSONField(_("Begründung"), default=dict, blank=True)

    privacy = Privacy.of(harmless="id registration round table pinned wish why")

    class Meta:
        verbose_name = _("Tischplatz")
        verbose_name_plural = _("Tischplätze")
        ordering = ["round", "table__number"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "round"], name="placement_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.table}"
