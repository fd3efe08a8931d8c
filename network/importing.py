"""Reading meetings from a CSV file: what is not known stays open, a wrong row is reported and nothing is imported."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core import partial_date
from arnsberg_hilfe.core.csv_file import Cells, ImportFileError, Problem, general_problems, rows_of
from arnsberg_hilfe.core.given_translations import take_over
from network.models import Meeting, MeetingKind, MeetingStatus, ThemeTable
from network.slugs import give_slug
from offers.models import ThemeArea

__all__ = ["Draft", "ImportFileError", "Problem", "Reading", "fill_translations", "read_meetings", "save_new"]

COLUMNS = (
    *("title", "date", "start", "end", "venue", "city", "topics_tables", "expected_attendance"),
    *("registration_contact", "source_url"),
)
TRANSLATIONS = ("title_uk", "title_en", "summary_uk", "summary_en")  # these columns may be missing
IDENTITY = ("title", "date", "start", "venue", "city")
COLUMN_OF = {
    "title_de": "title",
    "summary_de": "topics_tables",
    "address": "city",
    "expected": "expected_attendance",
    "contact": "registration_contact",
    "date_note": "date",
}
CHECKED = {*COLUMN_OF, *TRANSLATIONS, "venue", "source_url"}
TABLES = re.compile(r"(?:\d+ )?Thementische: (?P<subjects>[^;]+)(?:; (?P<rest>.*))?")
CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)")


@dataclass
class Draft:
    """An unsaved meeting and its tables."""

    meeting: Meeting
    tables: list[ThemeTable]


@dataclass
class Reading:
    """What a file holds, in the order of its rows, and what is wrong with it."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_meetings(path: Path, *, now: datetime) -> Reading:
    """Read and check a whole file; writes nothing. Raises ImportFileError when it is no such file at all."""
    reading, themes = Reading(), {theme.name: theme for theme in ThemeArea.objects.all()}
    for line, cells in rows_of(path, COLUMNS, TRANSLATIONS):
        row = _Row(line, cells, now)
        reading.drafts.append(row.draft(themes))
        reading.problems += [*row.problems, *general_problems(line, cells)]
    return reading


@transaction.atomic
def save_new(drafts: Iterable[Draft]) -> list[Meeting]:
    """Save the meetings that are not in the database yet, all or none; returns them."""
    known = set(Meeting.objects.exclude(import_key=None).values_list("import_key", flat=True))
    new = {draft.meeting.import_key: draft for draft in drafts if draft.meeting.import_key not in known}
    for draft in new.values():
        give_slug(draft.meeting)
        draft.meeting.save()
        ThemeTable.objects.bulk_create(draft.tables)
    return [draft.meeting for draft in new.values()]


@transaction.atomic
def fill_translations(drafts: Iterable[Draft]) -> int:
    """Give the meetings that were in the database before the translations they lack; returns how many got any."""
    given = {draft.meeting.import_key: draft.meeting for draft in drafts}
    known = Meeting.objects.filter(import_key__in=given).order_by("pk").select_for_update()
    return sum(_filled(meeting, given[meeting.import_key]) for meeting in known)


def _filled(meeting: Meeting, given: Meeting) -> bool:
    columns = take_over(meeting, given, ("title", "summary"))
    if columns:
        meeting.save(update_fields=columns)
    return bool(columns)


class _Row:
    """One row turned into records; collects what is wrong with it."""

    def __init__(self, line: int, cells: Cells, now: datetime) -> None:
        self.line, self.cells, self.now = line, cells, now
        self.problems: list[Problem] = []
        tables = TABLES.fullmatch(cells["topics_tables"])
        self.subjects = [text.strip() for text in tables["subjects"].split("|")] if tables else []
        self.summary = (tables["rest"] or "") if tables else cells["topics_tables"]

    def draft(self, themes: dict[str, ThemeArea]) -> Draft:
        """A subject that names a theme area gives the table to it."""
        meeting = self._meeting()
        return Draft(meeting, [_table(meeting, *pair, themes) for pair in enumerate(self.subjects, 1)])

    def _meeting(self) -> Meeting:
        cells, start, end = self.cells, self._time("start"), self._time("end")
        day = self._day()
        meeting = Meeting(
            kind=MeetingKind.SPONSORS if "paten" in cells["title"].lower() else MeetingKind.NETWORK,
            title_de=cells["title"],
            summary_de=self.summary,
            **{name: cells.get(name, "") for name in TRANSLATIONS},
            venue=cells["venue"],
            address=cells["city"],
            expected=cells["expected_attendance"],
            contact=cells["registration_contact"],
            source_url=cells["source_url"],
            import_key=_import_key(cells),
        )
        if day and start:
            meeting.starts_at, meeting.ends_at = _moment(day, start), _moment(day, end) if end else None
            is_past = (meeting.ends_at or meeting.starts_at) < self.now
            meeting.status = MeetingStatus.HELD if is_past else MeetingStatus.DRAFT
        else:
            meeting.date_note = _note(cells["date"], start, end)
        self._check(meeting, start, end)
        return meeting

    def _day(self) -> date | None:
        """The day where it is known; a month or a year alone is no day."""
        text = self.cells["date"]
        try:
            first, last = (partial_date.earliest(text), partial_date.latest(text)) if text else (None, None)
        except ValueError:
            self._wrong("date", _("»%s« ist kein Datum (erwartet: 2022-03-17, 2022-03 oder 2022)") % text)
            return None
        return first if first == last else None

    def _time(self, column: str) -> time | None:
        text = self.cells[column]
        found = CLOCK.fullmatch(text)
        if text and not found:
            self._wrong(column, _("»%s« ist keine Uhrzeit (erwartet: 15:30)") % text)
        return time(int(found["hour"]), int(found["minute"])) if found else None

    def _check(self, meeting: Meeting, start: time | None, end: time | None) -> None:
        if start and end and end <= start:
            self._wrong("end", _("liegt vor »start«"))
        exclude = {each.name for each in Meeting._meta.fields} - CHECKED
        try:
            meeting.clean_fields(exclude=exclude)
        except ValidationError as error:
            for name, reasons in error.message_dict.items():
                self._wrong(COLUMN_OF.get(name, name), " ".join(reasons))

    def _wrong(self, column: str, reason: str) -> None:
        self.problems.append(Problem(self.line, column, reason))


def _table(meeting: Meeting, number: int, subject: str, themes: dict[str, ThemeArea]) -> ThemeTable:
    theme = themes.get(subject)
    return ThemeTable(meeting=meeting, number=number, theme=theme, title_de="" if theme else subject[:120])


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _note(text: str, start: time | None, end: time | None) -> str:
    """What is known of the day, in words: «24. Mai 2022», «März 2022, 18:30 Uhr»."""
    hours = " bis ".join(time_format(clock, "H:i") for clock in (start, end) if clock)
    return ", ".join(filter(None, [_words(text), f"{hours} Uhr" if hours else ""]))


def _words(text: str) -> str:
    try:
        first, last = partial_date.earliest(text), partial_date.latest(text)
    except ValueError:
        return text
    if first == last:
        return date_format(first, "j. F Y")
    return date_format(first, "F Y" if first.month == last.month else "Y")


def _import_key(cells: Cells) -> str:
    """Tells rows apart across runs."""
    return hashlib.sha256("\x1f".join(cells[name].lower() for name in IDENTITY).encode()).hexdigest()
