"""Mails about one registration."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network import links
from network.models import Meeting, Registration


def when(meeting: Meeting) -> str:
    """Day and time by the clock of the hall, in the language that is active."""
    if meeting.starts_at is None:
        return meeting.date_note or _("Der Tag steht noch nicht fest.")
    begin = timezone.localtime(meeting.starts_at)
    return _("%(day)s um %(time)s Uhr") % {
        "day": date_format(begin, _("l, j. F Y")),
        "time": date_format(begin, "H:i"),
    }


def facts(registration: Registration) -> str:
    """What, when and where, a line each."""
    meeting = registration.meeting
    return "\n".join(filter(None, [meeting.title, when(meeting), meeting.venue, meeting.address]))


def confirm_registration(registration: Registration) -> Letter:
    """Asks whether the address is right; quotes nothing personal, because anybody may have typed it."""
    return Letter(
        "registration-confirm",
        _("Bitte bestätigen Sie Ihre Anmeldung"),
        [
            _("jemand hat diese E-Mail-Adresse zu einem Treffen angemeldet:"),
            facts(registration),
            _("Waren Sie das? Dann bestätigen Sie bitte mit einem Klick. Wir halten alles 48 Stunden für Sie fest."),
        ],
        (_("Anmeldung bestätigen"), links.CONFIRM.url(registration.pk)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Nach 48 Stunden löschen wir die Angaben."),
    )


def registered_already(registration: Registration) -> Letter:
    return Letter(
        "registration-already",
        _("Sie sind schon angemeldet"),
        [
            _("mit dieser E-Mail-Adresse gibt es schon eine Anmeldung:"),
            facts(registration),
            _("Über diesen Link können Sie sie ansehen, ändern oder absagen."),
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
    )


def place_certain(registration: Registration) -> Letter:
    return Letter(
        "registration-certain",
        _("Ihr Platz ist sicher"),
        [
            _("schön, dass Sie kommen! Ihr Platz ist sicher:"),
            facts(registration),
            _("Am Eingang genügt Ihr Name oder dieser Code: %(code)s") % {"code": registration.code},
            _("Wenn sich etwas ändert, sagen Sie bitte hier Bescheid. Dann kann jemand anderes kommen."),
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
    )


def on_waiting_list(registration: Registration) -> Letter:
    return Letter(
        "registration-waiting",
        _("Sie stehen auf der Warteliste"),
        [
            _("danke für Ihre Anmeldung. Zurzeit sind alle Plätze vergeben; Sie stehen auf der Warteliste:"),
            facts(registration),
            _("Sobald ein Platz frei wird, schreiben wir Ihnen. Sie haben dann 48 Stunden Zeit für Ihre Antwort."),
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
    )


def place_offered(registration: Registration) -> Letter:
    until = timezone.localtime(registration.held_until)
    return Letter(
        "registration-offered",
        _("Ein Platz ist frei: Kommen Sie?"),
        [
            _("gute Nachricht: Für Sie ist ein Platz frei geworden."),
            facts(registration),
            _("Wir halten ihn bis %(day)s, %(time)s Uhr für Sie fest.")
            % {"day": date_format(until, _("l, j. F")), "time": date_format(until, "H:i")},
        ],
        (_("Antworten"), links.OFFERED_PLACE.url(registration.pk)),
        _("Ohne Ihre Antwort geht der Platz danach an die nächste Person."),
    )


def place_lapsed(registration: Registration) -> Letter:
    return Letter(
        "registration-lapsed",
        _("Ihr Platz ist weitergegeben"),
        [
            _("wir haben keine Antwort von Ihnen bekommen und den Platz weitergegeben:"),
            facts(registration),
        ],
        after=_("Möchten Sie doch kommen, dann melden Sie sich einfach noch einmal an oder rufen Sie uns an."),
    )
