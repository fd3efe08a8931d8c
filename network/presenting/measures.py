"""Measures as everybody may read them, and as the office takes them into a spreadsheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.reading import language_of
from network.models import Measure, Meeting
from network.models.measure import MeasureQuerySet
from offers.presenting.state import Badge

BADGES = {Measure.Status.RUNNING: "info", Measure.Status.DONE: "success"}
MOST_FINISHED = 200


@dataclass(frozen=True)
class MeasureCard:
    """`lang`, `outcome_lang` and `meeting_lang` are the language a text stands in where it is not the page's."""

    what: str
    lang: str
    theme: str
    colour: str
    icon: str
    badge: Badge
    who: str
    due: date | None
    outcome: str
    outcome_lang: str
    meeting: Meeting | None
    meeting_lang: str


def what_became() -> list[tuple[str, list[MeasureCard]]]:
    """All public measures by how they stand, without empty groups; three statements."""
    public = Measure.objects.public()
    finished = public.finished()
    groups = [
        (_("Offen und in Arbeit"), public.unfinished()),
        (_("Erledigt"), finished.filter(status=Measure.Status.DONE)[:MOST_FINISHED]),
        (_("Entfallen"), finished.filter(status=Measure.Status.DROPPED)[:MOST_FINISHED]),
    ]
    shown = [(title, cards_of(measures)) for title, measures in groups]
    return [(title, cards) for title, cards in shown if cards]


def open_from_before(meeting: Meeting, now: datetime) -> list[MeasureCard]:
    """What earlier meetings have agreed and this one takes up again; only where it is still to come."""
    if not meeting.lies_ahead(now):
        return []
    return cards_of(Measure.objects.public().unfinished().agreed_before(meeting))


def cards_of(measures: MeasureQuerySet) -> list[MeasureCard]:
    return [_card(measure) for measure in measures.select_related("theme", "meeting")]


def _card(measure: Measure) -> MeasureCard:
    return MeasureCard(
        what=measure.what,
        lang=language_of(measure, "what"),
        theme=measure.theme.name if measure.theme else "",
        colour=measure.theme.colour if measure.theme else "",
        icon=measure.theme.icon if measure.theme else "people",
        badge=badge_of(measure),
        who=measure.public_who,
        due=None if measure.is_finished else measure.due,
        outcome=measure.outcome,
        outcome_lang=language_of(measure, "outcome"),
        meeting=measure.meeting,
        meeting_lang=language_of(measure.meeting) if measure.meeting else "",
    )


def badge_of(measure: Measure) -> Badge:
    return Badge(measure.get_status_display(), BADGES.get(Measure.Status(measure.status), "quiet"))


def table_rows(measures: Iterable[Measure]) -> Iterator[dict[str, Any]]:
    """A row for each measure, headings as keys, ready for core.export."""
    for each in measures:
        yield {
            _("Was"): each.what,
            _("Themenbereich"): str(each.theme or ""),
            _("vereinbart bei"): str(each.meeting or ""),
            _("Wer"): each.responsible,
            _("E-Mail-Adresse"): each.email,
            _("Bis wann"): _day(each.due),
            _("Status"): each.get_status_display(),
            _("Was daraus wurde"): each.outcome,
            _("abgeschlossen am"): _day(timezone.localdate(each.closed_at) if each.closed_at else None),
        }


def _day(day: date | None) -> str:
    return date_format(day, "d.m.Y") if day else ""
