"""Rows are written at a theme table, by several people at once, on tablets with a bad network.

Whoever writes says for every field what they last saw and what it is to be. A field that somebody else has changed
meanwhile is not overwritten: the later version becomes a row of its own right below, so both stay. Everything may be
sent twice: the key of a row is made where it is typed, and the key of a later version follows from what it says.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.consents import How, agree_as_ticked, keep_ticks
from arnsberg_hilfe.core.models import User
from network.forms.capture import Entry
from network.models import Result, ThemeTable


class ClosedError(ValidationError):
    """Nothing can be written at this table now."""


@dataclass(frozen=True)
class Written:
    """Where an entry has its place; `beside` is the row that somebody else had changed meanwhile."""

    result: Result
    beside: Result | None = None


def check_open(table: ThemeTable, now: datetime) -> None:
    """Raises ClosedError."""
    if not table.meeting.takes_results(now):
        raise ClosedError(_("An diesem Tisch kann gerade niemand schreiben."), code="closed")


@transaction.atomic
def write(table: ThemeTable, entry: Entry, *, by: User, now: datetime) -> Written:
    """Save what was typed, without a change of somebody else getting lost.

    Raises ClosedError, and ValidationError for a row that would be empty or is another table's.
    """
    check_open(table, now)
    row = _locked(table, entry.key) or _added(table, entry, by, now)
    if _says(row, entry):
        return Written(row)
    if row.struck_at or any(getattr(row, name) not in {entry.was[name], new} for name, new in entry.new.items()):
        return Written(_beside(row, entry, by, now), row)
    for name, new in entry.new.items():
        setattr(row, name, new)
    _check_not_empty(row)
    row.changed_at, row.changed_by = now, by
    row.save(update_fields=[*entry.new, "changed_at", "changed_by"])
    keep_ticks(row, entry.new, now=now, how=How.SPOKEN)
    return Written(row)


def _locked(table: ThemeTable, key: UUID) -> Result | None:
    """Without who changed it: a join is not read anew when the lock was waited for, and would name nobody."""
    return table.results.select_for_update().filter(key=key).first()


def _says(row: Result, entry: Entry) -> bool:
    return all(getattr(row, name) == new for name, new in entry.new.items())


def _check_not_empty(row: Result) -> None:
    if not (row.text or row.who):
        text = _("Eine leere Zeile wird nicht gespeichert. Mit »Streichen« nehmen Sie sie heraus.")
        raise ValidationError({"text": text})


def _added(table: ThemeTable, entry: Entry, by: User, now: datetime) -> Result:
    """A new row; of two who send the same key at once, one adds it."""
    row = Result(table=table, key=entry.key, kind=entry.kind, created_at=now, **{**entry.was, **entry.new})
    return _inserted(row, by, now)


def _inserted(row: Result, by: User, now: datetime) -> Result:
    """The row, or the one that has its key already."""
    _check_not_empty(row)
    row.created_by, row.changed_by, row.changed_at = by, by, now
    Result.objects.bulk_create([row], ignore_conflicts=True)
    saved = _locked(row.table, row.key)
    if saved is None:
        raise ValidationError(_("Diese Zeile gehört zu einem anderen Tisch."), code="other_table")
    agree_as_ticked(saved, now=now, how=How.SPOKEN)
    return saved


def _beside(row: Result, entry: Entry, by: User, now: datetime) -> Result:
    """The later version in a row of its own; having begun when the other did, it stands right below it."""
    said = {name: getattr(row, name) for name in ("text", "who", "until", "names_allowed")} | entry.new
    for key in (uuid5(row.key, repr((by.pk, sorted(entry.was.items()), sorted(entry.new.items())))), uuid4()):
        later = Result(table=row.table, key=key, kind=row.kind, created_at=row.created_at, **said)
        saved = _inserted(later, by, now)
        if _says(saved, entry) and not saved.struck_at:
            break
    return saved


@transaction.atomic
def strike(table: ThemeTable, key: UUID, *, now: datetime) -> None:
    """Take a row out; it can be brought back. Of a row that was never saved nothing is left. Raises ClosedError."""
    check_open(table, now)
    row = _locked(table, key)
    if row and not row.struck_at:
        row.strike(now=now)


@transaction.atomic
def bring_back(table: ThemeTable, key: UUID, *, now: datetime) -> None:
    """Raises ClosedError."""
    check_open(table, now)
    row = _locked(table, key)
    if row and row.struck_at:
        row.bring_back(now=now)
