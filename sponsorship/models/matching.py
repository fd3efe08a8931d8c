"""What the matching needs to remember: the weights of its criteria, and rounds over everybody."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from sponsorship.models.household import Household
from sponsorship.models.sponsor import Sponsor

MOST_WEIGHT = 100
SILENT_FOR = timedelta(minutes=10)  # a round says how far it is every few seconds


class Criterion(models.TextChoices):
    """The soft criteria; what breaks a hard rule is excluded before."""

    TOPICS = "topics", _("Wobei")
    DISTRICT = "district", _("Stadtteil")
    LANGUAGES = "languages", _("Sprachen")
    SITUATION = "situation", _("Lebenslage")
    INTERESTS = "interests", _("Interessen")
    HOURS = "hours", _("Zeit in der Woche")
    WAITING = "waiting", _("Wartezeit")


DEFAULT_WEIGHTS = {
    Criterion.TOPICS: 30,
    Criterion.DISTRICT: 20,
    Criterion.LANGUAGES: 20,
    Criterion.SITUATION: 10,
    Criterion.INTERESTS: 10,
    Criterion.HOURS: 5,
    Criterion.WAITING: 5,
}


class Weight(models.Model):
    """How much a criterion counts: its share of all weights together. Staff change them and see first what changes."""

    criterion = models.CharField(_("Kriterium"), max_length=10, choices=Criterion.choices, unique=True)
    weight = models.PositiveSmallIntegerField(_("Gewicht"), validators=[MaxValueValidator(MOST_WEIGHT)])

    privacy = Privacy.of(harmless="id criterion weight")

    class Meta:
        verbose_name = _("Gewicht")
        verbose_name_plural = _("Gewichte")
        ordering = ["-weight", "criterion"]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.weight}"


PHASES = (
    (0, _("Angaben werden gelesen")),
    (5, _("Paare werden bewertet")),
    (45, _("Paare werden ausgewählt")),
    (75, _("Zum Vergleich wird einzeln nacheinander ausgesucht")),
    (90, _("Begründungen werden gespeichert")),
)


class RoundQuerySet(models.QuerySet["Round"]):
    def being_computed(self) -> Self:
        return self.filter(status__in=[Round.Status.WAITING, Round.Status.RUNNING])

    def silent(self, now: datetime) -> Self:
        """Nothing was heard of them for so long that whoever computed them must be gone."""
        return self.being_computed().filter(heard_at__lt=now - SILENT_FOR)

    def before(self, other: "Round") -> Self:
        """Finished ones that others can be compared with, the last one first."""
        return self.filter(status=Round.Status.READY, created_at__lt=other.created_at).order_by("-created_at")

    def with_counts(self) -> Self:
        """`pairs_found`, and `pairs_open`: how many nobody has decided about."""
        undecided = Count("pairs", filter=Q(pairs__answer=""))
        return self.annotate(pairs_found=Count("pairs"), pairs_open=undecided)


class Round(models.Model):
    """A round over everybody who waits: computed as a job, looked at and decided on by people, pair by pair.

    `figures` holds what was compared: totals of the optimum and of choosing one by one, and how many of whom.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("wird berechnet")
        READY = "ready", _("fertig")
        FAILED = "failed", _("fehlgeschlagen")

    status = models.CharField(_("Status"), max_length=8, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveSmallIntegerField(_("Fortschritt in Prozent"), default=0)
    figures = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("begonnen am"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    heard_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("fertig am"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    privacy = Privacy.of(personal="created_by", harmless="id status done figures created_at heard_at finished_at")

    class Meta:
        verbose_name = _("Runde")
        verbose_name_plural = _("Runden")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%d.%m.%Y %H:%M}"

    @property
    def is_being_computed(self) -> bool:
        return self.status in {self.Status.WAITING, self.Status.RUNNING}

    @property
    def phase(self) -> str:
        """What is being done; without a name before the first."""
        return next((str(name) for percent, name in reversed(PHASES) if self.done >= percent), "")

    def run(self, *, now: datetime) -> None:
        source = [self.Status.WAITING, self.Status.RUNNING, self.Status.FAILED]
        move(self, source, self.Status.RUNNING, done=0, heard_at=now)

    def progress(self, percent: int, *, now: datetime) -> None:
        """Raises WrongStatusError where it has been given up in the meantime."""
        move(self, [self.Status.RUNNING], self.Status.RUNNING, done=percent, heard_at=now)

    def finish(self, figures: dict[str, Any], *, now: datetime) -> None:
        move(self, [self.Status.RUNNING], self.Status.READY, figures=figures, done=100, finished_at=now)

    def fail(self, *, now: datetime) -> None:
        move(self, [self.Status.WAITING, self.Status.RUNNING], self.Status.FAILED, finished_at=now)


class RoundPairQuerySet(models.QuerySet["RoundPair"]):
    def with_people(self) -> Self:
        """A sponsor's name and a household's code; nothing else of them is read."""
        shown = ("round", "score", "reasons", "answer", "sponsor__name", "household__code")
        return self.select_related("sponsor", "household").only(*shown)

    def with_past(self, earlier: Round | None) -> Self:
        """`was_there`: the same pair in an earlier round."""
        return self.annotate(was_there=Exists(self._same(earlier.pk if earlier else None)))

    def dropped_in(self, later: Round) -> Self:
        """What a later round does not propose any more; what was accepted has been dealt with."""
        return self.exclude(answer=RoundPair.Answer.ACCEPTED).exclude(Exists(self._same(later.pk)))

    @staticmethod
    def _same(round_id: int | None) -> "models.QuerySet[RoundPair]":
        return RoundPair.objects.filter(
            round=round_id, sponsor=OuterRef("sponsor"), household=OuterRef("household")
        ).order_by()


class RoundPair(models.Model):
    """A pair that a round proposes; `reasons` as in Sponsorship. Nothing happens until somebody accepts it."""

    class Answer(models.TextChoices):
        OPEN = "", _("offen")
        ACCEPTED = "accepted", _("vorgeschlagen")
        SET_ASIDE = "set_aside", _("zurückgestellt")

    round = models.ForeignKey(Round, models.CASCADE, related_name="pairs")
    sponsor = models.ForeignKey(Sponsor, models.CASCADE, related_name="+")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+")
    score = models.FloatField(_("Punkte"))
    reasons = models.JSONField(default=list, blank=True)
    answer = models.CharField(_("Entscheidung"), max_length=9, choices=Answer.choices, blank=True, default="")

    objects = RoundPairQuerySet.as_manager()

    if TYPE_CHECKING:
        was_there: bool  # where `with_past` has looked

    privacy = Privacy.of(personal="reasons", harmless="id round sponsor household score answer")

    class Meta:
        verbose_name = _("Paar einer Runde")
        verbose_name_plural = _("Paare einer Runde")
        ordering = ["-score", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "sponsor", "household"], name="round_pair_once")]

    def __str__(self) -> str:
        return f"{self.household} – P-{self.sponsor_id}"
