from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.status import move

KEPT_FOR = timedelta(days=365)
REQUESTS_KEPT_FOR = timedelta(days=730)


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def open(self) -> Self:
        return self.filter(status=Inquiry.Status.OPEN)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(created_at__lt=now - KEPT_FOR)


class Inquiry(models.Model):
    """What somebody writes to the office on the contact page; its entries stay together as a thread."""

    class Reason(models.TextChoices):
        SUGGESTION = "suggestion", _("Ich habe eine Anregung")
        QUESTION = "question", _("Ich habe eine Frage")
        CONNECT = "connect", _("Ich möchte mit anderen in Kontakt kommen")

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ANSWERED = "answered", _("beantwortet")
        CLOSED = "closed", _("erledigt")

    key = models.CharField(max_length=40, unique=True)
    reason = models.CharField(_("Worum geht es?"), max_length=12, choices=Reason.choices)
    name = models.CharField(_("Name"), max_length=80)
    email = models.EmailField(_("E-Mail-Adresse"))
    phone = models.CharField(_("Telefon"), max_length=30, blank=True)
    language = models.CharField(_("Sprache"), max_length=2, choices=settings.LANGUAGES)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now)
    answer_by = models.DateField(_("antworten bis"))

    objects = InquiryQuerySet.as_manager()

    privacy = Privacy.of(
        personal="name email phone",
        harmless="id key reason language status created_at answer_by",
    )

    class Meta:
        verbose_name = _("Anliegen")
        verbose_name_plural = _("Anliegen")
        ordering = ["answer_by", "created_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_reason_display()}"

    def mark_answered(self) -> None:
        move(self, [self.Status.OPEN, self.Status.ANSWERED], self.Status.ANSWERED)

    def reopen(self, answer_by: date) -> None:
        """The writer has written again."""
        move(self, list(self.Status), self.Status.OPEN, answer_by=answer_by)

    def close(self) -> None:
        move(self, [self.Status.OPEN, self.Status.ANSWERED], self.Status.CLOSED)


class Entry(models.Model):
    """One text of a thread: the writer's, or with `by` the office's."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, verbose_name=_("Anliegen"), related_name="entries")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("wer"), null=True, blank=True, related_name="+"
    )
    from_office = models.BooleanField(_("von der Stelle"), default=False)
    text = models.TextField(_("Text"), max_length=4000)
    at = models.DateTimeField(_("wann"), default=timezone.now)

    privacy = Privacy.of(personal="by text", harmless="id inquiry from_office at")

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.inquiry)


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(at__lt=now - REQUESTS_KEPT_FOR)


class DataRequest(models.Model):
    """That somebody was told what the portal holds on them, or was erased; nothing of the person themself.

    Without `by` the person did it by a link; else a colleague for them, who knew by `checked` who it was.
    """

    class Kind(models.TextChoices):
        TOLD = "told", _("Auskunft gegeben")
        ERASED = "erased", _("gelöscht")

    class Checked(models.TextChoices):
        LINK = "link", _("Link an die eigene Adresse")
        PAPERS = "papers", _("Ausweis gesehen")
        KNOWN = "known", _("persönlich bekannt")
        CALLED = "called", _("Rückruf unter der Nummer, die wir hatten")

    kind = models.CharField(_("was"), max_length=6, choices=Kind.choices)
    at = models.DateTimeField(_("wann"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("durch"), null=True, blank=True, related_name="+"
    )
    checked = models.CharField(_("Woran erkannt"), max_length=6, choices=Checked.choices, default=Checked.LINK)
    records = models.PositiveIntegerField(_("Einträge"), default=0)
    kept = models.PositiveIntegerField(_("davon noch aufbewahrt"), default=0)

    objects = DataRequestQuerySet.as_manager()

    area = Area.ACCOUNTS
    privacy = Privacy.of(personal="by", harmless="id kind at checked records kept")

    class Meta:
        verbose_name = _("Auskunft oder Löschung auf Wunsch")
        verbose_name_plural = _("Auskünfte und Löschungen auf Wunsch")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({timezone.localtime(self.at):%d.%m.%Y})"


class PromisedErasure(models.Model):
    """A record whose person wants to be erased, and which must stay for a while: a night job sees to it."""

    label = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    area = Area.ACCOUNTS
    privacy = Privacy.of(harmless="id label key at")

    class Meta:
        verbose_name = _("versprochene Löschung")
        verbose_name_plural = _("versprochene Löschungen")
        constraints = [models.UniqueConstraint(fields=["label", "key"], name="promised_erasure_once")]

    def __str__(self) -> str:
        return f"{self.label}:{self.key}"
