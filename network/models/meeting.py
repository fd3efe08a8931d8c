from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.fields import WebAddressField
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.privacy import Privacy
from network.models.choices import MeetingKind, MeetingStatus
from network.models.meeting_life import MeetingLife
from network.models.meeting_query import MeetingQuerySet

MOST_ROUNDS = 6


class Meeting(MeetingLife, models.Model):
    """A Netzwerktreffen or Patentreffen. `taken` is kept by the database: the sizes of all seated registrations."""

    kind = models.CharField(_("Art"), max_length=10, choices=MeetingKind.choices, default=MeetingKind.NETWORK)
    title = models.CharField(_("Titel"), max_length=150)
    slug = models.SlugField(
        _("Adresszusatz"), max_length=100, unique=True, blank=True, help_text=_("Leer lassen: entsteht aus dem Titel.")
    )
    summary = models.CharField(_("Worum es geht"), max_length=600, blank=True)
    starts_at = models.DateTimeField(_("Beginn"), null=True, blank=True)
    ends_at = models.DateTimeField(_("Ende"), null=True, blank=True)
    date_note = models.CharField(
        _("Hinweis zum Termin"), max_length=120, blank=True, help_text=_("Wenn der Tag noch nicht feststeht.")
    )
    venue = models.CharField(_("Ort"), max_length=200, blank=True)
    address = models.CharField(_("Anschrift"), max_length=200, blank=True)
    directions = models.TextField(_("So kommen Sie hin"), max_length=2000, blank=True)
    accessibility = models.CharField(_("Barrierefreiheit"), max_length=300, blank=True)
    places = models.PositiveIntegerField(_("Plätze"), null=True, blank=True, validators=[MinValueValidator(1)])
    taken = models.PositiveIntegerField(_("vergeben"), default=0, editable=False)
    deadline = models.DateTimeField(
        _("Anmeldeschluss"), null=True, blank=True, help_text=_("Leer lassen: bis zum Beginn.")
    )
    rounds = models.PositiveSmallIntegerField(
        _("Runden an den Tischen"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ROUNDS)],
        help_text=_("In jeder Runde sitzt man an einem anderen Tisch."),
    )
    contact = models.CharField(_("Fragen an"), max_length=200, blank=True)
    expected = models.CharField(_("Teilnehmende laut Quelle"), max_length=120, blank=True)
    source_url = WebAddressField(_("Quelle im Netz"), max_length=500, blank=True)
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    internal_note = models.TextField(_("Interne Notiz"), blank=True)
    doorkeepers = models.ManyToManyField(
        User, verbose_name=_("Einlass"), blank=True, related_name="doors", help_text=_("Wer am Einlass hilft.")
    )
    status = models.CharField(
        _("Status"), max_length=20, choices=MeetingStatus.choices, default=MeetingStatus.DRAFT, editable=False
    )
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("geändert am"), auto_now=True)

    objects = MeetingQuerySet.as_manager()

    privacy = Privacy.of(
        personal="contact internal_note doorkeepers",
        harmless="id kind title slug summary starts_at ends_at date_note venue address directions accessibility places"
        " taken deadline rounds expected source_url import_key status uid sequence created_at changed_at",
    )

    class Meta:
        verbose_name = _("Treffen")
        verbose_name_plural = _("Treffen")
        ordering = [F("starts_at").desc(nulls_first=True), "-pk"]
        indexes = [models.Index(fields=["status", "starts_at"], name="meeting_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(places=None) | Q(taken__lte=F("places")),
                name="meeting_taken_within_places",
                violation_error_message=_("So viele Plätze sind schon vergeben; weniger können es nicht werden."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
            models.CheckConstraint(
                condition=Q(deadline=None) | Q(starts_at__isnull=False, deadline__lte=F("starts_at")),
                name="meeting_deadline_before_start",
                violation_error_message=_("Der Anmeldeschluss liegt nach dem Beginn."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[MeetingStatus.OPEN, MeetingStatus.CLOSED])
                | Q(starts_at__isnull=False, places__isnull=False),
                name="meeting_open_has_day_and_places",
                violation_error_message=_("Zur Anmeldung gehören ein Tag, eine Uhrzeit und eine Zahl der Plätze."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network:detail", args=[self.slug])
