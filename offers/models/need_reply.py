from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.need import Need

UNCONFIRMED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=180)
LONGEST_REPLY = 2000


class NeedReplyQuerySet(models.QuerySet["NeedReply"]):
    def open(self) -> Self:
        """Waiting for the office."""
        return self.filter(status=NeedReply.Status.OPEN)

    def confirmed(self) -> Self:
        return self.exclude(status=NeedReply.Status.UNCONFIRMED)

    def unconfirmed_for_long(self, now: datetime) -> Self:
        return self.filter(status=NeedReply.Status.UNCONFIRMED, created_at__lt=now - UNCONFIRMED_FOR)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(created_at__lt=now - KEPT_FOR)

    def to_gap(self, theme: Any, district: Any, language: Any) -> Self:
        """Confirmed answers to needs of a theme, Stadtteil (NULL: the whole city) and language (NULL: whichever).

        The three are references to a query around this one.
        """
        return (
            self.confirmed()
            .annotate(
                in_district=Coalesce(district, 0, output_field=models.BigIntegerField()),
                in_language=Coalesce(language, Value(""), output_field=models.CharField()),
            )
            .filter(
                Q(in_language="") | Q(need__language=F("in_language")),
                Q(in_district=0, need__district=None) | Q(need__district=F("in_district")),
                need__theme=theme,
            )
        )


class NeedReply(models.Model):
    """Somebody's answer to a Bedarf: «ich kann helfen», or «mein Angebot deckt das» (`offer`)."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("E-Mail noch nicht bestätigt")
        OPEN = "open", _("wartet auf die Stelle")
        DONE = "done", _("erledigt")

    need = models.ForeignKey(Need, models.CASCADE, verbose_name=_("Bedarf"), related_name="replies")
    key = models.CharField(max_length=40, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-Mail-Adresse"))
    phone = models.CharField(_("Telefon"), max_length=30, blank=True)
    text = models.TextField(_("Wie Sie helfen können"), max_length=LONGEST_REPLY)
    offer = models.ForeignKey(
        "offers.Offer", models.SET_NULL, verbose_name=_("Angebot"), null=True, blank=True, related_name="+"
    )
    language = models.CharField(
        _("Sprache"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, editable=False
    )
    status = models.CharField(
        _("Status"), max_length=11, choices=Status.choices, default=Status.UNCONFIRMED, editable=False
    )
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    answer_by = models.DateField(_("antworten bis"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("erledigt am"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("erledigt von"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = NeedReplyQuerySet.as_manager()

    privacy = Privacy.of(
        personal="name email phone text done_by",
        harmless="id need key offer language status created_at answer_by done_at",
    )

    class Meta:
        verbose_name = _("Antwort auf einen Bedarf")
        verbose_name_plural = _("Antworten auf Bedarfe")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="open") | Q(answer_by__isnull=False), name="need_reply_open_has_answer_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.need}"

    def confirm(self, *, answer_by: date) -> None:
        move(self, [self.Status.UNCONFIRMED], self.Status.OPEN, answer_by=answer_by)

    def close(self, *, by: User, now: datetime) -> None:
        move(self, [self.Status.OPEN], self.Status.DONE, done_at=now, done_by=by)
