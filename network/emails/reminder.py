"""Mails before and after a meeting."""

from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network import links
from network.emails.registration import facts
from network.models import Registration


def a_week_before(registration: Registration) -> Letter:
    return Letter(
        "reminder-week",
        _("Bald ist es so weit: %(title)s") % {"title": registration.meeting.title},
        [_("wir freuen uns auf Sie:"), facts(registration)],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
        _("Wenn Sie doch nicht kommen können, sagen Sie bitte hier ab. Dann kann jemand anderes kommen."),
    )


def the_day_before(registration: Registration) -> Letter:
    return Letter(
        "reminder-day",
        _("Bis gleich: %(title)s") % {"title": registration.meeting.title},
        [
            _("nicht vergessen:"),
            facts(registration),
            _("Am Eingang genügt Ihr Name oder dieser Code: %(code)s") % {"code": registration.code},
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
        _("Wenn Sie doch nicht kommen können, sagen Sie bitte hier ab. Dann kann jemand anderes kommen."),
    )


def thanks(registration: Registration) -> Letter:
    return Letter(
        "meeting-thanks",
        _("Danke, dass Sie da waren"),
        [
            _("danke, dass Sie dabei waren:"),
            facts(registration),
            _("Wir schreiben jetzt auf, was an den Tischen besprochen wurde, und stellen es auf unsere Seite."),
        ],
        after=_("Ist Ihnen noch etwas eingefallen? Antworten Sie einfach auf diese E-Mail."),
    )
