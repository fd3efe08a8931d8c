import secrets
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.encryption import EncryptedTextField, lookup_keys
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.status import move
from sponsorship.models.choices import Gender, HouseholdExclusion, ReportedBy
from sponsorship.models.choices import HouseholdStatus as Status
from sponsorship.models.facts import Party, Speaks, chosen
from sponsorship.models.queue import QueueQuerySet

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without look-alikes
CODE_LENGTH = 6
LARGE = 5  # people
MOST_PEOPLE = 20
UNCONFIRMED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=182)  # after the end
BANDS = ("children_0_5", "children_6_11", "children_12_17")


def new_code() -> str:
    """The public face of a household: «H-7K3F9Q», of no meaning."""
    return "H-" + "".join(secrets.choice(SIGNS) for _each in range(CODE_LENGTH))


def _children(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=0, validators=[MaxValueValidator(MOST_PEOPLE)])


class HouseholdQuerySet(QueueQuerySet["Household"]):
    def of_address(self, address: str) -> Self:
        return self.filter(email_key__in=lookup_keys(address)) if address else self.none()

    def open(self) -> Self:
        """Somebody there waits for the office or for a sponsor."""
        return self.filter(status__in=[*Status.preparing(), Status.WAITING])

    def owed_an_answer(self, today: date) -> Self:
        """On the way, or waiting for a sponsor until a day that has come."""
        due = Q(status__in=Status.preparing(), answer_by__isnull=False)
        return self.filter(due | Q(status=Status.WAITING, answer_by__lte=today)).most_urgent()

    def unconfirmed_for_long(self, now: datetime) -> Self:
        return self.filter(status=Status.UNCONFIRMED, created_at__lt=now - UNCONFIRMED_FOR)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(closed_at__lt=now - KEPT_FOR, anonymised_at=None)

    def waiting(self) -> Self:
        """Who waits for a sponsor, or for a second one: the longest waiting first."""
        return self.filter(status=Status.WAITING, taken__lt=F("most_sponsors")).order_by("created_at", "pk")


class Household(Party):
    """A Haushalt. Staff and sponsors see its code; who it is, only those who have to. `taken` as with Sponsor."""

    code = models.CharField(_("Kennung"), max_length=8, unique=True, default=new_code, editable=False)
    status = models.CharField(
        _("Status"), max_length=12, choices=Status.choices, default=Status.UNCONFIRMED, editable=False
    )
    shelter = models.CharField(_("Unterkunft"), max_length=120, blank=True)
    moves_on = models.DateField(_("Umzug geplant am"), null=True, blank=True)
    adults = models.PositiveSmallIntegerField(
        _("Erwachsene"), default=1, validators=[MinValueValidator(0), MaxValueValidator(MOST_PEOPLE)]
    )
    adults_are = models.CharField(
        _("Die Erwachsenen sind"),
        max_length=8,
        choices=[(Gender.WOMAN, _("nur Frauen")), (Gender.MAN, _("nur Männer")), ("mixed", _("Frauen und Männer"))],
        blank=True,
    )
    children_0_5 = _children(_("Kinder bis 5 Jahre"))
    children_6_11 = _children(_("Kinder von 6 bis 11 Jahren"))
    children_12_17 = _children(_("Jugendliche von 12 bis 17 Jahren"))
    unaccompanied = models.BooleanField(
        _("unbegleitete Minderjährige"), default=False, help_text=_("Um sie kümmert sich das Jugendamt.")
    )
    excludes = chosen(HouseholdExclusion, _("Das möchten wir nicht"))
    needs_interpreting = models.BooleanField(_("Bitte mit Sprachmittlung"), default=False, db_default=False)
    interpreting_arranged = models.BooleanField(_("Sprachmittlung ist organisiert"), default=False)
    most_sponsors = models.PositiveSmallIntegerField(
        _("Paten gleichzeitig"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    taken = models.PositiveSmallIntegerField(_("vergeben"), default=0, editable=False)
    reported_by = models.CharField(_("gemeldet von"), max_length=8, choices=ReportedBy.choices, default=ReportedBy.SELF)
    reporter = EncryptedTextField(_("Wer es gemeldet hat"), max_length=200, blank=True)
    talked_on = models.DateField(_("Bedarfsgespräch am"), null=True, blank=True)
    anonymised_at = models.DateTimeField(_("anonymisiert am"), null=True, blank=True, editable=False)

    objects = HouseholdQuerySet.as_manager()

    privacy = Privacy.of(
        personal="name email email_key phone address shelter moves_on adults adults_are children_0_5 children_6_11"
        " children_12_17 unaccompanied situations wishes note responsible reporter needs_interpreting",
        harmless="id code status district topics interests free_times hours answer_by mail_language key created_at"
        " confirmed_at closed_at excludes interpreting_arranged most_sponsors taken reported_by talked_on"
        " anonymised_at",
    )

    class Meta:
        verbose_name = _("Haushalt")
        verbose_name_plural = _("Haushalte")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["status", "answer_by"], name="household_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("most_sponsors")),
                name="household_within_team",
                violation_error_message=_("Für diesen Haushalt sind nicht mehr Paten vorgesehen."),
            ),
            models.CheckConstraint(
                condition=Q(most_sponsors__gte=1, most_sponsors__lte=2), name="household_team_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def children(self) -> int:
        return self.children_0_5 + self.children_6_11 + self.children_12_17

    @property
    def people(self) -> int:
        return self.adults + self.children

    @property
    def awaits_a_pair(self) -> bool:
        return self.status == Status.WAITING and self.taken < self.most_sponsors

    # Its life; every step may raise WrongStatusError

    def confirm_email(self, *, now: datetime, answer_by: date) -> None:
        move(self, [Status.UNCONFIRMED], Status.REQUEST, confirmed_at=now, answer_by=answer_by)

    def arrange_talk(self, *, answer_by: date) -> None:
        """The Bedarfsgespräch is being arranged; it has to be held and written down by that day."""
        move(self, [Status.REQUEST], Status.TALK, answer_by=answer_by)

    def await_consent(self, *, answer_by: date) -> None:
        move(self, [Status.TALK], Status.CONSENT, answer_by=answer_by)

    def wait(self, *, answer_by: date) -> None:
        """Everything is there; it waits for a sponsor."""
        move(self, [Status.CONSENT], Status.WAITING, answer_by=answer_by)

    def end(self, *, now: datetime) -> None:
        self._close(Status.ENDED, now)

    def move_away(self, *, now: datetime) -> None:
        self._close(Status.MOVED, now)

    def withdraw(self, *, now: datetime) -> None:
        self._close(Status.WITHDRAWN, now)

    def _close(self, target: Status, now: datetime) -> None:
        source = [Status.UNCONFIRMED, *Status.preparing(), Status.WAITING]
        move(self, source, target, closed_at=now, answer_by=None)


class HouseholdLanguage(Speaks):
    household = models.ForeignKey(Household, models.CASCADE, related_name="languages")

    privacy = Privacy.of(harmless="id household language level")

    class Meta(Speaks.Meta):
        verbose_name = _("Sprache")
        verbose_name_plural = _("Sprachen")
        constraints = [models.UniqueConstraint(fields=["household", "language"], name="household_language_once")]
