from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.contact import mentions
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from network.models.choices import MeetingStatus
from network.models.meeting import Meeting
from offers.models import ThemeArea

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)
LATEST_WARNING = timedelta(days=3)
CALLED_BEFORE = timedelta(days=3)
FINISHED_FOR = timedelta(days=90)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of_address(self, address: str) -> Self:
        """Who sees to it is reached there, or is named by it."""
        return self.filter(Q(email__iexact=address) | mentions(address, "responsible"))

    def unfinished(self) -> Self:
        """Open or running, the most urgent first."""
        return self.filter(status__in=Measure.Status.unfinished()).order_by(F("due").asc(nulls_last=True), "pk")

    def finished(self) -> Self:
        """Done or dropped, the latest first."""
        return self.filter(status__in=Measure.Status.finished()).order_by("-closed_at", "-pk")

    def overdue(self, today: date) -> Self:
        return self.unfinished().filter(due__lt=today)

    def of(self, *, status: str | None, theme: ThemeArea | None, meeting: Meeting | None) -> Self:
        """Only those of a status, a theme, a meeting; what is not named does not matter."""
        wanted = {"status": status, "theme": theme, "meeting": meeting}
        return self.filter(**{name: value for name, value in wanted.items() if value})

    def agreed_before(self, meeting: Meeting) -> Self:
        """Of earlier meetings, or of none: what the sheets of this meeting bring up again."""
        others = self.exclude(meeting=meeting)
        return others.exclude(meeting__starts_at__gt=meeting.starts_at) if meeting.starts_at else others

    def unfinished_or_heard_at(self, meeting: Meeting) -> Self:
        """What a table of this meeting talks about; what has been said there stays in sight."""
        heard = Exists(Progress.objects.filter(measure=OuterRef("pk"), meeting=meeting))
        found = self.filter(Q(heard) | Q(status__in=Measure.Status.unfinished()))
        return found.order_by(F("due").asc(nulls_last=True), "pk")

    def public(self) -> Self:
        """What everybody may read: released, and agreed at a meeting whose results are published."""
        return self.filter(is_public=True, meeting__status__in=MeetingStatus.with_published_results())

    def to_be_asked(self, today: date) -> Self:
        """Whose responsible person gets a mail today: a week before the day, on it, and every fortnight after.

        What was missed is made up for, the warning up to three days before. Who has just agreed is not warned.
        """
        warning = F("due") - WEEK
        soon = Q(due__range=(today + LATEST_WARNING, today + WEEK), created_at__date__lt=warning)
        due = Q(due__lte=today) & (Q(asked_on=None) | Q(asked_on__lt=F("due")) | Q(asked_on__lte=today - FORTNIGHT))
        asks = soon & (Q(asked_on=None) | Q(asked_on__lt=warning)) | due
        return self.unfinished().exclude(email="").filter(asks)

    def quiet(self, today: date) -> Self:
        """Nobody has said anything for a week: only these lead the office's list again, so that it stays useful."""
        heard = Progress.objects.filter(measure=OuterRef("pk"), at__date__gt=today - WEEK)
        return self.filter(~Exists(heard))

    def to_be_called(self, today: date) -> Self:
        """Due within three days, and no mail reminds anybody. What is overdue is on the office's list anyway."""
        return self.unfinished().quiet(today).filter(email="", due__range=(today, today + CALLED_BEFORE))

    def due_for_erasure(self, now: datetime) -> Self:
        """Finished long enough, and something is left that must go."""
        said = Exists(Progress.objects.filter(measure=OuterRef("pk")).exclude(note=""))
        left = ~Q(email="") | Q(names_allowed=False) & ~Q(responsible="") | Q(said)
        return self.filter(left, closed_at__lt=now - FINISHED_FOR)


class Measure(models.Model):
    """A Maßnahme: what was agreed, who sees to it, until when, and what has become of it."""

    if TYPE_CHECKING:  # modeltranslation's columns
        what_de: str

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

    ticks = {"names_allowed": Purpose.NAMED}

    privacy = Privacy.of(
        personal="responsible email",
        harmless="id what theme meeting names_allowed mail_language due status outcome is_public created_at asked_on"
        " asked_times closed_at",
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
    def is_published(self) -> bool:
        """The same as `public()` says of many."""
        return self.is_public and self.meeting is not None and self.meeting.has_public_results

    @property
    def is_finished(self) -> bool:
        return self.status in self.Status.finished()

    def is_overdue(self, today: date) -> bool:
        return not self.is_finished and self.due is not None and self.due < today

    @property
    def reported(self) -> str:
        """What its responsible person last said by the link has become of it, while nothing is published of that."""
        said = self.progress.filter(by=None, meeting=None, status=self.Status.DONE).exclude(note="")
        return "" if self.outcome else said.values_list("note", flat=True).first() or ""

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

    privacy = Privacy.of(
        personal="note by",
        harmless="id measure at status meeting",
    )

    class Meta:
        verbose_name = _("Stand einer Maßnahme")
        verbose_name_plural = _("Verlauf")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_status_display()
