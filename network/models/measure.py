from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from network.models.choices import MeetingStatus
from network.models.meeting import Meeting
from offers.models import ThemeArea

if TYPE_CHECKING:
    from network.models.programme import ThemeTable


class MeasureQuerySet(models.QuerySet["Measure"]):
    def unfinished(self) -> Self:
        """Open or running, the most urgent first."""
        return self.filter(status__in=Measure.Status.unfinished()).order_by(F("due").asc(nulls_last=True), "pk")

    def overdue(self, today: date) -> Self:
        return self.unfinished().filter(due__lt=today)

    def agreed_before(self, meeting: Meeting) -> Self:
        """Of earlier meetings, or of none: what the sheets of this meeting bring up again."""
        return self.exclude(meeting=meeting)

    def taken_up_at(self, table: "ThemeTable") -> Self:
        """What the sheet of a table brings up again: of its theme, and at the first table what has no table here.

        What has been said at this meeting stays in sight.
        """
        tables, meeting = table.meeting.tables.all(), table.meeting
        mine = Q(theme=table.theme_id) if table.theme_id else Q(pk=None)
        if not tables.filter(number__lt=table.number).exists():
            others = tables.exclude(theme=None).values("theme")
            mine |= Q(theme=None) | ~Q(theme__in=others)
        heard = Exists(Progress.objects.filter(measure=OuterRef("pk"), meeting=meeting))
        waiting = Q(heard) | Q(status__in=Measure.Status.unfinished())
        order = F("due").asc(nulls_last=True)
        return self.agreed_before(meeting).filter(mine, waiting).order_by(order, "pk")

    def public(self) -> Self:
        """What everybody may read: released, and agreed at a meeting whose results are published."""
        return self.filter(is_public=True, meeting__status__in=MeetingStatus.with_published_results())


class Measure(models.Model):
    """A Maßnahme: what was agreed, who sees to it, until when, and what has become of it."""

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        RUNNING = "running", _("läuft")
        DONE = "done", _("erledigt")
        DROPPED = "dropped", _("entfallen")

        @classmethod
        def unfinished(cls) -> list[str]:
            return [cls.OPEN, cls.RUNNING]

        @classmethod
        def finished(cls) -> list[str]:
            return [cls.DONE, cls.DROPPED]

    what = models.CharField(_("Was"), max_length=300)
    theme = models.ForeignKey(
        ThemeArea, models.PROTECT, verbose_name=_("Themenbereich"), null=True, blank=True, related_name="measures"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("vereinbart bei"), null=True, blank=True, related_name="measures"
    )
    responsible = models.CharField(_("Wer"), max_length=150, blank=True)
    names_allowed = models.BooleanField(
        _("»Wer« darf öffentlich genannt werden"),
        default=False,
        help_text=_("Nur wenn die Person oder Stelle zugestimmt hat."),
    )
    email = models.EmailField(
        _("E-Mail-Adresse"), blank=True, help_text=_("Dorthin gehen die Erinnerungen. Ohne Adresse rufen Sie an.")
    )
    mail_language = models.CharField(
        _("Sprache der Mails"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    due = models.DateField(_("Bis wann"), null=True, blank=True)
    status = models.CharField(_("Status"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False)
    outcome = models.CharField(
        _("Was daraus wurde"), max_length=600, blank=True, help_text=_("Wird mit den Ergebnissen gezeigt.")
    )
    is_public = models.BooleanField(_("mit den Ergebnissen zeigen"), default=True)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    asked_on = models.DateField(_("zuletzt erinnert am"), null=True, blank=True, editable=False)
    asked_times = models.PositiveSmallIntegerField(_("wie oft erinnert"), default=0, editable=False)
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    privacy = Privacy.of(
        personal="responsible email",
        harmless="id what theme meeting names_allowed mail_language due status outcome is_public created_at asked_on"
        " asked_times closed_at",
        erased="the address, and a name without consent, 90 days after it was done or dropped",
    )

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = [F("due").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["status", "due"], name="measure_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "running"], closed_at=None)
                | Q(status__in=["done", "dropped"], closed_at__isnull=False),
                name="measure_finished_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def start(self) -> None:
        move(self, [self.Status.OPEN], self.Status.RUNNING)

    def finish(self, *, now: datetime) -> None:
        move(self, self.Status.unfinished(), self.Status.DONE, closed_at=now)

    def drop(self, *, now: datetime) -> None:
        move(self, self.Status.unfinished(), self.Status.DROPPED, closed_at=now)

    def reopen(self) -> None:
        move(self, self.Status.finished(), self.Status.OPEN, closed_at=None)

    @property
    def is_finished(self) -> bool:
        return self.status in self.Status.finished()

    @property
    def public_who(self) -> str:
        """Who may be named in public; empty without their consent."""
        return self.responsible if self.names_allowed else ""


class Progress(models.Model):
    """What somebody said about a measure: when, where (on the sheet of which meeting), and how it stands since then."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="progress")
    at = models.DateTimeField(_("wann"), default=timezone.now)
    status = models.CharField(_("Stand"), max_length=8, choices=Measure.Status.choices)
    note = models.CharField(_("Notiz"), max_length=600, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, verbose_name=_("auf dem Tischblatt von"), null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("wer"), null=True, blank=True, related_name="+"
    )

    privacy = Privacy.of(personal="note by", harmless="id measure at status meeting", erased="with its measure")

    class Meta:
        verbose_name = _("Stand einer Maßnahme")
        verbose_name_plural = _("Verlauf")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_status_display()
