"""Aufrufe: letters that ask the right people for what is missing, and who wants to get them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.theme_area import ThemeArea


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def willing(self) -> Self:
        """Whose address is confirmed, who agreed and has not said no since."""
        return self.filter(confirmed_at__isnull=False, declined_at=None).exclude(consent="")


class Subscriber(models.Model):
    """Somebody who wants to hear when something is missing that they could help with. No themes: all of them."""

    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    mail_language = models.CharField(
        _("Sprache der Mails"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    themes = models.ManyToManyField(ThemeArea, verbose_name=_("Themen"), blank=True, related_name="subscribers")
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("Stadtteil"), null=True, blank=True, related_name="+"
    )
    languages = models.ManyToManyField(Language, verbose_name=_("Sprachen"), blank=True, related_name="+")
    consent = models.CharField(
        _("Einwilligung"), max_length=200, blank=True, help_text=_("Wie und mit welchen Worten eingewilligt wurde.")
    )
    consented_at = models.DateTimeField(_("eingewilligt am"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("E-Mail bestätigt am"), null=True, blank=True)
    declined_at = models.DateTimeField(_("abbestellt am"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    privacy = Privacy.of(
        personal="email name",
        harmless="id mail_language themes district languages consent consented_at confirmed_at declined_at",
        erased="unconfirmed after 7 days, else when its owner says no",
    )

    class Meta:
        verbose_name = _("Adresse für Aufrufe")
        verbose_name_plural = _("Adressen für Aufrufe")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="subscriber_once",
                violation_error_message=_("Diese Adresse steht schon in der Liste."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Call(models.Model):
    """An Aufruf: written for one gap (theme, Stadtteil, language), sent to those who want to hear of such."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        SENT = "sent", _("verschickt")

    theme = models.ForeignKey(ThemeArea, models.PROTECT, verbose_name=_("Themenbereich"), related_name="calls")
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("Stadtteil"), null=True, blank=True, related_name="+"
    )
    language = models.ForeignKey(
        Language, models.PROTECT, verbose_name=_("Sprache"), null=True, blank=True, related_name="+"
    )
    subject = models.CharField(_("Betreff"), max_length=120)
    text = models.TextField(_("Text"), max_length=3000)
    status = models.CharField(_("Status"), max_length=5, choices=Status.choices, default=Status.DRAFT, editable=False)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    sent_at = models.DateTimeField(_("verschickt am"), null=True, blank=True, editable=False)

    privacy = Privacy.of(
        personal="created_by",
        harmless="id theme district language subject text status created_at sent_at",
        erased="two years after it was sent",
    )

    class Meta:
        verbose_name = _("Aufruf")
        verbose_name_plural = _("Aufrufe")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.subject

    def send(self, *, now: datetime) -> None:
        move(self, [self.Status.DRAFT], self.Status.SENT, sent_at=now)


class CallLetter(models.Model):
    """That a call went to somebody: never twice."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="letters")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="letters")
    sent_at = models.DateTimeField(_("verschickt am"), default=timezone.now)

    privacy = Privacy.of(harmless="id call subscriber sent_at")

    class Meta:
        verbose_name = _("verschickter Aufruf")
        verbose_name_plural = _("verschickte Aufrufe")
        constraints = [models.UniqueConstraint(fields=["call", "subscriber"], name="call_letter_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.subscriber}"
