"""What was erased: the protocol of the nights (counts by rule) and tombstones (which records), both without persons."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import Area

TOMBSTONES_KEPT_FOR = timedelta(days=730)  # longer than any backup of the database may be kept
RUNS_KEPT_FOR = timedelta(days=730)


class ErasureRunQuerySet(models.QuerySet["ErasureRun"]):
    def failed(self) -> Self:
        """With a rule that could not be carried out."""
        return self.filter(counts__failed=True).distinct()

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(started_at__lt=now - RUNS_KEPT_FOR)


class ErasureRun(models.Model):
    """One night's erasing, rule by rule."""

    started_at = models.DateTimeField(_("begonnen am"))
    finished_at = models.DateTimeField(_("fertig am"), null=True, blank=True)

    objects = ErasureRunQuerySet.as_manager()

    area = Area.BASICS
    privacy = Privacy.of(harmless="id started_at finished_at")

    class Meta:
        verbose_name = _("Löschlauf")
        verbose_name_plural = _("Löschprotokoll")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%d.%m.%Y %H:%M}"


class ErasureCountQuerySet(models.QuerySet["ErasureCount"]):
    def totals(self) -> dict[str, int]:
        """How many records each rule has erased, in all runs that are kept."""
        rows = self.filter(failed=False).order_by().values_list("rule").annotate(models.Sum("count"))
        return {rule: total for rule, total in rows if total}


class ErasureCount(models.Model):
    """What one rule did in a run: how many records it erased, or that it could not be carried out."""

    run = models.ForeignKey(ErasureRun, models.CASCADE, verbose_name=_("Löschlauf"), related_name="counts")
    rule = models.CharField(_("Regel"), max_length=60)
    count = models.PositiveIntegerField(_("gelöscht"), default=0)
    failed = models.BooleanField(_("fehlgeschlagen"), default=False)

    objects = ErasureCountQuerySet.as_manager()

    area = Area.BASICS
    privacy = Privacy.of(harmless="id run rule count failed")

    class Meta:
        verbose_name = _("Ergebnis einer Regel")
        verbose_name_plural = _("Ergebnisse der Regeln")
        ordering = ["rule"]
        constraints = [models.UniqueConstraint(fields=["run", "rule"], name="erasure_count_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.count}"


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(at__lt=now - TOMBSTONES_KEPT_FOR)

    def place(self, model: type[models.Model], keys: Iterable[Any], *, cause: str, now: datetime) -> None:
        """Remember that these records are erased. One that is remembered already stays as it is."""
        label = model._meta.label_lower
        self.bulk_create(
            (self.model(label=label, key=str(key), cause=cause, at=now) for key in keys), ignore_conflicts=True
        )


class Tombstone(models.Model):
    """That a record is erased, by its model and key, so that a restored backup cannot bring it back.

    Nothing of the record itself. Keys come from identity columns and are never given twice.
    """

    label = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    cause = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    area = Area.BASICS
    privacy = Privacy.of(harmless="id label key cause at")

    class Meta:
        verbose_name = _("Löschvermerk")
        verbose_name_plural = _("Löschvermerke")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["label", "key"], name="tombstone_once")]

    def __str__(self) -> str:
        return f"{self.label}:{self.key}"
