"""What is found out about a pair, as facts that are put into words when somebody looks, in whatever language then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sponsorship.models.choices import HouseholdExclusion, SponsorExclusion

Facts = Mapping[str, Any]


class Cause(TextChoices):
    """What exactly breaks a hard rule."""

    NOT_APPROVED = "not_approved", _("Die Patin oder der Pate ist nicht freigegeben.")
    AGE_UNKNOWN = "age_unknown", _("Geburtsjahr unbekannt: Es steht nicht fest, dass die Person volljährig ist.")
    UNDER_AGE = "under_age", _("Es steht nicht fest, dass die Person schon 18 Jahre alt ist.")
    NOT_CONFIDENTIAL = "not_confidential", _("Die Erklärung zur Verschwiegenheit fehlt.")
    NO_CONDUCT = "no_conduct", _("Der Verhaltenskodex ist nicht unterschrieben.")
    NO_CERTIFICATE = "no_certificate", _("Im Haushalt leben Kinder, und ein Führungszeugnis wurde nicht eingesehen.")
    CERTIFICATE_INCOMPLETE = (
        "certificate_incomplete",
        _("Im Haushalt leben Kinder, und zum Führungszeugnis fehlt etwas."),
    )
    CERTIFICATE_OLD = (
        "certificate_old",
        _("Im Haushalt leben Kinder, und das Führungszeugnis war bei der Einsicht älter als drei Monate."),
    )
    CERTIFICATE_LAPSED = (
        "certificate_lapsed",
        _("Im Haushalt leben Kinder, und das Führungszeugnis wurde vor mehr als fünf Jahren eingesehen."),
    )
    CERTIFICATE_ENTRY = (
        "certificate_entry",
        _("Im Haushalt leben Kinder, und das Führungszeugnis hat einen einschlägigen Eintrag."),
    )
    NO_CONSENT_SPONSOR = "no_consent_sponsor", _("Die Einwilligung der Patin oder des Paten fehlt oder ist widerrufen.")
    NO_CONSENT_HOUSEHOLD = "no_consent_household", _("Die Einwilligung des Haushalts fehlt oder ist widerrufen.")
    NO_LANGUAGE = "no_language", _("Es gibt keine gemeinsame Sprache, und Sprachmittlung ist nicht organisiert.")
    LANGUAGE_UNKNOWN = "language_unknown", _("Sprachen unbekannt, und Sprachmittlung ist nicht organisiert.")
    SPONSOR_FULL = "sponsor_full", _("Die Patin oder der Pate hat keinen Platz frei; offene Vorschläge zählen mit.")
    HOUSEHOLD_FULL = "household_full", _("Der Haushalt ist versorgt; offene Vorschläge zählen mit.")
    NOT_WAITING = "not_waiting", _("Der Haushalt wartet im Moment nicht auf eine Patenschaft.")
    TOGETHER = "together", _("Die beiden sind schon füreinander vorgeschlagen oder einander bekannt.")
    SPONSOR_EXCLUDES = "sponsor_excludes", _("Die Patin oder der Pate möchte das nicht: %(what)s.")
    HOUSEHOLD_EXCLUDES = "household_excludes", _("Der Haushalt möchte das nicht: %(what)s.")
    BLOCKED = "blocked", _("Das Paar ist gesperrt.")
    TOO_FAR = "too_far", _("Der Weg ist zu weit: anderer Stadtteil, zu Fuß.")
    TOO_FAR_FOR_BUS = "too_far_for_bus", _("Der Weg ist zu weit: kein Nachbarort, mit Bus oder Rad.")
    NO_TIME = "no_time", _("Es gibt keine gemeinsame freie Zeit.")
    UNACCOMPANIED = "unaccompanied", _("Um unbegleitete Minderjährige kümmert sich das Jugendamt.")
    PARTED = "parted", _("Die beiden waren schon einmal füreinander vorgesehen; das endete oder wurde abgelehnt.")


class Doubt(TextChoices):
    """What could break a rule and nobody knows: such a pair is not excluded, but staff should ask first."""

    EXCLUSION_OF_SPONSOR = (
        "exclusion_of_sponsor",
        _("unbekannt, ob es zutrifft: Die Patin oder der Pate möchte nicht: %(what)s"),
    )
    EXCLUSION_OF_HOUSEHOLD = (
        "exclusion_of_household",
        _("unbekannt, ob es zutrifft: Der Haushalt möchte nicht: %(what)s"),
    )
    WAY = "way", _("unbekannt, ob der Weg zu schaffen ist")
    TIMES = "times", _("freie Zeiten unbekannt")
    UNANSWERED = "unanswered", _("schon einmal vorgeschlagen, die Anfrage blieb ohne Antwort")
    CRITERION = "criterion", _("%(criterion)s: unbekannt")


WISHES = {str(value): label for kind in (SponsorExclusion, HouseholdExclusion) for value, label in kind.choices}


@dataclass(frozen=True)
class Finding:
    """A breach or a doubt, with what it is about."""

    what: Cause | Doubt
    about: Facts = field(default_factory=dict)

    @property
    def words(self) -> str:
        return str(self.what.label) % self.about if self.about else str(self.what.label)

    def __str__(self) -> str:
        return self.words


def about_wish(what: Cause | Doubt, wish: str) -> Finding:
    return Finding(what, {"what": WISHES[wish]})
