from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move

KEPT_AFTER_SENDING = timedelta(days=30)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def undelivered(self) -> Self:
        """Mails that reached nobody and that staff should know of."""
        return self.filter(status__in=[OutgoingMail.Status.REFUSED, OutgoingMail.Status.BOUNCED])

    def due_for_erasure(self, now: datetime) -> Self:
        return self.exclude(status=OutgoingMail.Status.QUEUED).filter(created_at__lt=now - KEPT_AFTER_SENDING)


class OutgoingMail(models.Model):
    """A mail on its way: written in the transaction that needs it, sent by a job, erased a month later."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("wartet")
        SENT = "sent", _("gesendet")
        REFUSED = "refused", _("abgewiesen")
        BOUNCED = "bounced", _("unzustellbar")
        CANCELLED = "cancelled", _("zurückgenommen")

    to = models.EmailField(_("an"))
    reply_to = models.EmailField(_("Antwort an"), blank=True)
    subject = models.CharField(_("Betreff"), max_length=200)
    text = models.TextField(_("Text"))
    html = models.TextField(_("Text als HTML"))
    language = models.CharField(_("Sprache"), max_length=8)
    purpose = models.SlugField(_("Anlass"), max_length=40)
    about = models.CharField(_("betrifft"), max_length=60, blank=True, db_index=True)
    message_id = models.CharField(_("Kennung"), max_length=120, unique=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    error = models.CharField(_("Fehler"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    privacy = Privacy.of(
        personal="to reply_to subject text html error",
        harmless="id language purpose about message_id status created_at sent_at",
        erased="30 days after it was written",
    )

    class Meta:
        verbose_name = _("E-Mail")
        verbose_name_plural = _("E-Mails")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "created_at"], name="mail_status")]

    def __str__(self) -> str:
        return self.subject

    def mark_sent(self, *, now: datetime) -> None:
        move(self, [self.Status.QUEUED], self.Status.SENT, sent_at=now, error="")

    def refuse(self, error: str) -> None:
        """The mail server will never take it."""
        move(self, [self.Status.QUEUED], self.Status.REFUSED, error=error[:300])

    def bounce(self, error: str) -> None:
        """The mail server took it, and the recipient's did not."""
        move(self, [self.Status.SENT], self.Status.BOUNCED, error=error[:300])

    def cancel(self) -> None:
        move(self, [self.Status.QUEUED], self.Status.CANCELLED)
