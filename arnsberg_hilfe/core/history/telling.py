"""A record's history as people read it: when, who, and each field before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.history.keeping import KEPT, Kept, kept
from arnsberg_hilfe.core.history.wording import Names, Piece, difference, in_words, who

MOST = 200  # entries told, the newest


@dataclass(frozen=True)
class Line:
    """One field. `pieces` show a long text's changes; of a `hidden` one only is known that it was changed."""

    label: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    hidden: bool = False


@dataclass
class Change:
    """Everything that one request, job or command did to a record."""

    at: datetime
    who: str
    what: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class _Step:
    """One entry of history with the rows before and after it; None where there was none."""

    kept: Kept
    event: Any
    before: Any
    after: Any


def history_of(record: models.Model) -> list[Change]:
    """The newest first; one statement for each kind of part that the record has, however long its history is."""
    own = kept(type(record))
    if own is None:
        return []
    steps = _steps(own, own.events.objects.filter(pgh_obj=record.pk))
    for part in KEPT.values():
        for name in part.within:
            if part.model._meta.get_field(name).related_model is type(record):
                steps += _steps(part, part.events.objects.filter(**{name: record.pk}))
    return _told(own, sorted(steps, key=lambda step: step.event.pgh_created_at)[-MOST:])


def _steps(own: Kept, events: models.QuerySet) -> list[_Step]:
    """Each entry holds the row before its change: what came of it stands in the next one, or in the row of today."""
    by_key = defaultdict(list)
    for event in events.order_by("-pgh_id")[:MOST]:
        by_key[event.pgh_obj_id].append(event)
    today = own.model._base_manager.in_bulk(by_key)
    return [step for key, found in by_key.items() for step in _chain(own, found[::-1], today.get(key))]


def _chain(own: Kept, events: list[Any], today: Any) -> Iterator[_Step]:
    for event, following in zip(events, [*events[1:], today], strict=True):
        before = None if event.pgh_label == "insert" else event
        yield _Step(own, event, before, None if event.pgh_label == "delete" else following)


def _told(own: Kept, steps: list[_Step]) -> list[Change]:
    groups: dict[Any, list[_Step]] = {}
    for step in steps:
        groups.setdefault(step.event.pgh_context_id or step.event.pgh_id, []).append(step)
    names = Names()
    for step in steps:
        names.want(step.event.pgh_context)
        names.want_rows(step.kept, [step.before, step.after])
    names.fetch()
    changes = [_change(own, group, names) for group in groups.values()]
    return [change for change in reversed(changes) if change.lines or change.what != _("geändert")]


def _change(own: Kept, steps: list[_Step], names: Names) -> Change:
    mine = [step for step in steps if step.kept is own]
    labels = {step.event.pgh_label for step in mine}
    what = _("angelegt") if "insert" in labels else _("gelöscht") if "delete" in labels else _("geändert")
    first = steps[0].event
    lines = [] if "delete" in labels else [*_lines(_whole(mine), names)]
    return Change(first.pgh_created_at, who(first.pgh_context, names), what, lines + _part_lines(own, steps, names))


def _part_lines(own: Kept, steps: list[_Step], names: Names) -> list[Line]:
    """Rows of many-to-many fields and records that belong to this one: added, taken away, changed."""
    rows: dict[Any, list[_Step]] = {}
    for step in steps:
        if step.kept is not own:
            rows.setdefault((step.kept.model, step.event.pgh_obj_id), []).append(step)
    found: list[Line] = []
    for group in rows.values():
        whole = _whole(group)
        if whole.before is not None and whole.after is not None:
            found += _lines(whole, names, prefix=f"{names.label(whole.kept)} {names.of_row(whole.kept, whole.after)}: ")
        else:
            before, after = (names.of_row(whole.kept, row) for row in (whole.before, whole.after))
            found += [Line(names.label(whole.kept), before, after)] if before != after else []
    return found


@dataclass(frozen=True)
class _Whole:
    """Several steps as one: from before the first to after the last."""

    kept: Kept
    before: Any
    after: Any
    hidden: frozenset[str]


def _whole(steps: list[_Step]) -> "_Whole | Any":
    if not steps:
        return None
    hidden = frozenset(name for step in steps for name in step.event.pgh_hidden)
    return _Whole(steps[0].kept, steps[0].before, steps[-1].after, hidden)


def _lines(whole: "_Whole | None", names: Names, prefix: str = "") -> Iterable[Line]:
    if whole is None or whole.before is None or whole.after is None:
        return
    model = whole.kept.model._meta
    for name in whole.kept.fields:
        column: Any = model.get_field(name)
        before, after = getattr(whole.before, column.attname), getattr(whole.after, column.attname)
        if before != after:
            yield _line(f"{prefix}{_label(column)}", in_words(column, before, names), in_words(column, after, names))
    for name in sorted(whole.hidden):
        yield Line(f"{prefix}{_label(model.get_field(name))}", hidden=True)


def _line(label: str, before: str, after: str) -> Line:
    return Line(label, before, after, difference(before, after))


def _label(column: Any) -> str:
    """«Titel [uk]» already tells the language of a translated column."""
    return str(column.verbose_name)
