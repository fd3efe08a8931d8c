"""The mail to all who took part: what came of the meeting, and where all offers stand."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network.models import Registration


def overview_url() -> str:
    """The address of the overview of all offers, in the letter's language."""
    return settings.PUBLIC_URL + reverse("offers:overview")


def results(registration: Registration) -> Letter:
    meeting = registration.meeting
    return Letter(
        "meeting-results",
        _("Das ist herausgekommen: %(title)s") % {"title": meeting.title},
        [
            _("danke, dass Sie mitgemacht haben. Hier lesen Sie, was an den Tischen gesagt wurde und was daraus wird."),
            _("Alle Hilfsangebote in Arnsberg, nach Themen und Stadtteilen, auch als PDF: %(url)s")
            % {"url": overview_url()},
        ],
        (_("Ergebnisse ansehen"), settings.PUBLIC_URL + reverse("network:results", args=[meeting.slug])),
        _("Sie brauchen nichts zu tun. Haben Sie etwas zu ergänzen? Antworten Sie einfach auf diese E-Mail."),
    )
