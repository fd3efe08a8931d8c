from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, When, Window
from django.db.models.functions import Length, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move


class EditionQuerySet(models.QuerySet["Edition"]):
    def ready(self) -> Self:
        return self.filter(status=Edition.Status.READY).order_by("-finished_at", "-pk")

    def of(self, extract: str, language: str) -> Self:
        return self.filter(extract=extract, language=language)

    def unfinished(self) -> Self:
        return self.filter(status__in=[Edition.Status.WAITING, Edition.Status.SETTING])

    def finished(self) -> Self:
        return self.filter(status__in=[Edition.Status.READY, Edition.Status.FAILED])

    def for_staff(self) -> Self:
        """What is under way first, then by extract and language; with the size of the file instead of the file."""
        is_done = Case(When(status=Edition.Status.READY, then=1), default=0)
        return self.defer("file").annotate(size=Length("file")).order_by(is_done, "extract", "language", "-created_at")

    def replaced(self, *, keep: int) -> Self:
        """Ready ones of which there are `keep` newer of the same language and extract."""
        place = Window(RowNumber(), partition_by=["language", "extract"], order_by=["-finished_at", "-pk"])
        old = self.ready().annotate(place=place).filter(place__gt=keep)
        return self.filter(pk__in=list(old.values_list("pk", flat=True)))


class Edition(models.Model):
    """A printed Gesamtdarstellung, kept until an offer in it changes: `content` is the fingerprint of all it says.

    One that waits for a job has none yet (so that there is at most one of a language and extract) and finds it when
    it is set. `extract` names what it is limited to, as in its address («thema=wohnen»); empty: everything.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SETTING = "setting", _("wird gesetzt")
        READY = "ready", _("fertig")
        FAILED = "failed", _("fehlgeschlagen")

    language = models.CharField(_("Sprache"), max_length=2, choices=settings.LANGUAGES)
    extract = models.CharField(_("Auszug"), max_length=120, blank=True)
    content = models.CharField(_("Fingerabdruck"), max_length=64)
    offers = models.PositiveIntegerField(_("Angebote"), default=0)
    status = models.CharField(_("Status"), max_length=8, choices=Status.choices, default=Status.WAITING)
    file = models.BinaryField(_("Datei"), default=bytes)
    created_at = models.DateTimeField(_("angefordert am"), default=timezone.now)
    started_at = models.DateTimeField(_("begonnen am"), null=True, blank=True)
    finished_at = models.DateTimeField(_("fertig am"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    privacy = Privacy.of(
        harmless="id language extract content offers status file created_at started_at finished_at",
    )

    class Meta:
        verbose_name = _("Ausgabe der Gesamtdarstellung")
        verbose_name_plural = _("Ausgaben der Gesamtdarstellung")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["language", "extract", "content"], name="edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.extract} {self.language} {self.created_at:%d.%m.%Y}".strip()

    def find_content(self, content: str, offers: int) -> bool:
        """Note what it is about to say. False where another edition says it already; this one is gone then."""
        same = Edition.objects.of(self.extract, self.language).filter(content=content).exclude(pk=self.pk)
        if same.exists():
            self.delete()
            return False
        self.content, self.offers = content, offers
        self.save(update_fields=["content", "offers"])
        return True

    def ask_again(self, *, now: datetime) -> None:
        move(self, [self.Status.FAILED], self.Status.WAITING, created_at=now, started_at=None, finished_at=None)

    @property
    def seconds(self) -> float | None:
        """How long it took to set."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at and self.started_at else None

    def begin(self, *, now: datetime) -> None:
        move(self, [self.Status.WAITING, self.Status.SETTING, self.Status.FAILED], self.Status.SETTING, started_at=now)

    def complete(self, file: bytes, *, now: datetime) -> None:
        move(self, [self.Status.SETTING], self.Status.READY, file=file, finished_at=now)

    def fail(self, *, now: datetime) -> None:
        move(self, [self.Status.SETTING], self.Status.FAILED, finished_at=now)
