"""Where somebody sits, some days before the meeting."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network import links
from network.emails.registration import facts
from network.models import Registration
from network.seats import Seating


def tables(registration: Registration, seatings: Sequence[Seating]) -> Letter:
    is_one = len(seatings) == 1
    intro = _("Dieser Platz ist für Sie vorgesehen:") if is_one else _("Diese Plätze sind für Sie vorgesehen:")
    lines = [_line(seating, rounds=len(seatings)) for seating in seatings]
    return Letter(
        "registration-tables",
        _("Hier sitzen Sie beim Treffen"),
        [
            _("bald ist es so weit:"),
            facts(registration),
            intro,
            "\n".join(lines),
        ],
        (_("Meine Anmeldung"), links.MANAGE.url(registration.pk)),
        _("Wenn Sie lieber an einem anderen Tisch sitzen, antworten Sie einfach auf diese E-Mail."),
    )


def _line(seating: Seating, *, rounds: int) -> str:
    table = _("Tisch %(table)s") % {"table": seating.table}
    where = _("Runde %(round)s: %(table)s") % {"round": seating.round, "table": table} if rounds > 1 else table
    return f"{where} ({seating.reason})" if seating.reason else where
