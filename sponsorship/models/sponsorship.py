from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.encryption import EncryptedTextField
from arnsberg_hilfe.core.privacy import Privacy
from sponsorship.models.choices import EndReason, Side
from sponsorship.models.choices import SponsorshipStatus as Status
from sponsorship.models.household import Household
from sponsorship.models.sponsor import Sponsor
from sponsorship.models.sponsorship_life import SponsorshipLife
from sponsorship.models.sponsorship_query import SponsorshipQuerySet


class Sponsorship(SponsorshipLife):
    """A Patenschaft of one sponsor with one household. `reasons` keeps the matching's findings when it was proposed."""

    sponsor = models.ForeignKey(Sponsor, models.PROTECT, verbose_name=_("Pate"), related_name="sponsorships")
    household = models.ForeignKey(Household, models.PROTECT, verbose_name=_("Haushalt"), related_name="sponsorships")
    status = models.CharField(
        _("Status"), max_length=16, choices=Status.choices, default=Status.PROPOSED, editable=False
    )
    score = models.FloatField(_("Punkte"), null=True, blank=True, editable=False)
    reasons = models.JSONField(default=list, blank=True, editable=False)
    override_reason = EncryptedTextField(_("Grund der Ausnahme"), max_length=500, blank=True, editable=False)
    proposed_at = models.DateTimeField(_("vorgeschlagen am"), default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    answer_by = models.DateField(_("antworten bis"), null=True, blank=True)
    reminded_on = models.DateField(_("erinnert am"), null=True, blank=True, editable=False)

    meets_at = models.DateTimeField(_("Kennenlernen am"), null=True, blank=True)
    meets_where = EncryptedTextField(_("Ort"), max_length=300, blank=True)
    interpreter = EncryptedTextField(_("Sprachmittlung durch"), max_length=200, blank=True)
    trial_until = models.DateField(_("Schnupperphase bis"), null=True, blank=True)
    agreed_on = models.DateField(_("Vereinbarung vom"), null=True, blank=True)
    pause_until = models.DateField(_("Pause bis"), null=True, blank=True)
    note_asked_on = models.DateField(_("um eine Notiz gebeten am"), null=True, blank=True, editable=False)

    declined_by = models.CharField(_("abgelehnt von"), max_length=9, choices=Side.choices, blank=True)
    end_reason = models.CharField(_("Grund des Endes"), max_length=11, choices=EndReason.choices, blank=True)
    end_note = EncryptedTextField(_("Notiz zum Ende"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(_("beendet am"), null=True, blank=True, editable=False)
    handed_to = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("übergeben an"), null=True, blank=True, related_name="handed_from"
    )
    uid = models.UUIDField(null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = SponsorshipQuerySet.as_manager()
    quiet_since: date  # by SponsorshipQuerySet.quiet

    privacy = Privacy.of(
        personal="meets_where interpreter override_reason end_note proposed_by reasons",
        harmless="id sponsor household status score proposed_at answer_by reminded_on meets_at trial_until agreed_on"
        " pause_until note_asked_on declined_by end_reason closed_at handed_to uid sequence",
    )

    class Meta:
        verbose_name = _("Patenschaft")
        verbose_name_plural = _("Patenschaften")
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["status", "answer_by"], name="sponsorship_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["sponsor", "household"],
                condition=Q(status__in=Status.open()),
                name="sponsorship_pair_once",
                violation_error_message=_("Diese beiden sind schon füreinander vorgeschlagen oder einander bekannt."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DECLINED) | ~Q(declined_by=""),
                name="sponsorship_declined_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ENDED, Status.BROKEN_OFF]) | ~Q(end_reason=""),
                name="sponsorship_end_has_reason",
                violation_error_message=_("Zum Ende gehört ein Grund."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.open(), closed_at=None)
                | Q(status__in=Status.closed(), closed_at__isnull=False),
                name="sponsorship_closed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} – {self.get_status_display()}"

    @property
    def discloses(self) -> bool:
        """Both have agreed, and it is not over: each may know how to reach the other."""
        return self.status in Status.agreed()


class BlockedPair(models.Model):
    """Two who must not be brought together: a conflict of interest, kinship, a former dispute."""

    sponsor = models.ForeignKey(Sponsor, models.CASCADE, verbose_name=_("Pate"), related_name="blocked")
    household = models.ForeignKey(Household, models.CASCADE, verbose_name=_("Haushalt"), related_name="blocked")
    reason = EncryptedTextField(_("Grund"), max_length=500)
    at = models.DateTimeField(_("gesperrt am"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    privacy = Privacy.of(personal="reason by", harmless="id sponsor household at")

    class Meta:
        verbose_name = _("gesperrtes Paar")
        verbose_name_plural = _("gesperrte Paare")
        constraints = [models.UniqueConstraint(fields=["sponsor", "household"], name="blocked_once")]

    def __str__(self) -> str:
        return f"{self.household} – P-{self.sponsor_id}"
