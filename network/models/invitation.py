"""Whom the office may invite, and whom it has invited to which meeting."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import take_back
from arnsberg_hilfe.core.pillar import Pillar
from arnsberg_hilfe.core.privacy import Privacy
from network.models.meeting import Meeting
from network.models.registration import Registration
from network.models.registration_query import NAMES_KEPT_FOR

PARTICIPANTS, PROVIDERS = "participant", "provider"
# Whom the office invites together: by origin, organisations by their pillar
GROUPS: dict[str, Any] = {
    PARTICIPANTS: _("Frühere Teilnehmende"),
    PROVIDERS: _("Anbieter von Angeboten"),
    **{pillar: pillar.label for pillar in Pillar},
}


class InviteeQuerySet(models.QuerySet["Invitee"]):
    def willing(self) -> Self:
        """Who agreed to be invited and has not said no since."""
        return self.filter(declined_at=None).exclude(consent="")

    def to_be_invited(self, meeting: Meeting, groups: Iterable[str]) -> Self:
        """The willing of these groups who are neither invited to the meeting nor registered for it."""
        same = {"meeting": meeting, "email__iexact": OuterRef("email")}
        invited = Exists(Invitation.objects.filter(**same))
        registered = Exists(Registration.objects.active().filter(**same))
        return self.willing().filter(_in(groups)).exclude(invited).exclude(registered)


def _in(groups: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for group in groups:
        is_origin = group in {PARTICIPANTS, PROVIDERS}
        found |= Q(origin=group) if is_origin else Q(origin=Invitee.Origin.ORGANISATION, pillar=group)
    return found


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

    objects = InviteeQuerySet.as_manager()

    privacy = Privacy.of(
        personal="email name organisation",
        harmless="id pillar language origin consent consented_at declined_at",
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
            take_back(self, [Purpose.INVITATIONS], now=now)


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

    privacy = Privacy.of(personal="email", harmless="id meeting sent_at")

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint("meeting", Lower("email"), name="invitation_once")]

    def __str__(self) -> str:
        return self.email
