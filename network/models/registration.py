from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.models import District
from arnsberg_hilfe.core.pillar import Pillar
from arnsberg_hilfe.core.privacy import Privacy
from network.models.choices import RegistrationSource, RegistrationStatus
from network.models.meeting import Meeting
from network.models.programme import ThemeTable
from network.models.registration_life import RegistrationLife
from network.models.registration_query import RegistrationQuerySet

MOST_COMPANIONS = 5
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for something else when read aloud


def new_code() -> str:
    return get_random_string(8, READABLE)


def _wish(words: Any) -> models.ForeignKey:
    return models.ForeignKey(ThemeTable, models.SET_NULL, verbose_name=words, null=True, blank=True, related_name="+")


class Registration(RegistrationLife, models.Model):
    """One person and up to five companions, who stay together. `held_until`: a place held for an answer."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("Treffen"), related_name="registrations")
    key = models.CharField(max_length=40, null=True, blank=True, unique=True, editable=False)
    code = models.CharField(_("Einlass-Code"), max_length=8, unique=True, default=new_code, editable=False)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=30, blank=True, validators=[validate_phone])
    pillar = models.CharField(_("Ich komme als"), max_length=12, choices=Pillar.choices, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=150, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("Stadtteil"), null=True, blank=True, related_name="+"
    )
    companions = ArrayField(
        models.CharField(max_length=120, blank=True),
        verbose_name=_("Begleitung"),
        blank=True,
        default=list,
        size=MOST_COMPANIONS,
        help_text=_("Eine Person je Eintrag; der Name darf leer bleiben."),
    )
    size = models.GeneratedField(
        verbose_name=_("Personen"),
        expression=1 + Func("companions", function="cardinality", output_field=models.SmallIntegerField()),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    wish_1 = _wish(_("1. Wunsch"))
    wish_2 = _wish(_("2. Wunsch"))
    wish_3 = _wish(_("3. Wunsch"))
    interpreting = models.BooleanField(_("Sprachmittlung"), default=False)
    children = models.PositiveSmallIntegerField(_("Kinder in Betreuung"), default=0, validators=[MaxValueValidator(20)])
    step_free = models.BooleanField(_("stufenloser Zugang"), default=False)
    needs_note = models.CharField(_("Was wir noch wissen sollten"), max_length=200, blank=True)
    photo_consent = models.BooleanField(_("Fotos erlaubt"), default=False)
    wants_invitations = models.BooleanField(_("möchte eingeladen werden"), default=False)
    wants_calls = models.BooleanField(_("möchte Aufrufe bekommen"), default=False, db_default=False)
    mail_language = models.CharField(
        _("Sprache der Mails"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    source = models.CharField(
        _("Quelle"), max_length=8, choices=RegistrationSource.choices, default=RegistrationSource.ONLINE
    )
    status = models.CharField(
        _("Status"),
        max_length=12,
        choices=RegistrationStatus.choices,
        default=RegistrationStatus.UNCONFIRMED,
        editable=False,
    )
    status_before = models.CharField(
        _("Status vor der Ankunft"),
        max_length=12,
        choices=RegistrationStatus.choices,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    created_at = models.DateTimeField(_("angemeldet am"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("bestätigt am"), null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(_("wartet seit"), null=True, blank=True, editable=False)
    held_until = models.DateTimeField(_("gehalten bis"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("abgemeldet am"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("aufgenommen von"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    anonymised_at = models.DateTimeField(_("anonymisiert am"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    ticks = {"photo_consent": Purpose.PHOTOS}

    privacy = Privacy.of(
        personal="code name companions email phone organisation interpreting children step_free needs_note"
        " photo_consent wants_invitations wants_calls recorded_by",
        harmless="id meeting key pillar district size wish_1 wish_2 wish_3 mail_language source status status_before"
        " created_at confirmed_at waiting_since held_until cancelled_at anonymised_at",
    )

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["meeting", "status", "waiting_since"], name="registration_queue"),
            models.Index(Lower("email"), name="registration_email"),
            models.Index(fields=["held_until"], name="registration_held", condition=Q(held_until__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                "meeting",
                Lower("email"),
                condition=~Q(email="") & Q(status__in=RegistrationStatus.active()),
                name="registration_once_an_address",
                violation_error_message=_("Mit dieser E-Mail-Adresse gibt es schon eine Anmeldung."),
            ),
            models.CheckConstraint(
                condition=Q(companions__len__lte=MOST_COMPANIONS),
                name="registration_group_size",
                violation_error_message=_("Eine Gruppe hat höchstens sechs Personen."),
            ),
            models.CheckConstraint(
                condition=~Q(status=RegistrationStatus.WAITING) | Q(waiting_since__isnull=False),
                name="registration_waiting_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def people(self) -> int:
        """How many they are; `size` is the same as the database last saw it."""
        return 1 + len(self.companions)

    @property
    def names(self) -> list[str]:
        """Everybody's name, by position; a companion's may be empty."""
        return [self.name, *self.companions]

    @property
    def wishes(self) -> tuple[int, ...]:
        """Keys of the wished tables, first wish first."""
        return tuple(key for key in (self.wish_1_id, self.wish_2_id, self.wish_3_id) if key)

    # What its owner may do

    def awaits_confirmation(self, now: datetime) -> bool:
        """Somebody has typed this address, and nobody has said yet that it is theirs."""
        return self.confirmed_at is None and self.can_be_cancelled(now)

    def can_be_cancelled(self, now: datetime) -> bool:
        return self.status in RegistrationStatus.expected() and self.meeting.lies_ahead(now)

    def can_be_changed(self, now: datetime) -> bool:
        return self.can_be_cancelled(now) and self.meeting.takes_changes(now)

    def may_register_again(self, now: datetime) -> bool:
        return self.status in RegistrationStatus.given_up() and self.meeting.takes_registrations(now)

    def knows_its_tables(self) -> bool:
        """They were told by mail; until then staff may still be trying things out."""
        return self.notices.filter(kind="tables").exists()
