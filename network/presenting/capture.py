"""The page of a theme table: rows by kind, with an empty one at the end of each, and what others see of them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.models import User
from network.forms.capture import RowForm, StandForm
from network.models import Meeting, MeetingStatus, Result, ThemeTable
from network.reappearing import at_table
from network.workflow.capture import Written

Kind = Result.Kind
HINTS: dict[str, Any] = {
    Kind.RUNNING: gettext_lazy("Was es schon gibt, und wer es anbietet."),
    Kind.NEED: gettext_lazy("Was fehlt, wo und für wie viele."),
    Kind.IDEA: gettext_lazy("Was man versuchen könnte."),
    Kind.HURDLE: gettext_lazy("Was im Weg steht."),
    Kind.AGREEMENT: gettext_lazy("Wer tut was bis wann."),
    Kind.QUESTION: gettext_lazy("Was die Verwaltung beantworten soll."),
    Kind.CONTACT: gettext_lazy("Wer möchte mit wem in Verbindung kommen?"),
}


@dataclass(frozen=True)
class Part:
    """One kind of rows; `struck` can be brought back."""

    kind: str
    label: str
    hint: str
    rows: list[RowForm]
    empty: RowForm
    struck: list[Result]


def parts(table: ThemeTable, typed: Iterable[RowForm] = ()) -> list[Part]:
    """Rows as they are; of those in `typed` what was typed, with its errors."""
    refused = {form.key: form for form in typed if form.errors}
    rows = list(rows_of(table))
    return [_part(kind, [row for row in rows if row.kind == kind], refused) for kind in Kind.values]


def rows_of(table: ThemeTable) -> Iterable[Result]:
    """Struck ones too, in the order of the page."""
    return table.results.select_related("changed_by").order_by("created_at", "pk")


def _part(kind: str, rows: list[Result], refused: Mapping[UUID, RowForm]) -> Part:
    kept = [row for row in rows if not row.struck_at]
    known = {row.key for row in kept}
    new = [form for form in refused.values() if form.kind == kind and form.key not in known]
    shown = [refused.get(row.key) or RowForm(key=row.key, kind=kind, row=row) for row in kept]
    struck = [row for row in rows if row.struck_at]
    empty = RowForm(key=uuid4(), kind=kind)
    return Part(kind, str(Kind(kind).label), str(HINTS[kind]), [*shown, *new], empty, struck)


def state(table: ThemeTable, user: User) -> dict[str, Any]:
    """What a script needs to show the rows; `stamp` changes with everything in it."""
    rows = [_row(row, user) for row in rows_of(table)]
    return {"stamp": hashlib.md5(json.dumps(rows).encode(), usedforsecurity=False).hexdigest(), "rows": rows}


def _row(row: Result, user: User) -> dict[str, Any]:
    values = {"text": row.text, "who": row.who, "names_allowed": row.names_allowed}
    return {
        "key": str(row.key),
        "kind": row.kind,
        "values": values | {"until": row.until.isoformat() if row.until else ""},
        "struck": bool(row.struck_at),
        "title": str(row),
        "by": "" if row.changed_by == user else short(row.changed_by),
        "at": _clock(row.changed_at),
    }


def short(user: User | None) -> str:
    """«M. Muster»: enough for people in one room."""
    if user is None:
        return _("jemand")
    first, _space, last = user.name.partition(" ")
    return f"{first[0]}. {last}" if last else str(user)


def _clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i")


def told(written: Written, user: User) -> str:
    """For the later of two: who changed the row before them, and where both versions are."""
    other = written.beside
    if other is None:
        return ""
    if other.struck_at:
        words = _("Jemand hat diese Zeile um %(time)s Uhr gestrichen. Ihre Fassung steht jetzt in einer eigenen Zeile.")
        return words % {"time": _clock(other.struck_at)}
    words = _(
        "%(who)s um %(time)s Uhr: »%(text)s«. Nichts ist verloren: Ihre Fassung steht direkt darunter. "
        "Behalten Sie beide, oder streichen Sie eine."
    )
    who = _("Sie selbst, in einem anderen Fenster,") if other.changed_by == user else short(other.changed_by)
    return words % {"who": who, "time": _clock(other.changed_at), "text": other}


def stands(table: ThemeTable, typed: Iterable[StandForm] = ()) -> list[StandForm]:
    """Measures of earlier meetings that are taken up at this table, each with what was said here last (`heard`)."""
    refused = {form.measure.pk: form for form in typed if form.errors}
    measures = at_table(table).prefetch_related("progress")
    forms = [refused.get(measure.pk) or StandForm(measure=measure) for measure in measures]
    for form, measure in zip(forms, measures, strict=True):
        form.heard = next((one for one in measure.progress.all() if one.meeting_id == table.meeting_id), None)
    return forms


def neighbours(table: ThemeTable, user: User) -> list[ThemeTable]:
    """The tables of the meeting at which this person may write."""
    return list(ThemeTable.objects.written_by(user).filter(meeting=table.meeting).select_related("theme"))


def after(table: ThemeTable, tables: Iterable[ThemeTable]) -> ThemeTable | None:
    return next((one for one in tables if one.number > table.number), None)


def why_closed(meeting: Meeting, now: datetime) -> str:
    """Empty where rows can be written."""
    if meeting.takes_results(now):
        return ""
    if meeting.status == MeetingStatus.RESULTS_CHECKED:
        return _("Die Ergebnisse sind geprüft. Wenn noch etwas fehlt, nimmt das Büro die Prüfung zurück.")
    if meeting.has_public_results:
        return _("Die Ergebnisse sind veröffentlicht. Ergänzungen nimmt das Büro entgegen.")
    if meeting.status == MeetingStatus.CANCELLED:
        return _("Das Treffen ist abgesagt.")
    return _("Aufschreiben können Sie ab dem Tag vor dem Treffen.")
