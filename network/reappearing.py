"""Where measures that are not done come up again: at the tables of the next meeting, until they are done or dropped."""

from datetime import datetime

from network.models import Measure, Meeting, ThemeTable
from network.models.measure import MeasureQuerySet


def by_table(meeting: Meeting) -> dict[int, list[Measure]]:
    """Unfinished measures of earlier meetings by the key of the table, each exactly once; two statements.

    A measure comes up at the table of its theme; where there is none, at the first table.
    """
    return _sorted_by_table(meeting, Measure.objects.unfinished())


def at_table(table: ThemeTable) -> MeasureQuerySet:
    """What is talked about at one table, also what has been said there already; three statements."""
    found = _sorted_by_table(table.meeting, Measure.objects.unfinished_or_heard_at(table.meeting))
    return Measure.objects.filter(pk__in=[measure.pk for measure in found[table.pk]])


def _sorted_by_table(meeting: Meeting, measures: MeasureQuerySet) -> dict[int, list[Measure]]:
    tables = list(meeting.tables.all())
    found: dict[int, list[Measure]] = {table.pk: [] for table in tables}
    for measure in measures.agreed_before(meeting) if tables else ():
        found[table_for(measure, tables).pk].append(measure)
    return found


def table_for(measure: Measure, tables: list[ThemeTable]) -> ThemeTable:
    """Of tables in the order of their numbers: the first of the measure's theme, else the first."""
    same = (table for table in tables if measure.theme_id and table.theme_id == measure.theme_id)
    return next(same, tables[0])


def next_table(measure: Measure, now: datetime) -> ThemeTable | None:
    """Where the measure comes up next; None where it is finished or no other meeting with tables is to come."""
    if measure.is_finished:
        return None
    meeting = Meeting.objects.upcoming(now).bringing_up(measure).first()
    return table_for(measure, list(meeting.tables.select_related("meeting", "theme"))) if meeting else None
