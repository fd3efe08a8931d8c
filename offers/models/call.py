"""Aufrufe: letters that ask the right people for what is missing, and who wants to get them."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import take_back
from arnsberg_hilfe.core.erasing import blanked
from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.need_reply import NeedReply
from offers.models.theme_area import ThemeArea

UNCONFIRMED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=730)
# Nobody gets more than one call in this time, whatever is missing
REST = timedelta(days=7)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def willing(self) -> Self:
        """Whose address is confirmed, who agreed and has not said no since."""
        return self.filter(confirmed_at__isnull=False, declined_at=None).exclude(consent="")

    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def fitting(self, call: "Call") -> Self:
        """The willing who want to hear of its theme, live there or near, and speak the language it needs."""
        themes = Subscriber.themes.through.objects.filter(subscriber=OuterRef("pk"))
        found = self.willing().filter(Exists(themes.filter(themearea=call.theme_id)) | ~Exists(themes))
        if call.district_id:
            nearby = District.objects.filter(neighbours=call.district_id)
            found = found.filter(Q(district=None) | Q(district=call.district_id) | Q(district__in=nearby))
        if call.language_id:
            found = found.filter(languages=call.language_id)
        return found

    def to_be_called(self, call: "Call", now: datetime) -> Self:
        """The fitting who have no letter of this call and have had none of another for a while."""
        had = CallLetter.objects.filter(subscriber=OuterRef("pk"))
        recent = Exists(had.filter(Q(call=call.pk) | Q(sent_at__gt=now - REST)))
        return self.fitting(call).exclude(recent)

    def resting(self, call: "Call", now: datetime) -> Self:
        """The fitting who have had another call too lately."""
        had = CallLetter.objects.filter(subscriber=OuterRef("pk"), sent_at__gt=now - REST)
        return self.fitting(call).filter(Exists(had.exclude(call=call.pk)))

    def unconfirmed_for_long(self, now: datetime) -> Self:
        """Whose address nobody has confirmed; a no is kept, so that nobody is asked again."""
        return self.filter(confirmed_at=None, declined_at=None, consented_at__lt=now - UNCONFIRMED_FOR)


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

    @property
    def is_willing(self) -> bool:
        """The same as `willing()` says of many."""
        return bool(self.confirmed_at and not self.declined_at and self.consent)

    def confirm(self, *, now: datetime) -> None:
        """The address is right. A second call changes nothing."""
        if not self.confirmed_at:
            self.confirmed_at = now
            self.save(update_fields=["confirmed_at"])

    def decline(self, *, now: datetime) -> None:
        """No more calls: nothing but the address stays, as a no. A second call changes nothing."""
        if self.declined_at:
            return
        self.themes.clear()
        self.languages.clear()
        self.name, self.district, self.declined_at = "", None, now
        self.save(update_fields=["name", "district", "declined_at"])
        take_back(self, [Purpose.CALLS], now=now)
        blanked(Subscriber, [self.pk])


def _count(rows: "models.QuerySet") -> Coalesce:
    """How many rows of a subquery."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


class CallQuerySet(models.QuerySet["Call"]):
    def drafts(self) -> Self:
        return self.filter(status=Call.Status.DRAFT)

    def with_outcome(self) -> Self:
        """Annotate `letter_count` and `reply_count`: answers to needs of its gap that came after it was sent."""
        letters = CallLetter.objects.filter(call=OuterRef("pk"))
        replies = NeedReply.objects.to_gap(OuterRef("theme"), OuterRef("district"), OuterRef("language"))
        return self.annotate(
            letter_count=_count(letters), reply_count=_count(replies.filter(created_at__gte=OuterRef("sent_at")))
        )

    def due_for_erasure(self, now: datetime) -> Self:
        """Sent two years ago, or drafted then and never sent."""
        return self.annotate(last=Coalesce("sent_at", "created_at")).filter(last__lt=now - KEPT_FOR)


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
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("angelegt von"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("verschickt am"), null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()

    privacy = Privacy.of(
        personal="created_by",
        harmless="id theme district language subject text status created_at sent_at",
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
