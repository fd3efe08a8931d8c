"""What happens at a meeting: its agenda and its theme tables."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import Area
from network.models.choices import MeetingStatus
from network.models.meeting import Meeting
from offers.models import ThemeArea

RECENTLY = timedelta(days=180)


class AgendaItem(models.Model):
    """A Programmpunkt, by the clock of the hall."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    at = models.TimeField(_("Uhrzeit"))
    title = models.CharField(_("Programmpunkt"), max_length=150)
    text = models.CharField(_("Dazu"), max_length=300, blank=True)

    privacy = Privacy.of(harmless="id meeting at title text")

    class Meta:
        verbose_name = _("Programmpunkt")
        verbose_name_plural = _("Programm")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.title


class ThemeTableQuerySet(models.QuerySet["ThemeTable"]):
    def written_by(self, user: User) -> Self:
        """Whose results this person may write down: who runs the meetings every table's, a moderator their own."""
        return self if user.may(Area.MEETINGS) else self.filter(moderators=user)

    def recent(self, now: datetime) -> Self:
        """Of meetings to come, of the last half year, or still waiting for their results, the latest first.

        `rows` counts what is written there.
        """
        written = models.Count("results", filter=models.Q(results__struck_at=None))
        dated = models.Q(meeting__status__in=MeetingStatus.public(), meeting__starts_at__gt=now - RECENTLY)
        waiting = models.Q(meeting__status__in=[MeetingStatus.HELD, MeetingStatus.RESULTS_DRAFT])
        return (
            self.filter(dated | waiting)
            .annotate(rows=written)
            .select_related("meeting", "theme")
            .order_by("-meeting__starts_at", "number")
        )


class ThemeTable(models.Model):
    """A Thementisch. `seats` is how many sit at it in each round."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("Nummer"), validators=[MinValueValidator(1)])
    theme = models.ForeignKey(
        ThemeArea, models.PROTECT, verbose_name=_("Themenbereich"), null=True, blank=True, related_name="tables"
    )
    title = models.CharField(
        _("Thema"), max_length=120, blank=True, help_text=_("Leer lassen: Name des Themenbereichs.")
    )
    question = models.CharField(_("Leitfrage"), max_length=300, blank=True)
    moderator = models.CharField(
        _("Moderation"), max_length=120, blank=True, help_text=_("Amt oder Organisation, zum Beispiel Jugendamt.")
    )
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("schreiben mit"),
        blank=True,
        related_name="moderated_tables",
        help_text=_("Wer hier steht, kann die Ergebnisse dieses Tisches aufschreiben."),
    )
    seats = models.PositiveSmallIntegerField(_("Sitzplätze"), default=20, validators=[MinValueValidator(1)])

    objects = ThemeTableQuerySet.as_manager()

    privacy = Privacy.of(
        personal="moderator moderators",
        harmless="id meeting number theme title question seats",
    )

    class Meta:
        verbose_name = _("Thementisch")
        verbose_name_plural = _("Thementische")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="table_number_once",
                violation_error_message=_("Diese Tischnummer gibt es schon."),
            ),
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False) | ~models.Q(title=""),
                name="table_has_subject",
                violation_error_message=_("Ein Tisch braucht einen Themenbereich oder ein Thema."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def subject(self) -> str:
        return self.title or (self.theme.name if self.theme else "") or ""
