"""Mails of the contact page, in the language that is active when they are written."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkPurpose
from arnsberg_hilfe.core.mail import Letter
from arnsberg_hilfe.portal.models import Entry, Inquiry

THREAD = LinkPurpose("inquiry", "portal:thread", timedelta(days=180))


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
