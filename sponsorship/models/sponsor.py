from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.encryption import lookup_keys
from arnsberg_hilfe.core.privacy import Privacy
from sponsorship.models.choices import Gender, Mobility, SponsorExclusion, SponsorshipStatus
from sponsorship.models.choices import SponsorStatus as Status
from sponsorship.models.facts import Party, Speaks, chosen
from sponsorship.models.queue import QueueQuerySet
from sponsorship.models.sponsor_life import SponsorLife

MOST_SPONSORSHIPS = 3
OF_AGE = 18
UNCONFIRMED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=365)  # after the end
CERTIFICATE_HOLDS_YEARS = 5
LAPSES_SOON = timedelta(days=60)


def years_from(day: date, years: int) -> date:
    """29 February is the 28th in other years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class SponsorQuerySet(QueueQuerySet["Sponsor"]):
    def of_address(self, address: str) -> Self:
        return self.filter(email_key__in=lookup_keys(address)) if address else self.none()

    def in_contact(self) -> Self:
        return self.filter(status__in=Status.in_contact())

    def owed_an_answer(self) -> Self:
        return self.filter(status__in=Status.becoming(), answer_by__isnull=False).most_urgent()

    def approved(self) -> Self:
        return self.filter(status=Status.APPROVED)

    def with_room(self) -> Self:
        """Approved, with room for one more; open proposals count."""
        return self.approved().filter(taken__lt=F("most_sponsorships"))

    def due_back(self, today: date) -> Self:
        """Whose pause is over."""
        return self.filter(status=Status.PAUSED, pause_until__lte=today)

    def certificate_lapsing(self, today: date) -> Self:
        """Whose certificate no longer counts, or soon will not."""
        seen = years_from(today + LAPSES_SOON, -CERTIFICATE_HOLDS_YEARS)
        return self.filter(status__in=[Status.APPROVED, Status.PAUSED], certificate_seen_on__lte=seen)

    def without_wanted_certificate(self) -> Self:
        """Proposed to or with a household with children, and no certificate has been seen."""
        with_children = Q(sponsorships__household__children_0_5__gt=0)
        with_children |= Q(sponsorships__household__children_6_11__gt=0)
        with_children |= Q(sponsorships__household__children_12_17__gt=0)
        open_ones = Q(sponsorships__status__in=SponsorshipStatus.open())
        return self.in_contact().filter(with_children, open_ones, certificate_seen_on=None).distinct()

    def unconfirmed_for_long(self, now: datetime) -> Self:
        return self.filter(status=Status.INTEREST, created_at__lt=now - UNCONFIRMED_FOR)

    def due_to_lose_certificate(self, now: datetime) -> Self:
        until = now - timedelta(days=settings.CERTIFICATE_FACTS_KEPT_DAYS)
        return self.filter(closed_at__lt=until, certificate_seen_on__isnull=False)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(closed_at__lt=now - KEPT_FOR, anonymised_at=None)


class Sponsor(SponsorLife, Party):
    """A Pate or Patin. `taken` is kept by the database: how many open sponsorships there are, proposals included.

    Of a Führungszeugnis three facts are kept: when and by whom it was seen, when it was issued, and whether it has a
    relevant entry (§ 72a SGB VIII); never a copy.
    """

    status = models.CharField(
        _("Status"), max_length=12, choices=Status.choices, default=Status.INTEREST, editable=False
    )
    birth_year = models.PositiveSmallIntegerField(
        _("Geburtsjahr"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    gender = models.CharField(_("Geschlecht"), max_length=8, choices=Gender.choices, blank=True)
    mobility = models.CharField(_("Wie Sie hinkommen"), max_length=8, choices=Mobility.choices, blank=True)
    has_pets = models.BooleanField(_("Haustiere"), null=True, blank=True)
    excludes = chosen(SponsorExclusion, _("Das möchte ich nicht"))
    most_sponsorships = models.PositiveSmallIntegerField(
        _("Patenschaften gleichzeitig"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SPONSORSHIPS)],
    )
    taken = models.PositiveSmallIntegerField(_("vergeben"), default=0, editable=False)

    interview_on = models.DateField(_("Erstgespräch am"), null=True, blank=True)
    interview_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("geführt von"),
        null=True,
        blank=True,
        related_name="+",
    )
    confidentiality_on = models.DateField(_("Verschwiegenheit erklärt am"), null=True, blank=True)
    conduct_on = models.DateField(_("Verhaltenskodex unterschrieben am"), null=True, blank=True)
    certificate_seen_on = models.DateField(_("Führungszeugnis eingesehen am"), null=True, blank=True)
    certificate_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("eingesehen von"),
        null=True,
        blank=True,
        related_name="+",
    )
    certificate_issued_on = models.DateField(_("ausgestellt am"), null=True, blank=True)
    certificate_entry = models.BooleanField(_("einschlägiger Eintrag"), null=True, blank=True)
    training_on = models.DateField(_("Schulung am"), null=True, blank=True)
    pause_until = models.DateField(_("Pause bis"), null=True, blank=True)
    wants_meeting = models.BooleanField(_("möchte zum nächsten Patentreffen"), default=False)
    anonymised_at = models.DateTimeField(_("anonymisiert am"), null=True, blank=True, editable=False)

    objects = SponsorQuerySet.as_manager()

    privacy = Privacy.of(
        personal="name email email_key phone address birth_year gender situations wishes note responsible interview_by"
        " certificate_seen_on certificate_seen_by certificate_issued_on certificate_entry confidentiality_on"
        " conduct_on",
        harmless="id status district topics interests free_times hours answer_by mail_language key created_at"
        " confirmed_at closed_at mobility has_pets excludes most_sponsorships taken interview_on training_on"
        " pause_until wants_meeting anonymised_at",
    )

    class Meta:
        verbose_name = _("Pate oder Patin")
        verbose_name_plural = _("Patinnen und Paten")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["status", "answer_by"], name="sponsor_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("most_sponsorships")),
                name="sponsor_within_capacity",
                violation_error_message=_("Mehr Patenschaften gleichzeitig sind nicht vereinbart."),
            ),
            models.CheckConstraint(
                condition=Q(most_sponsorships__gte=1, most_sponsorships__lte=MOST_SPONSORSHIPS),
                name="sponsor_capacity_in_range",
            ),
            models.CheckConstraint(
                condition=Q(certificate_seen_on=None)
                | Q(certificate_issued_on__lte=F("certificate_seen_on"), certificate_entry__isnull=False),
                name="sponsor_certificate_whole",
                violation_error_message=_(
                    "Zum Führungszeugnis gehören drei Angaben, und es ist vor der Einsicht datiert."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def code(self) -> str:
        """Stands for the name where it is nobody's business."""
        return f"P-{self.pk}"

    @property
    def free(self) -> int:
        return max(self.most_sponsorships - self.taken, 0)

    @property
    def awaits_a_pair(self) -> bool:
        return self.status == Status.APPROVED and bool(self.free)

    @property
    def is_full(self) -> bool:
        """Is «ausgelastet»."""
        return not self.free

    def age_at_least(self, years: int, on: date) -> bool | None:
        """By the year of birth, so only from the year after the birthday; None where it is unknown."""
        return None if self.birth_year is None else on.year - self.birth_year > years

    @property
    def certificate_holds_until(self) -> date | None:
        return self.certificate_seen_on and years_from(self.certificate_seen_on, CERTIFICATE_HOLDS_YEARS)

    def has_signed(self) -> bool:
        return bool(self.confidentiality_on and self.conduct_on)


class SponsorLanguage(Speaks):
    sponsor = models.ForeignKey(Sponsor, models.CASCADE, related_name="languages")

    privacy = Privacy.of(harmless="id sponsor language level")

    class Meta(Speaks.Meta):
        verbose_name = _("Sprache")
        verbose_name_plural = _("Sprachen")
        constraints = [models.UniqueConstraint(fields=["sponsor", "language"], name="sponsor_language_once")]
