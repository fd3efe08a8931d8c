from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from offers.models.offer import Offer

from arnsberg_hilfe.core.keys import read_key
from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from offers.models.theme_area import ThemeArea

CLOSED_FOR = timedelta(days=730)


class NeedQuerySet(models.QuerySet["Need"]):
    def open(self) -> Self:
        return self.filter(status=Need.Status.OPEN)

    def public(self) -> Self:
        return self.filter(status__in=Need.Status.public())

    def named(self, key: str) -> "Need | None":
        """The open need with this key, as an address has it; None for anything else."""
        pk = read_key(key)
        return self.open().select_related("theme", "district").filter(pk=pk).first() if pk else None

    def drafts(self) -> Self:
        return self.filter(status=Need.Status.DRAFT)

    def of_gap(self, theme: ThemeArea, district: District | None, language: Language | None) -> Self:
        """Open needs of a theme in a Stadtteil (None: those of the whole city), in one language or in whatever."""
        found = self.open().filter(theme=theme, district=district)
        return found.filter(language=language) if language else found

    def demand(self) -> "models.QuerySet[Need, Any]":
        """Open needs counted: theme, Stadtteil, language, how many needs, how many people or things they name."""
        gaps = self.open().order_by().values_list("theme", "district", "language")
        return gaps.annotate(needs=Count("pk"), named=Coalesce(Sum("number"), 0))

    def most_urgent(self, today: date) -> Self:
        """Open ones; a date that has passed presses nobody any more."""
        presses = models.Case(models.When(urgent_until__gte=today, then="urgent_until"))
        return self.open().order_by(presses.asc(nulls_last=True), "-created_at", "-pk")

    def fitting(self, *, themes: Collection = (), districts: Collection = (), languages: Collection = ()) -> Self:
        """Those of any of these, by key; what is missing in the whole city fits each Stadtteil."""
        needs = self.filter(theme__in=themes) if themes else self
        needs = needs.filter(Q(district__in=districts) | Q(district=None)) if districts else needs
        return needs.filter(language__in=languages) if languages else needs

    def closed(self) -> Self:
        closed = self.filter(status__in=[Need.Status.COVERED, Need.Status.DROPPED])
        return closed.order_by("-closed_at", "-pk")

    def not_renewed(self, today: date) -> Self:
        """Open ones whose urgent days are over: does anybody still miss it?"""
        return self.open().filter(urgent_until__lt=today).order_by("urgent_until", "pk")

    def with_waiting_replies(self) -> Self:
        """Annotate `waiting_replies`: how many wait for the office."""
        waiting = Q(replies__status="open")  # NeedReply.Status.OPEN; its module stands on this one
        return self.annotate(waiting_replies=Count("replies", filter=waiting))

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(closed_at__lt=now - CLOSED_FOR)


class Need(models.Model):
    """A Bedarf: what is missing. A draft is the office's own until it is published."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        OPEN = "open", _("offen")
        COVERED = "covered", _("gedeckt")
        DROPPED = "dropped", _("entfallen")

        @classmethod
        def public(cls) -> list[str]:
            """What everybody may read; one that is covered says so."""
            return [cls.OPEN, cls.COVERED]

    title = models.CharField(_("Was fehlt"), max_length=150)
    description = models.TextField(_("Beschreibung"), blank=True, max_length=2000)
    theme = models.ForeignKey(ThemeArea, models.PROTECT, verbose_name=_("Themenbereich"), related_name="needs")
    district = models.ForeignKey(
        District,
        models.PROTECT,
        verbose_name=_("Stadtteil"),
        null=True,
        blank=True,
        related_name="needs",
        help_text=_("Leer bedeutet: ganze Stadt."),
    )
    language = models.ForeignKey(Language, models.PROTECT, verbose_name=_("Sprache"), null=True, blank=True)
    number = models.PositiveIntegerField(_("Anzahl"), null=True, blank=True, validators=[MinValueValidator(1)])
    urgent_until = models.DateField(_("dringend bis"), null=True, blank=True)
    covered_by = models.ManyToManyField(
        "offers.Offer", verbose_name=_("gedeckt durch"), blank=True, related_name="needs"
    )
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    internal_note = models.TextField(_("Interne Notiz"), blank=True)
    created_at = models.DateTimeField(_("erfasst am"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True, editable=False)

    objects = NeedQuerySet.as_manager()

    privacy = Privacy.of(
        personal="internal_note",
        harmless="id title description theme district language number urgent_until covered_by status created_at"
        " closed_at",
    )

    class Meta:
        verbose_name = _("Bedarf")
        verbose_name_plural = _("Bedarfe")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "theme", "district"], name="need_gaps")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("needs:detail", args=[self.pk])

    def publish(self) -> None:
        move(self, [Need.Status.DRAFT], Need.Status.OPEN)

    def cover(self, *, now: datetime) -> None:
        move(self, [Need.Status.OPEN], Need.Status.COVERED, closed_at=now)

    def drop(self, *, now: datetime) -> None:
        move(self, [Need.Status.DRAFT, Need.Status.OPEN], Need.Status.DROPPED, closed_at=now)

    def note_cover(self, offer: "Offer") -> None:
        """This offer helps with it, for now in part: the need stays open. WrongStatusError once it is closed."""
        move(self, [Need.Status.OPEN], Need.Status.OPEN)
        self.covered_by.add(offer)

    def reopen(self) -> None:
        move(self, [Need.Status.COVERED, Need.Status.DROPPED], Need.Status.OPEN, closed_at=None)

    def is_urgent(self, today: date) -> bool:
        return self.status == Need.Status.OPEN and self.urgent_until is not None and self.urgent_until >= today
