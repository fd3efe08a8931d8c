from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose, wording
from arnsberg_hilfe.core.models.outgoing_mail import name_of
from arnsberg_hilfe.core.privacy import Privacy


class RecordedConsentQuerySet(models.QuerySet["Consent"]):
    def current(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def concerning(self, records: Iterable[models.Model]) -> Self:
        return self.filter(about__in=[name_of(record) for record in records])


class Agreement(models.Model):
    """That somebody agreed to something: to which wording, in which language, when, how; and no longer."""

    class How(models.TextChoices):
        ONLINE = "online", _("auf der Seite")
        PAPER = "paper", _("auf Papier")
        SPOKEN = "spoken", _("im Gespräch")

    version = models.CharField(_("Fassung"), max_length=20)
    language = models.CharField(_("Sprache"), max_length=2, choices=settings.LANGUAGES)
    how = models.CharField(_("wie"), max_length=6, choices=How.choices, default=How.ONLINE)
    given_at = models.DateTimeField(_("erteilt am"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("widerrufen am"), null=True, blank=True)

    class Meta:
        abstract = True

    def withdraw(self, *, now: datetime) -> None:
        """Only writes it down: what it has allowed ends in the steps that call this. A second call changes nothing."""
        if self.withdrawn_at is None:
            self.withdrawn_at = now
            self.save(update_fields=["withdrawn_at"])


class Consent(Agreement):
    """A consent about any record that is not of the Patenprojekt: `about` names it, as with mails."""

    purpose = models.CharField(_("wozu"), max_length=12, choices=Purpose.choices)
    about = models.CharField(_("betrifft"), max_length=60)

    objects = RecordedConsentQuerySet.as_manager()

    privacy = Privacy.of(harmless="id purpose about version language how given_at withdrawn_at")

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["about"], name="consent_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "purpose"], condition=models.Q(withdrawn_at=None), name="consent_current_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.version}, {self.language})"

    @property
    def in_words(self) -> str:
        """All of it in one line, for staff."""
        facts = {
            "purpose": self.get_purpose_display(),
            "wording": self.wording,
            "how": self.get_how_display(),
            "language": self.get_language_display(),
            "version": self.version,
            "day": date_format(timezone.localtime(self.given_at), "DATE_FORMAT"),
        }
        given = _("%(purpose)s: »%(wording)s« (Fassung %(version)s), %(how)s, %(language)s, %(day)s") % facts
        if not self.withdrawn_at:
            return given
        day = date_format(timezone.localtime(self.withdrawn_at), "DATE_FORMAT")
        return given + _(", zurückgezogen am %(day)s") % {"day": day}

    @property
    def wording(self) -> str:
        """In the language that is active."""
        return wording(self.purpose, self.version)
