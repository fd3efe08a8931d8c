from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from sponsorship.models.household import Household
from sponsorship.models.sponsor import Sponsor

# The wordings that people agree to; a new wording gets a new version, and the old one stays readable
CURRENT_VERSION = "2026-11"
WORDINGS = {
    "2026-11": _(
        "Die Fachstelle darf meine Angaben speichern und benutzen, um eine passende Patin, einen passenden Paten oder "
        "einen passenden Haushalt zu finden. Der anderen Seite zeigt sie zuerst nur Angaben ohne Namen. Namen und "
        "Kontakt gibt sie erst weiter, wenn beide Seiten zugestimmt haben. Ich kann das jederzeit widerrufen."
    ),
}


def current_wording() -> str:
    """In the language that is active."""
    return str(WORDINGS[CURRENT_VERSION])


class ConsentQuerySet(models.QuerySet["Consent"]):
    def current(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """That somebody agreed to the use of their data: to which wording, in which language, when, how; and no longer."""

    class How(models.TextChoices):
        ONLINE = "online", _("auf der Seite")
        PAPER = "paper", _("auf Papier")
        SPOKEN = "spoken", _("im Gespräch")

    sponsor = models.ForeignKey(Sponsor, models.CASCADE, null=True, blank=True, related_name="consents")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="consents")
    version = models.CharField(_("Fassung"), max_length=20, default=CURRENT_VERSION)
    language = models.CharField(_("Sprache"), max_length=2, choices=settings.LANGUAGES)
    how = models.CharField(_("wie"), max_length=6, choices=How.choices, default=How.ONLINE)
    given_at = models.DateTimeField(_("erteilt am"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("widerrufen am"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    privacy = Privacy.of(
        harmless="id sponsor household version language how given_at withdrawn_at",
    )

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sponsor__isnull=False, household=None) | Q(sponsor=None, household__isnull=False),
                name="consent_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"

    @property
    def wording(self) -> str:
        """In the language that is active."""
        return str(WORDINGS.get(self.version, ""))

    def withdraw(self, *, now: datetime) -> None:
        """A second call changes nothing."""
        if self.withdrawn_at is None:
            self.withdrawn_at = now
            self.save(update_fields=["withdrawn_at"])
