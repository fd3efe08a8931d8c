"""Registrations as lists: on the staff's page and as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Page
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.models import Meeting, Registration


def with_positions(meeting: Meeting, page: Page) -> Page:
    """Who waits gets `position`, the turn on the waiting list."""
    waiting: Iterable[Any] = meeting.registrations.with_position()
    positions = {each.pk: each.position for each in waiting}
    for registration in page:
        registration.position = positions.get(registration.pk)
    return page


def table_rows(registrations: Iterable[Registration]) -> Iterator[dict[str, Any]]:
    """A row for each registration, headings as keys, ready for core.export."""
    for each in registrations:
        yield {
            _("Name"): each.name,
            _("Begleitung"): [name or "?" for name in each.companions],
            _("Personen"): each.people,
            _("Status"): each.get_status_display(),
            _("E-Mail-Adresse"): each.email,
            _("Telefon"): each.phone,
            _("Säule"): each.get_pillar_display(),
            _("Organisation"): each.organisation,
            _("Stadtteil"): str(each.district or ""),
            **{_("%d. Wunsch") % number: str(wish or "") for number, wish in enumerate(_wishes(each), 1)},
            _("Sprachmittlung"): _yes(each.interpreting),
            _("Kinder in Betreuung"): each.children,
            _("stufenloser Zugang"): _yes(each.step_free),
            _("Was wir noch wissen sollten"): each.needs_note,
            _("Fotos erlaubt"): _yes(each.photo_consent),
            _("Sprache der Mails"): each.mail_language,
            _("Quelle"): each.get_source_display(),
            _("angemeldet am"): date_format(localtime(each.created_at), "d.m.Y H:i"),
        }


def _wishes(registration: Registration) -> list[Any]:
    return [registration.wish_1, registration.wish_2, registration.wish_3]


def _yes(fact: bool) -> str:  # noqa: FBT001 - the fact is the argument
    return _("ja") if fact else ""
