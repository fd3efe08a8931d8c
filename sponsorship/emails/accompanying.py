"""Mails while a Patenschaft lives: check-ins, contact notes, complaints, and the coordinators' week."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sponsorship import links
from sponsorship.emails.letter import Letter
from sponsorship.models import CheckIn, Sponsorship
from sponsorship.models.choices import Side
from sponsorship.presenting.sides import page_url, party


def how_is_it_going(check_in: CheckIn, *, again: bool = False) -> Letter:
    opening = _("Sie haben sich kennengelernt. Wie war es?")
    if check_in.occasion != CheckIn.Occasion.FIRST_MEETING:
        opening = _("wie läuft es mit der Patenschaft?")
    return Letter(
        "check-in-again" if again else "check-in",
        _("Noch einmal: Wie geht es Ihnen?") if again else _("Wie geht es Ihnen mit der Patenschaft?"),
        [opening, _("Ihre Antwort liest nur die Fachstelle, nicht die andere Seite.")],
        (_("Antworten"), links.CHECK_IN.url(check_in.pk)),
        _("Das dauert eine Minute, ohne Anmeldung."),
    )


def please_write_a_note(sponsorship: Sponsorship, side: Side) -> Letter:
    return Letter(
        "contact-note-missing",
        _("Haben Sie sich getroffen?"),
        [
            _("seit einem Monat steht bei Ihrer Patenschaft keine Notiz."),
            _("Ein Datum und eine Dauer genügen: Damit weisen wir nach, was Sie leisten."),
        ],
        (_("Notiz schreiben"), page_url(party(sponsorship, side))),
        _("Ist gerade Pause oder hakt etwas? Rufen Sie uns an, wir helfen gern."),
    )


def complaint_received(until: date) -> Letter:
    """Without what was written: a mail can be read by others. Answers by-pass the Fachstelle as well."""
    return Letter(
        "message-received",
        _("Ihre Nachricht ist angekommen"),
        [
            _("danke, dass Sie uns geschrieben haben. Eine zweite Person in der Fachstelle liest es."),
            _("Sie bekommen eine Antwort bis zum %(day)s.") % {"day": date_format(until, "DATE_FORMAT")},
        ],
        after=_("Ist jemand in Gefahr? Rufen Sie bitte sofort die Polizei unter 110."),
        desk=settings.COMPLAINTS_EMAIL,
    )


def there_is_a_complaint() -> Letter:
    """To the office's protected address: neither who nor what."""
    return Letter(
        "complaint",
        _("Es gibt eine Beschwerde im Patenprojekt"),
        [_("auf der geschützten Seite wartet eine Beschwerde.")],
        (_("Zu den Beschwerden"), settings.PUBLIC_URL + reverse("sponsorship_team:complaints")),
        _("Öffnen kann sie nur, wer für beide Seiten nicht zuständig ist."),
    )


def the_week(counts: Iterable[tuple[str, int]]) -> Letter:
    """Counts and links only: no name and no code leaves the portal."""
    lines = [f"{label}: {count}" for label, count in counts if count]
    return Letter(
        "sponsorship-week",
        _("Ihre Patenschaften in dieser Woche"),
        lines or [_("nichts wartet auf Sie. Eine gute Woche!")],
        (_("Zur Arbeitsliste"), settings.PUBLIC_URL + reverse("portal:worklist")),
    )
