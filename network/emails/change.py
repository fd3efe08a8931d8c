"""Mails to everybody who has registered, when a meeting is put off, gets another day or is called off."""

from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network import links
from network.emails.registration import facts, when
from network.models import Registration, RegistrationStatus


def _still_to_do(registration: Registration) -> str:
    """Who does nothing without having confirmed loses the place, whatever becomes of the day."""
    return "" if registration.confirmed_at else _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.")


def postponed(registration: Registration) -> Letter:
    meeting = registration.meeting
    return Letter(
        "meeting-postponed",
        _("Verschoben: %(title)s") % {"title": meeting.title},
        [
            _("das Treffen findet nicht wie geplant statt:"),
            "\n".join([meeting.title, when(meeting)]),
            _("Einen neuen Termin suchen wir noch. Ihre Anmeldung bleibt bestehen; wir schreiben Ihnen wieder."),
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
        _still_to_do(registration)
        or _("Sie brauchen nichts zu tun. Die angehängte Datei nimmt den alten Termin aus Ihrem Kalender."),
    )


def rescheduled(registration: Registration) -> Letter:
    nothing = _(
        "Wenn Sie kommen, brauchen Sie nichts zu tun. Die angehängte Datei ändert den Termin in Ihrem Kalender."
    )
    if registration.status == RegistrationStatus.WAITING:
        nothing = _("Sobald ein Platz frei wird, schreiben wir Ihnen. Sie haben dann 48 Stunden Zeit für Ihre Antwort.")
    return Letter(
        "meeting-rescheduled",
        _("Neuer Termin: %(title)s") % {"title": registration.meeting.title},
        [
            _("das Treffen hat einen neuen Termin:"),
            facts(registration),
            _("Ihre Anmeldung gilt weiter. Wenn Sie dann nicht können, sagen Sie bitte hier ab."),
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
        _still_to_do(registration) or nothing,
    )


def cancelled(registration: Registration) -> Letter:
    meeting = registration.meeting
    return Letter(
        "meeting-cancelled",
        _("Abgesagt: %(title)s") % {"title": meeting.title},
        [
            _("leider müssen wir das Treffen absagen:"),
            "\n".join([meeting.title, when(meeting)]),
            _("Es tut uns leid. Wenn es ein neues Treffen gibt, steht es auf unserer Seite."),
        ],
        after=_("Sie brauchen nichts zu tun. Die angehängte Datei nimmt den Termin aus Ihrem Kalender."),
    )
