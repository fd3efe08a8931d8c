"""What is written while a Patenschaft lives: contact notes, check-ins of both sides, complaints."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.encryption import EncryptedTextField
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.status import move
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.models.sponsorship import Sponsorship

REMIND_AFTER = timedelta(days=7)
SIDES = [(side.value, side.label) for side in (Side.SPONSOR, Side.HOUSEHOLD)]


class ContactNote(models.Model):
    """That the pair met or spoke: when, how long, in what way. Funding is proved with these."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Treffen")
        ERRAND = "errand", _("Begleitung zu einem Termin")
        PHONE = "phone", _("Telefon oder Nachricht")
        OFFICE = "office", _("Gespräch mit der Fachstelle")

    sponsorship = models.ForeignKey(Sponsorship, models.CASCADE, related_name="notes")
    key = models.CharField(max_length=40, null=True, blank=True, unique=True, editable=False)
    on = models.DateField(_("wann"))
    minutes = models.PositiveSmallIntegerField(
        _("Dauer in Minuten"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(24 * 60)]
    )
    kind = models.CharField(_("Art"), max_length=7, choices=Kind.choices, default=Kind.MEETING)
    text = EncryptedTextField(_("Notiz"), max_length=1000, blank=True)
    written_at = models.DateTimeField(_("notiert am"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = Privacy.of(personal="text by", harmless="id sponsorship key on minutes kind written_at")

    class Meta:
        verbose_name = _("Kontaktnotiz")
        verbose_name_plural = _("Kontaktnotizen")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.get_kind_display()}"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def due(self, today: date) -> Self:
        """Nobody has been asked yet, and it is time."""
        return self.living().filter(asked_at=None, answered_at=None, due_on__lte=today)

    def living(self) -> Self:
        """Of a Patenschaft that is not over."""
        return self.filter(sponsorship__status__in=SponsorshipStatus.open())

    def unanswered(self) -> Self:
        return self.living().filter(answered_at=None)

    def to_be_reminded(self, today: date) -> Self:
        """Asked a week ago and not answered; once."""
        return self.unanswered().filter(asked_at__date__lte=today - REMIND_AFTER, reminded_at=None)

    def to_be_called(self, today: date) -> Self:
        """Due, and whom it is about has no e-mail address."""
        nowhere = models.Q(side=Side.SPONSOR, sponsorship__sponsor__email_key="") | models.Q(
            side=Side.HOUSEHOLD, sponsorship__household__email_key=""
        )
        return self.unanswered().filter(nowhere, due_on__lte=today)

    def troubling(self) -> Self:
        """Red or yellow, and nobody of the office has seen to it."""
        return self.filter(light__in=[CheckIn.Light.RED, CheckIn.Light.YELLOW], seen_at=None)


class CheckIn(models.Model):
    """One side is asked how it is going: after the first meeting, after the trial, every six months."""

    class Occasion(models.TextChoices):
        FIRST_MEETING = "first", _("nach dem Kennenlernen")
        TRIAL = "trial", _("nach der Schnupperphase")
        REGULAR = "regular", _("nach sechs Monaten")

    class Light(models.TextChoices):
        GREEN = "green", _("gut")
        YELLOW = "yellow", _("nicht ganz")
        RED = "red", _("gar nicht gut")

    sponsorship = models.ForeignKey(Sponsorship, models.CASCADE, related_name="check_ins")
    side = models.CharField(_("Seite"), max_length=9, choices=SIDES)
    occasion = models.CharField(_("Anlass"), max_length=7, choices=Occasion.choices)
    due_on = models.DateField(_("fällig am"))
    asked_at = models.DateTimeField(_("gefragt am"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("erinnert am"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    light = models.CharField(_("Ampel"), max_length=6, choices=Light.choices, blank=True)
    text = EncryptedTextField(_("Dazu"), max_length=2000, blank=True)
    seen_at = models.DateTimeField(_("gesehen am"), null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = EncryptedTextField(_("Was getan wurde"), max_length=1000, blank=True)

    objects = CheckInQuerySet.as_manager()

    privacy = Privacy.of(
        personal="text outcome seen_by light",
        harmless="id sponsorship side occasion due_on asked_at reminded_at answered_at seen_at",
    )

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sponsorship", "side", "occasion", "due_on"], name="check_in_once"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | ~models.Q(light=""), name="check_in_answer_has_light"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.get_occasion_display()}"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def open(self) -> Self:
        return self.exclude(status=Complaint.Status.CLOSED)

    def readable_by(self, user: User) -> Self:
        """Never by who is or was responsible for a side; where nobody else is there, by the leadership."""
        if not user.may(Area.SPONSORSHIP):
            return self.none()
        not_theirs = ~models.Q(pk__in=self._responsible(user))
        if not user.may(Area.ACCOUNTS):
            return self.filter(not_theirs)
        return self.filter(not_theirs | ~models.Exists(self._second_persons()))

    def _responsible(self, user: User) -> "models.QuerySet[Complaint]":
        sides = models.Q(sponsorship__sponsor__responsible=user) | models.Q(sponsorship__household__responsible=user)
        return Complaint.objects.filter(sides | models.Q(kept_from=user))

    def _second_persons(self) -> models.QuerySet[User]:
        """Colleagues with an account in use who are not responsible for the complaint at hand."""
        involved = Sponsorship.objects.filter(pk=models.OuterRef(models.OuterRef("sponsorship"))).filter(
            models.Q(sponsor__responsible=models.OuterRef("pk"))
            | models.Q(household__responsible=models.OuterRef("pk"))
        )
        earlier = Complaint.kept_from.through.objects.filter(
            complaint=models.OuterRef(models.OuterRef("pk")), user=models.OuterRef("pk")
        )
        return User.objects.in_area(Area.SPONSORSHIP).exclude(models.Exists(involved)).exclude(models.Exists(earlier))


class Complaint(models.Model):
    """A protected complaint: it goes to a second person, past the sponsor and the responsible coordinator."""

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        TAKEN_UP = "taken_up", _("in Klärung")
        CLOSED = "closed", _("geklärt")

    sponsorship = models.ForeignKey(Sponsorship, models.CASCADE, related_name="complaints")
    key = models.CharField(max_length=40, unique=True, editable=False)
    side = models.CharField(_("Seite"), max_length=9, choices=SIDES)
    text = EncryptedTextField(_("Was ist passiert?"), max_length=4000)
    status = models.CharField(_("Status"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False)
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    answer_by = models.DateField(_("antworten bis"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("klärt"), null=True, blank=True, related_name="+"
    )
    kept_from = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("zuständig, als sie einging"), editable=False, related_name="+"
    )
    outcome = EncryptedTextField(_("Was getan wurde"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(_("geklärt am"), null=True, blank=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    privacy = Privacy.of(
        personal="text outcome handled_by kept_from",
        harmless="id sponsorship key side status created_at answer_by closed_at",
    )

    class Meta:
        verbose_name = _("Beschwerde")
        verbose_name_plural = _("Beschwerden")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%d.%m.%Y} ({self.get_status_display()})"

    def take_up(self) -> None:
        move(self, [self.Status.OPEN], self.Status.TAKEN_UP)

    def close(self, *, now: datetime) -> None:
        move(self, [self.Status.OPEN, self.Status.TAKEN_UP], self.Status.CLOSED, closed_at=now)
