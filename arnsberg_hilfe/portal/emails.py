"""Mails of the contact page and of «Meine Daten», in the language that is active when they are written."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.encryption import seal_part
from arnsberg_hilfe.core.links import LinkPurpose
from arnsberg_hilfe.core.mail import Letter
from arnsberg_hilfe.core.own_data import Stays
from arnsberg_hilfe.portal.models import Entry, Inquiry

THREAD = LinkPurpose("inquiry", "portal:thread", timedelta(days=180))
OWN_DATA = LinkPurpose("own-data", "portal:own_data", timedelta(hours=1))


def acknowledged(inquiry: Inquiry) -> Letter:
    """Quotes nothing, because anybody may have typed the address."""
    return Letter(
        "inquiry-received",
        _("Ihre Nachricht ist angekommen"),
        [
            _("danke für Ihre Nachricht. Wir antworten spätestens in drei Arbeitstagen."),
            _("Über diesen Link können Sie Ihre Nachricht ansehen und etwas ergänzen."),
        ],
        (_("Meine Nachricht"), THREAD.url(inquiry.pk)),
        _("Haben Sie uns nicht geschrieben, dann tun Sie einfach nichts."),
    )


def to_the_office(inquiry: Inquiry, entry: Entry) -> Letter:
    return Letter(
        "inquiry-office",
        _("Anliegen von %(name)s: %(reason)s") % {"name": inquiry.name, "reason": inquiry.get_reason_display()},
        [_("über die Kontaktseite ist eine Nachricht gekommen. Bitte antworten Sie im Portal.")],
        (_("Anliegen öffnen"), settings.PUBLIC_URL + reverse("portal:inquiry", args=[inquiry.pk])),
        quote=entry.text,
    )


def answered(inquiry: Inquiry, entry: Entry) -> Letter:
    return Letter(
        "inquiry-answer",
        _("Antwort auf Ihre Nachricht"),
        [_("hier ist unsere Antwort auf Ihre Nachricht:")],
        (_("Ansehen und antworten"), THREAD.url(inquiry.pk)),
        quote=entry.text,
    )


def own_data(address: str) -> Letter:
    return Letter(
        "own-data",
        _("Ihre Daten im Portal"),
        [
            _("jemand möchte wissen, was wir zu dieser E-Mail-Adresse gespeichert haben. Waren Sie das?"),
            _("Dann sehen Sie hier alles, können es ändern, mitnehmen oder löschen. Der Link gilt eine Stunde."),
        ],
        (_("Meine Daten ansehen"), OWN_DATA.url(seal_part(address))),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Niemand sonst bekommt diesen Link."),
    )


def erased(gone: Sequence[str], kept: Sequence[Stays]) -> Letter:
    """What is gone and what must stay, why and until when; this mail is not kept either."""
    stays = [f"{each.what}: {each.why} {each.until}" for each in kept]
    return Letter(
        "own-data-erased",
        _("Ihre Daten sind gelöscht") if gone else _("Ihr Wunsch, Daten zu löschen"),
        [
            *([_("auf Ihren Wunsch haben wir gelöscht:"), *gone] if gone else []),
            *([_("Das bleibt noch:"), *stays] if stays else []),
            _("Auch diese E-Mail bewahren wir nicht auf."),
        ],
    )
