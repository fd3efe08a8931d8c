"""Whom the office may invite, and whom it has invited to which meeting."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.pillar import Pillar
from arnsberg_hilfe.core.privacy import Privacy
from network.models.meeting import Meeting
from network.models.registration_query import NAMES_KEPT_FOR


class Invitee(models.Model):
    """An address that may be invited, or (`declined_at`) must not be. Kept until its owner says no; then as a no."""

    class Origin(models.TextChoices):
        PARTICIPANT = "participant", _("frühere Teilnahme")
        PROVIDER = "provider", _("Anbieter")
        ORGANISATION = "organisation", _("Organisation")

    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=150, blank=True)
    pillar = models.CharField(_("Säule"), max_length=12, choices=Pillar.choices, blank=True)
    language = models.CharField(
        _("Sprache der Mails"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    origin = models.CharField(_("woher"), max_length=12, choices=Origin.choices, default=Origin.ORGANISATION)
    consent = models.CharField(
        _("Einwilligung"),
        max_length=200,
        blank=True,
        help_text=_("Wie und mit welchen Worten eingewilligt wurde, zum Beispiel: Anmeldeformular, Fassung 1."),
    )
    consented_at = models.DateTimeField(_("eingewilligt am"), default=timezone.now)
    declined_at = models.DateTimeField(_("abbestellt am"), null=True, blank=True)

    privacy = Privacy.of(
        personal="email name organisation",
        harmless="id pillar language origin consent consented_at declined_at",
        erased="when its owner asks; the address of a no is kept so that nobody is asked again",
    )

    class Meta:
        verbose_name = _("Adresse für Einladungen")
        verbose_name_plural = _("Adressen für Einladungen")
        ordering = ["organisation", "name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="invitee_once",
                violation_error_message=_("Diese Adresse steht schon in der Liste."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.organisation or self.email

    def decline(self, *, now: datetime) -> None:
        """No more invitations. A second call changes nothing."""
        if not self.declined_at:
            self.declined_at = now
            self.save(update_fields=["declined_at"])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def due_for_erasure(self, now: datetime) -> Self:
        """Of meetings that have been over for as long as names are kept."""
        moment = now - NAMES_KEPT_FOR
        over = Q(meeting__ends_at__lt=moment) | Q(meeting__ends_at=None, meeting__starts_at__lt=moment)
        return self.filter(over)


class Invitation(models.Model):
    """That an address was invited to a meeting: never twice."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-Mail-Adresse"))
    sent_at = models.DateTimeField(_("eingeladen am"), default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    privacy = Privacy.of(personal="email", harmless="id meeting sent_at", erased="90 days after the meeting")

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint("meeting", Lower("email"), name="invitation_once")]

    def __str__(self) -> str:
        return self.email
