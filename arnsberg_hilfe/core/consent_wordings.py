"""What people agree to in the portal, word for word: the forms show these wordings, and a consent names its version.

A new wording gets a new version at the end of its list, and the old one stays readable; a test holds the fingerprint
of every wording, so that none is changed in silence.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    PUBLICATION = "publication", _("Veröffentlichung des Angebots")
    EMAIL_PUBLIC = "email_public", _("E-Mail-Adresse öffentlich")
    PHONE_PUBLIC = "phone_public", _("Telefonnummer öffentlich")
    CALLS = "calls", _("Aufrufe, wenn etwas fehlt")
    PHOTOS = "photos", _("Fotos vom Treffen")
    INVITATIONS = "invitations", _("Einladungen zu Treffen")
    NAMED = "named", _("Nennung in Ergebnissen")
    SPONSORSHIP = "sponsorship", _("Vermittlung im Patenprojekt")


@dataclass(frozen=True)
class Wording:
    """`sentence` is what is ticked, `more` what stands below it."""

    version: str
    sentence: Any
    more: Any = ""

    def __str__(self) -> str:
        """In the language that is active."""
        return f"{self.sentence} {self.more}".strip()


# The form that is for calls alone has words of its own; the other is a tick in forms for something else
CALLS_BY_FORM = "form-1"

WORDINGS: dict[Purpose, tuple[Wording, ...]] = {
    Purpose.PUBLICATION: (
        Wording("1", _("Ich habe den Datenschutzhinweis gelesen und bin mit der Veröffentlichung einverstanden.")),
    ),
    Purpose.EMAIL_PUBLIC: (Wording("1", _("E-Mail-Adresse öffentlich zeigen")),),
    Purpose.PHONE_PUBLIC: (Wording("1", _("Telefon öffentlich zeigen")),),
    Purpose.CALLS: (
        Wording(
            CALLS_BY_FORM,
            _("Ja, schreiben Sie mir, wenn in meinen Themen etwas fehlt. Das kann ich jederzeit beenden."),
        ),
        Wording(
            "1",
            _("Schreiben Sie mir, wenn in meinem Thema etwas fehlt."),
            _("Höchstens eine Mail in der Woche. Abbestellen geht mit einem Klick."),
        ),
    ),
    Purpose.PHOTOS: (
        Wording(
            "1",
            _("Fotos, auf denen ich zu sehen bin, dürfen veröffentlicht werden."),
            _("Die Stadt zeigt sie in Berichten über das Treffen. Sie können das jederzeit widerrufen."),
        ),
    ),
    Purpose.INVITATIONS: (
        Wording(
            "1",
            _("Bitte laden Sie mich auch zu den nächsten Treffen ein."),
            _("Wir schreiben an Ihre E-Mail-Adresse. Abbestellen geht mit einem Klick."),
        ),
    ),
    Purpose.NAMED: (
        Wording(
            "1",
            _("»Wer« darf öffentlich genannt werden"),
            _("Nur wenn die Person oder Stelle zugestimmt hat."),
        ),
    ),
    Purpose.SPONSORSHIP: (
        Wording(
            "2026-11",
            _(
                "Die Fachstelle darf meine Angaben speichern und benutzen, um eine passende Patin, einen passenden "
                "Paten oder einen passenden Haushalt zu finden. Der anderen Seite zeigt sie zuerst nur Angaben ohne "
                "Namen. Namen und Kontakt gibt sie erst weiter, wenn beide Seiten zugestimmt haben. Ich kann das "
                "jederzeit widerrufen."
            ),
        ),
    ),
}


def current(purpose: Purpose) -> Wording:
    return WORDINGS[purpose][-1]


def sentence(purpose: Purpose, version: str = "") -> Any:
    """What is ticked in a form, translated when it is shown."""
    return _found(purpose, version or current(purpose).version).sentence


def _found(purpose: Purpose, version: str) -> Wording:
    return next(each for each in WORDINGS[purpose] if each.version == version)


def wording(purpose: str, version: str) -> str:
    """In the language that is active; empty for a version that nobody knows."""
    return next((str(each) for each in WORDINGS[Purpose(purpose)] if each.version == version), "")
