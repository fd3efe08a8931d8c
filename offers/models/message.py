from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.offer import Offer
from offers.models.offer_query import UNCONFIRMED_FOR

KEPT_FOR = timedelta(days=180)
LONGEST_TEXT = 2000


class MessageQuerySet(models.QuerySet["Message"]):
    def unconfirmed_for_long(self, now: datetime) -> Self:
        return self.filter(status=Message.Status.UNCONFIRMED, created_at__lt=now - UNCONFIRMED_FOR)

    def relayed(self) -> Self:
        """Those of which the provider knows."""
        return self.exclude(status=Message.Status.UNCONFIRMED)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(created_at__lt=now - KEPT_FOR)


class Message(models.Model):
    """A visitor's message to a provider, relayed by the portal; neither sees the other's address before an answer."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("E-Mail noch nicht bestätigt")
        RELAYED = "relayed", _("weitergeleitet")
        ANSWERED = "answered", _("beantwortet")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="messages")
    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    email = models.EmailField(_("E-Mail-Adresse"))
    language = models.CharField(_("Sprache"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("Nachricht"), max_length=LONGEST_TEXT)
    answer = models.TextField(_("Antwort"), max_length=LONGEST_TEXT, blank=True)
    status = models.CharField(_("Status"), max_length=12, choices=Status.choices, default=Status.UNCONFIRMED)
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now)
    relayed_at = models.DateTimeField(_("weitergeleitet am"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    privacy = Privacy.of(
        personal="name email text answer",
        harmless="id offer key language status created_at relayed_at answered_at",
    )

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.offer} ({self.created_at:%d.%m.%Y})"

    def relay(self, *, now: datetime) -> None:
        move(self, [self.Status.UNCONFIRMED], self.Status.RELAYED, relayed_at=now)

    def reply(self, answer: str, *, now: datetime) -> None:
        move(self, [self.Status.RELAYED], self.Status.ANSWERED, answer=answer, answered_at=now)
