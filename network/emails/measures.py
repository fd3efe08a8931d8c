"""Mails to the people who are responsible for a measure."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network import links
from network.models import Measure


def how_does_it_stand(measure: Measure, today: date) -> Letter:
    """Before the day, on it and after it; one button, three answers behind it."""
    return Letter(
        "measure-asked",
        _("Wie steht es? %(what)s") % {"what": measure.what},
        [_agreed(measure), measure.what, _when(measure, today), _("Bitte sagen Sie uns kurz, wie es steht.")],
        (_("Antworten"), links.MEASURE.url(measure.pk)),
        _("Das geht mit einem Klick und ohne Anmeldung. Ohne Antwort fragen wir in zwei Wochen noch einmal."),
    )


def _agreed(measure: Measure) -> str:
    if measure.meeting is None:
        return _("Sie haben übernommen:")
    return _("beim Treffen »%(title)s« haben Sie übernommen:") % {"title": measure.meeting.title}


def _when(measure: Measure, today: date) -> str:
    if measure.due is None:
        return ""
    day = {"day": date_format(measure.due, "DATE_FORMAT")}
    if measure.due > today:
        return _("Vereinbart ist: bis %(day)s.") % day
    return _("Vereinbart war: bis heute.") if measure.due == today else _("Vereinbart war: bis %(day)s.") % day
