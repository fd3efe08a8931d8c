"""Mails about one Patenschaft to its two sides, in the language that is active.

Before both have agreed none names anybody; none ever gives a reason.
"""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sponsorship.emails.letter import Letter
from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import Side
from sponsorship.presenting.profile import profile_for
from sponsorship.presenting.sides import ANSWERS, page_url, party


def may_we_bring_you_together(sponsorship: Sponsorship, side: Side, today: date, *, again: bool = False) -> Letter:
    """Asks a side, or asks it once more."""
    profile = [f"{fact.label}: {fact.value}" for fact in profile_for(side, sponsorship, today)]
    until = date_format(sponsorship.answer_by, "DATE_FORMAT") if sponsorship.answer_by else ""
    opening = _opening(side)
    if again:
        opening = _("wir haben noch keine Antwort von Ihnen. Vielleicht ist unsere Mail untergegangen. ") + opening
    after = _("Bitte antworten Sie bis zum %(day)s. Ein Nein ist völlig in Ordnung.") % {"day": until}
    if again:
        after = _("Ohne Antwort nehmen wir die Anfrage in einer Woche zurück. Das ist in Ordnung.")
    return Letter(
        "sponsorship-asked-again" if again else "sponsorship-asked",
        _("Noch einmal: Passt das für Sie?") if again else _("Passt das für Sie?"),
        [opening, *profile, _("Namen und Kontakt geben wir erst weiter, wenn beide Seiten Ja gesagt haben.")],
        (_("Ansehen und antworten"), ANSWERS[side].url(sponsorship.pk)),
        after,
    )


def _opening(side: Side) -> str:
    if side == Side.SPONSOR:
        return _("ein Haushalt wünscht sich eine Patin oder einen Paten, und wir denken: Das könnte passen.")
    return _("wir haben jemanden gefunden, der Sie gern unterstützen möchte. Das könnte passen.")


def both_agreed(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "sponsorship-agreed",
        _("Beide Seiten haben Ja gesagt"),
        [
            _("Sie möchten sich beide kennenlernen. Darüber freuen wir uns."),
            _("Auf Ihrer Seite steht jetzt, wie Sie die andere Seite erreichen."),
        ],
        _own_page(sponsorship, side),
        _("Wir melden uns mit einem Vorschlag für Tag und Ort. Beim ersten Treffen sind wir dabei."),
    )


def meeting_planned(sponsorship: Sponsorship, side: Side, *, moved: bool) -> Letter:
    title = _("Neuer Termin: Ihr Kennenlernen") if moved else _("Ihr Kennenlernen")
    when = timezone.localtime(sponsorship.meets_at) if sponsorship.meets_at else None
    lines = [_("Wann: %(when)s Uhr") % {"when": date_format(when, _("l, j. F Y, H:i"))}] if when else []
    if sponsorship.meets_where:
        lines.append(_("Wo: %(where)s") % {"where": sponsorship.meets_where})
    if sponsorship.interpreter:
        lines.append(_("Es übersetzt: %(who)s") % {"who": sponsorship.interpreter})
    return Letter(
        "sponsorship-meeting",
        title,
        [_("hier ist der Termin, an dem Sie sich kennenlernen."), *lines],
        _own_page(sponsorship, side),
        _("Der Termin hängt auch für Ihren Kalender an. Passt er nicht? Rufen Sie uns bitte an."),
    )


def meeting_called_off(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "sponsorship-meeting-off",
        _("Ihr Kennenlernen findet an diesem Tag nicht statt"),
        [_("der Termin fällt aus. Wir suchen einen neuen und melden uns.")],
        _own_page(sponsorship, side),
    )


def trial_begins(sponsorship: Sponsorship, side: Side) -> Letter:
    until = date_format(sponsorship.trial_until, "DATE_FORMAT") if sponsorship.trial_until else ""
    return Letter(
        "sponsorship-trial",
        _("Die Schnupperphase beginnt"),
        [
            _("schön, dass es weitergeht. Bis zum %(day)s probieren Sie es miteinander aus.") % {"day": until},
            _("Danach entscheiden beide Seiten, ob es eine Patenschaft wird. Ein Nein braucht keinen Grund."),
        ],
        _own_page(sponsorship, side),
    )


def it_is_a_sponsorship(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "sponsorship-active",
        _("Ihre Patenschaft hat begonnen"),
        [
            _("die Vereinbarung ist unterschrieben. Wir wünschen Ihnen eine gute Zeit miteinander."),
            _("Jede Seite kann jederzeit aufhören. Sagen Sie uns dann bitte kurz Bescheid."),
        ],
        _own_page(sponsorship, side),
    )


def it_did_not_work_out(sponsorship: Sponsorship, side: Side) -> Letter:
    """A proposal or a first phase is over: nobody is to blame, and no reason is named."""
    return Letter(
        "sponsorship-not-this-one",
        _("Diesmal hat es nicht gepasst"),
        [
            _("die Patenschaft, über die wir gesprochen haben, kommt nicht zustande. Das liegt nicht an Ihnen."),
            _("Wir suchen weiter und melden uns, sobald wir eine neue Idee haben."),
        ],
        _own_page(sponsorship, side),
    )


def it_is_over(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "sponsorship-over",
        _("Ihre Patenschaft ist beendet"),
        [
            _("die Patenschaft ist beendet. Danke für die gemeinsame Zeit."),
            _("Die Kontaktdaten zeigen wir ab jetzt nicht mehr. Möchten Sie darüber sprechen? Rufen Sie uns an."),
        ],
        _own_page(sponsorship, side),
    )


def it_passes_on(sponsorship: Sponsorship, side: Side) -> Letter:
    """To the household: its sponsor cannot go on, and the office has somebody in mind."""
    return Letter(
        "sponsorship-handed-over",
        _("Ihre Patenschaft geht in andere Hände"),
        [
            _("Ihre bisherige Patin oder Ihr bisheriger Pate kann nicht weitermachen."),
            _("Wir haben schon jemand anderen gefragt und melden uns bald bei Ihnen."),
        ],
        _own_page(sponsorship, side),
    )


def withdrawal_confirmed(_person: Sponsor | Household) -> Letter:
    return Letter(
        "sponsorship-withdrawn",
        _("Ihre Einwilligung ist widerrufen"),
        [
            _("Ihr Widerruf gilt ab sofort. Ihre Daten sieht niemand außerhalb der Fachstelle mehr."),
            _("Wir löschen sie, sobald wir sie nicht mehr aufbewahren müssen. Danke, dass Sie dabei waren."),
        ],
        after=_("Wenn Sie es sich anders überlegen, schreiben Sie uns oder rufen Sie an."),
    )


def _own_page(sponsorship: Sponsorship, side: Side) -> tuple[str, str]:
    return _("Zu meiner Seite"), page_url(party(sponsorship, side))
