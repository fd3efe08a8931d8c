from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.offer import Offer

KEPT_FOR = timedelta(days=365)  # after it was dealt with


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(status=Report.Status.OPEN)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(done_at__lt=now - KEPT_FOR)


class Report(models.Model):
    """A Hinweis: somebody says that an offer is outdated, wrong or does not belong here; may stay anonymous."""

    class Kind(models.TextChoices):
        OUTDATED = "outdated", _("Das gibt es nicht mehr oder es ist veraltet")
        WRONG = "wrong", _("Eine Angabe ist falsch")
        INAPPROPRIATE = "inappropriate", _("Das gehört nicht hierher")

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        DONE = "done", _("erledigt")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="reports")
    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(_("Worum geht es?"), max_length=15, choices=Kind.choices)
    text = models.TextField(_("Was stimmt nicht?"), max_length=2000, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    status = models.CharField(_("Status"), max_length=5, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now)
    answer_by = models.DateField(_("antworten bis"))
    done_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("erledigt von"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReportQuerySet.as_manager()

    privacy = Privacy.of(
        personal="text email done_by",
        harmless="id offer key kind status created_at answer_by done_at",
    )

    class Meta:
        verbose_name = _("Hinweis")
        verbose_name_plural = _("Hinweise")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.offer}"

    def close(self, *, by: User, now: datetime) -> None:
        move(self, [self.Status.OPEN], self.Status.DONE, done_by=by, done_at=now, email="")
