"""What is asked of sponsors and households alike, and compared when they are matched. Unknown stays unknown."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.encryption import EncryptedCharField, EncryptedTextField, lookup_key
from arnsberg_hilfe.core.models import District, Language
from sponsorship.models.choices import Interest, Level, Situation, Topic
from sponsorship.models.free_times import FreeTimesField

MOST_HOURS = 40


def chosen(choices: type[models.TextChoices], label: Any) -> ArrayField:
    """Any number of these choices."""
    return ArrayField(
        models.CharField(max_length=20, choices=choices),
        verbose_name=label,
        blank=True,
        default=list,
    )


class Party(models.Model):
    """One side of a Patenschaft: how to reach it (encrypted), what it wants and has time for, who looks after it."""

    name = EncryptedCharField(_("Name"), max_length=120, blank=True)
    email = EncryptedCharField(_("E-Mail-Adresse"), max_length=254, blank=True)
    email_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    phone = EncryptedCharField(_("Telefon"), max_length=30, blank=True, validators=[validate_phone])
    address = EncryptedCharField(_("Anschrift"), max_length=200, blank=True)

    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("Stadtteil"), null=True, blank=True, related_name="+"
    )
    topics = chosen(Topic, _("Wobei"))
    interests = chosen(Interest, _("Interessen"))
    situations = chosen(Situation, _("Lebenslage"))
    free_times = FreeTimesField(_("Freie Zeiten"))
    hours = models.PositiveSmallIntegerField(
        _("Stunden in der Woche"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    wishes = EncryptedTextField(_("Wünsche"), max_length=1000, blank=True)

    note = EncryptedTextField(_("Interne Notiz"), max_length=4000, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("zuständig"),
        null=True,
        blank=True,
        related_name="+",
    )
    answer_by = models.DateField(_("antworten bis"), null=True, blank=True)
    mail_language = models.CharField(
        _("Sprache der Mails"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    key = models.CharField(max_length=40, null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("gemeldet am"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("E-Mail bestätigt am"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_email(self, address: str) -> None:
        """Write an address and the key that finds it; both have to be saved."""
        self.email, self.email_key = address.strip(), lookup_key(address)


class Speaks(models.Model):
    """That somebody speaks a language, and how well; abstract, each side has its own."""

    language = models.ForeignKey(Language, models.PROTECT, verbose_name=_("Sprache"), related_name="+")
    level = models.PositiveSmallIntegerField(_("wie gut"), choices=Level, default=Level.GOOD)

    class Meta:
        abstract = True
        ordering = ["-level", "language__position"]

    def __str__(self) -> str:
        return f"{self.language} ({self.get_level_display()})"
