"""Published results: plain values, the same for the page and for paper, in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from network.models import Measure, Meeting, Result, ThemeTable
from network.presenting.meeting import when
from offers.models import Need, Offer, Status

Kind = Result.Kind
HEADINGS = {
    Kind.RUNNING: gettext_lazy("Das gibt es schon"),
    Kind.NEED: gettext_lazy("Das fehlt"),
    Kind.IDEA: gettext_lazy("Ideen"),
    Kind.HURDLE: gettext_lazy("Das macht es schwer"),
    Kind.AGREEMENT: gettext_lazy("Das ist vereinbart"),
    Kind.QUESTION: gettext_lazy("Fragen an die Verwaltung"),
    Kind.CONTACT: gettext_lazy("Gesuchte Kontakte"),
}


@dataclass(frozen=True)
class Words:
    """A text, and its language where that is not the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Become:
    """What a row has become: «Maßnahme: Betten besorgen (läuft, bis 3. Juni 2026)».

    The title is empty where it would only say again what the row says.
    """

    kind: str
    title: Words
    state: str = ""
    url: str = ""
    outcome: Words = Words("")
    comes_up: str = ""
    comes_up_url: str = ""


@dataclass(frozen=True)
class PublishedRow:
    anchor: str
    text: Words
    who: str
    until: str
    answer: Words
    unit: str
    become: list[Become]


@dataclass(frozen=True)
class Group:
    """A table's rows of one kind."""

    heading: str
    rows: list[PublishedRow]


@dataclass(frozen=True)
class PublishedTable:
    number: int
    anchor: str
    title: Words
    colour: str
    icon: str
    moderator: str
    groups: list[Group]


@dataclass(frozen=True)
class Published:
    """`title` is the meeting's; `is_translated` where nothing but it is in another language than the page."""

    title: Words
    intro: str
    tables: list[PublishedTable]
    is_translated: bool


def published(meeting: Meeting, now: datetime) -> Published:
    """Tables that have something to say; two statements, whatever the number of rows."""
    rows = list(Result.objects.of(meeting).public().with_outcomes())
    again = _next_meeting(now) if any(_is_unfinished(row.measure) for row in rows) else None
    tables = [_table(table, list(of_table), again) for table, of_table in groupby(rows, key=lambda row: row.table)]
    intro = _("Das haben die Menschen an den Thementischen aufgeschrieben, und das ist daraus geworden. %(when)s.")
    return Published(words_of(meeting, "title"), intro % {"when": when(meeting)}, tables, _is_translated(tables))


def anchor_of(result: Result) -> str:
    return f"zeile-{result.pk}"


def words_of(record: Model, name: str) -> Words:
    """In the page's language, else in German, else in what there is."""
    page = get_language() or "de"
    for code in dict.fromkeys([page, "de", "uk", "en"]):
        if text := getattr(record, f"{name}_{code}", ""):
            return Words(text, "" if code == page else code)
    return Words("")


def _is_translated(tables: Iterable[PublishedTable]) -> bool:
    rows = (row for table in tables for group in table.groups for row in group.rows)
    return not any(row.text.lang or row.answer.lang for row in rows)


def _next_meeting(now: datetime) -> Meeting | None:
    return Meeting.objects.upcoming(now).with_tables().first()


def _is_unfinished(measure: Measure | None) -> bool:
    return measure is not None and not measure.is_finished


def _table(table: ThemeTable, rows: list[Result], again: Meeting | None) -> PublishedTable:
    title = words_of(table, "title")
    if not title.text and table.theme:
        title = words_of(table.theme, "name")
    groups = [Group(str(HEADINGS[kind]), [_row(row, again) for row in rows if row.kind == kind]) for kind in Kind]
    return PublishedTable(
        number=table.number,
        anchor=f"tisch-{table.number}",
        title=title,
        colour=table.theme.colour if table.theme else "",
        icon=table.theme.icon if table.theme else "people",
        moderator=table.moderator,
        groups=[group for group in groups if group.rows],
    )


def _row(row: Result, again: Meeting | None) -> PublishedRow:
    found = [_offer(row.offer), _need(row.need), _measure(row, again)]
    return PublishedRow(
        anchor=anchor_of(row),
        text=words_of(row, "text"),
        who=row.public_who,
        until=_until(row.until),
        answer=words_of(row, "answer") if row.answered_at else Words(""),
        unit=row.unit,
        become=[each for each in found if each],
    )


def _until(day: date | None) -> str:
    return _("bis %(day)s") % {"day": date_format(day)} if day else ""


def _offer(offer: Offer | None) -> Become | None:
    """Only what everybody may read."""
    if offer is None or offer.status not in Status.public():
        return None
    state = offer.get_status_display() if offer.status != Status.PUBLISHED else ""
    return Become(_("Angebot"), words_of(offer, "title"), state, offer.get_absolute_url())


def _need(need: Need | None) -> Become | None:
    if need is None or need.status not in {Need.Status.OPEN, Need.Status.COVERED}:
        return None
    return Become(_("Bedarf"), words_of(need, "title"), need.get_status_display(), need.get_absolute_url())


def _measure(row: Result, again: Meeting | None) -> Become | None:
    """What Measure.objects.public() holds. An unfinished one stands on the sheets of the next meeting."""
    measure = row.measure
    if measure is None or not (measure.is_public and measure.meeting and measure.meeting.has_public_results):
        return None
    due = "" if measure.is_finished else _until(measure.due)
    next_one, what = again if _is_unfinished(measure) else None, words_of(measure, "what")
    return Become(
        _("Maßnahme"),
        what if what.text != words_of(row, "text").text.rstrip(".") else Words(""),
        ", ".join(filter(None, [measure.get_status_display(), due])),
        outcome=words_of(measure, "outcome"),
        comes_up=_comes_up(next_one) if next_one else "",
        comes_up_url=next_one.get_absolute_url() if next_one else "",
    )


def _comes_up(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return _("kommt beim nächsten Treffen wieder auf den Tisch")
    day = date_format(timezone.localtime(meeting.starts_at))
    return _("kommt am %(day)s wieder auf den Tisch") % {"day": day}
