from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose, current, wording
from arnsberg_hilfe.core.models import Agreement
from arnsberg_hilfe.core.privacy import Privacy
from sponsorship.models.household import Household
from sponsorship.models.sponsor import Sponsor

CURRENT_VERSION = current(Purpose.SPONSORSHIP).version


def current_wording() -> str:
    """In the language that is active."""
    return str(current(Purpose.SPONSORSHIP))


class ConsentQuerySet(models.QuerySet["Consent"]):
    def current(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(Agreement):
    """That a sponsor or a household agreed to the use of their data, to be taken back with all that follows from it."""

    purpose = Purpose.SPONSORSHIP
    sponsor = models.ForeignKey(Sponsor, models.CASCADE, null=True, blank=True, related_name="consents")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="consents")
    version = models.CharField(_("Fassung"), max_length=20, default=CURRENT_VERSION)

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
        return wording(self.purpose, self.version)

    def get_purpose_display(self) -> str:
        return str(self.purpose.label)
