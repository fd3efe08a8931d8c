"""What happened to a Patenschaft, step by step, and which letters colleagues got about theirs."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.encryption import EncryptedTextField
from arnsberg_hilfe.core.privacy import Privacy
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.models.sponsorship import Sponsorship


class Step(models.Model):
    """A Patenschaft came into this status: when, at whose word, written down by whom. Without `by`, by a link or a job.

    Complaints leave no step: who is responsible must not learn of them here.
    """

    sponsorship = models.ForeignKey(Sponsorship, models.CASCADE, related_name="steps")
    status = models.CharField(_("Status"), max_length=16, choices=SponsorshipStatus.choices)
    side = models.CharField(_("auf Wunsch von"), max_length=9, choices=Side.choices, blank=True)
    note = EncryptedTextField(_("Notiz"), max_length=1000, blank=True)
    at = models.DateTimeField(_("wann"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    privacy = Privacy.of(personal="note by", harmless="id sponsorship status side at")

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y} {self.get_status_display()}"


class Digest(models.Model):
    """That a colleague got the letter of a week: one for each Monday."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    monday = models.DateField(_("Woche vom"))

    privacy = Privacy.of(harmless="id user monday")

    class Meta:
        verbose_name = _("Wochenbrief")
        verbose_name_plural = _("Wochenbriefe")
        constraints = [models.UniqueConstraint(fields=["user", "monday"], name="digest_once_a_week")]

    def __str__(self) -> str:
        return f"{self.monday:%d.%m.%Y}"
