"""Mails when a Patenschaft or a sponsor pauses and comes back: who was asked on the phone has it in writing."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sponsorship.emails.letter import Letter
from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import Side
from sponsorship.presenting.sides import page_url, party


def it_pauses(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "sponsorship-paused",
        _("Ihre Patenschaft macht Pause"),
        [
            _until(sponsorship.pause_until, _("Ihre Patenschaft macht Pause bis zum %(day)s."))
            or _("Ihre Patenschaft macht Pause. Wann es weitergeht, ist noch offen."),
            _("So lange erwarten wir keine Treffen. Wir melden uns, wenn die Pause vorbei ist."),
        ],
        _own_page(party(sponsorship, side)),
        _("Ist das anders verabredet? Dann antworten Sie einfach auf diese E-Mail."),
    )


def it_goes_on(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "sponsorship-resumed",
        _("Ihre Patenschaft geht weiter"),
        [
            _("die Pause ist vorbei, Ihre Patenschaft geht weiter."),
            _("Verabreden Sie sich, wie es für beide passt."),
        ],
        _own_page(party(sponsorship, side)),
        _("Ist das anders verabredet? Dann antworten Sie einfach auf diese E-Mail."),
    )


def sponsor_pauses(sponsor: Sponsor) -> Letter:
    return Letter(
        "sponsor-paused",
        _("Ihre Pause ist eingetragen"),
        [
            _until(sponsor.pause_until, _("Sie machen Pause bis zum %(day)s. So lange fragen wir Sie nicht."))
            or _("Sie machen Pause. Wir fragen Sie erst wieder, wenn Sie es möchten."),
            _("Patenschaften, die schon laufen, bleiben, wie sie sind."),
        ],
        _own_page(sponsor),
        _("Möchten Sie früher zurück? Dann antworten Sie einfach auf diese E-Mail."),
    )


def sponsor_is_back(sponsor: Sponsor) -> Letter:
    return Letter(
        "sponsor-back",
        _("Schön, dass Sie wieder da sind"),
        [_("Ihre Pause ist vorbei. Wir fragen Sie wieder, wenn ein Haushalt zu Ihnen passt.")],
        _own_page(sponsor),
        _("Möchten Sie noch warten? Dann antworten Sie einfach auf diese E-Mail."),
    )


def _until(day: date | None, words: str) -> str:
    return words % {"day": date_format(day, "DATE_FORMAT")} if day else ""


def _own_page(person: Sponsor | Household) -> tuple[str, str]:
    return _("Zu meiner Seite"), page_url(person)
