"""Letters of the beginning: confirming an address, what happens next, a no. None quotes what somebody has typed."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sponsorship import links
from sponsorship.emails.letter import Letter
from sponsorship.models import Household, Sponsor
from sponsorship.presenting.sides import page_url


def _unless_it_was_you() -> str:
    return _("Waren Sie es nicht, dann tun Sie einfach nichts. Nach 7 Tagen löschen wir die Angaben.")


def _promise(party: Sponsor | Household) -> str:
    day = date_format(party.answer_by, "DATE_FORMAT") if party.answer_by else ""
    return _("Wir melden uns spätestens am %(day)s bei Ihnen und verabreden ein Gespräch.") % {"day": day}


def confirm_sponsor(sponsor: Sponsor) -> Letter:
    return Letter(
        "sponsor-confirm",
        _("Bitte bestätigen Sie Ihre Adresse"),
        [
            _("jemand hat mit dieser E-Mail-Adresse Interesse am Patenprojekt gezeigt."),
            _("Waren Sie das? Dann bestätigen Sie bitte Ihre Adresse. Danach melden wir uns bei Ihnen."),
        ],
        (_("Adresse bestätigen"), links.CONFIRM_SPONSOR.url(sponsor.pk)),
        _unless_it_was_you(),
    )


def sponsor_known(sponsor: Sponsor) -> Letter:
    """To an address whose owner we are in contact with."""
    return Letter(
        "sponsor-known",
        _("Wir kennen Sie schon"),
        [
            _("jemand hat mit dieser E-Mail-Adresse Interesse am Patenprojekt gezeigt. Ihre Adresse kennen wir schon."),
            _("Hat sich etwas geändert, dann antworten Sie einfach auf diese E-Mail."),
        ],
        (_("Zu meiner Seite"), page_url(sponsor)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Es ändert sich nichts."),
    )


def sponsor_welcome(sponsor: Sponsor) -> Letter:
    """What happens next, and until when."""
    return Letter(
        "sponsor-welcome",
        _("Danke! So geht es weiter"),
        [
            _("Sie möchten eine Patenschaft übernehmen. Vielen Dank dafür!"),
            _promise(sponsor),
            _("Darin klären wir, was Sie sich vorstellen. Danach suchen wir eine Familie, die zu Ihnen passt."),
        ],
        after=_("Hat sich etwas geändert, dann antworten Sie einfach auf diese E-Mail."),
    )


def sponsor_declined(words: str) -> Letter:
    """Kind, and with something else to do; `words` are the office's own."""
    return Letter(
        "sponsor-declined",
        _("Ihr Interesse am Patenprojekt"),
        [
            _("danke, dass Sie eine Patenschaft übernehmen wollten."),
            _("Im Moment passt das nicht. Das sagt nichts über Ihren guten Willen."),
            _("Vielleicht ist eine andere Aufgabe das Richtige: Wir suchen oft Menschen für kurze Einsätze."),
        ],
        after=_("Wenn Sie darüber sprechen möchten, antworten Sie einfach auf diese E-Mail."),
        quote=words,
    )


def confirm_household(household: Household) -> Letter:
    return Letter(
        "household-confirm",
        _("Bitte bestätigen Sie Ihre Adresse"),
        [
            _("jemand hat mit dieser E-Mail-Adresse nach einer Patin oder einem Paten gefragt."),
            _("Waren Sie das? Dann bestätigen Sie bitte Ihre Adresse. Danach melden wir uns bei Ihnen."),
        ],
        (_("Adresse bestätigen"), links.CONFIRM_HOUSEHOLD.url(household.pk)),
        _unless_it_was_you(),
    )


def household_known(household: Household) -> Letter:
    return Letter(
        "household-known",
        _("Ihre Anfrage haben wir schon"),
        [
            _("jemand hat mit dieser E-Mail-Adresse nach einer Patin oder einem Paten gefragt."),
            _("Ihre Anfrage haben wir schon. Hat sich etwas geändert, dann antworten Sie einfach auf diese E-Mail."),
        ],
        (_("Zu meiner Seite"), page_url(household)),
        _("Waren Sie es nicht, dann tun Sie einfach nichts. Es ändert sich nichts."),
    )


def household_welcome(household: Household) -> Letter:
    return Letter(
        "household-welcome",
        _("Ihre Anfrage ist bei uns"),
        [
            _("Sie suchen eine Patin oder einen Paten. Ihre Anfrage ist bei uns."),
            _promise(household),
            _("Danach suchen wir jemanden, der zu Ihnen passt. Das kann einige Wochen dauern."),
        ],
        after=_("Hat sich etwas geändert, dann antworten Sie einfach auf diese E-Mail."),
    )
