"""Values of columns, actors and differences in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import SequenceMatcher
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.history.acting import Way
from arnsberg_hilfe.core.history.keeping import Kept

LONG = 80  # signs from which on a text is told by what changed in it
AROUND = 6  # words left standing on each side of a change


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: «same», «gone» or «new»."""

    kind: str
    text: str


@dataclass
class Names:
    """Names of the records that keys point to, asked for together: one statement a model."""

    keys: dict[Any, set[Any]] = field(default_factory=lambda: defaultdict(set))
    known: dict[Any, dict[Any, str]] = field(default_factory=dict)

    def want(self, context: dict[str, Any] | None) -> None:
        if context and context.get("user"):
            self.keys[_users()].add(context["user"])

    def want_rows(self, own: Kept, rows: Iterable[Any]) -> None:
        for name in own.fields:
            column: Any = own.model._meta.get_field(name)
            if column.related_model:
                self.keys[column.related_model] |= {getattr(row, column.attname) for row in rows if row is not None}

    def fetch(self) -> None:
        for model, keys in self.keys.items():
            found = model._base_manager.in_bulk(keys - {None})
            self.known[model] = {key: str(record) for key, record in found.items()}

    def of(self, model: Any, key: Any) -> str:
        return self.known.get(model, {}).get(key) or _("inzwischen gelöscht")

    def of_row(self, own: Kept, row: Any) -> str:
        """What a part is called: the other side of a many-to-many field, or the record itself."""
        if row is None:
            return ""
        if own.links:
            column: Any = own.model._meta.get_field(own.fields[1])
            return self.of(column.related_model, getattr(row, column.attname))
        return self._title(own, row)

    def _title(self, own: Kept, row: Any) -> str:
        shown = [own.model._meta.get_field(name) for name in own.fields if name not in own.within]
        words = [in_words(column, getattr(row, column.attname), self) for column in shown]  # type: ignore[union-attr]
        known = [word for word in words if word != _empty()]
        return ", ".join(known[:2])

    def label(self, own: Kept) -> str:
        return str(own.links.verbose_name if own.links else own.model._meta.verbose_name)


def _users() -> Any:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - models are read before

    return get_user_model()


def _empty() -> str:
    return _("leer")


def who(context: dict[str, Any] | None, names: Names) -> str:
    """Without a context somebody worked in the database, or with a command of Django's own."""
    if not context:
        return _("direkt auf dem Server")
    way, name = context.get("way"), str(context.get("name", ""))
    if way == Way.JOB:
        return _("automatisch (%s)") % name.rpartition(".")[2]
    if way == Way.COMMAND:
        return _("auf dem Server (%s)") % name
    by = names.of(_users(), context["user"]) if context.get("user") else ""
    if way == Way.LINK:
        return _("%s, über einen Link") % by if by else _("über einen Link")
    return by or _("über die Website")


def in_words(column: Any, value: Any, names: Names) -> str:
    if value is None or value in ("", [], {}):
        return _empty()
    if column.related_model:
        return names.of(column.related_model, value)
    if isinstance(value, list):
        return ", ".join(in_words(column.base_field, each, names) for each in value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return formats.time_format(value)
    return str(value)


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Of long texts the words that went and came; nothing of short ones, which are told whole."""
    if max(len(before), len(after)) <= LONG or _empty() in (before, after):
        return ()
    old, new = before.split(" "), after.split(" ")
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", _shortened(old[a:b], first=not a, last=b == len(old))))
        else:
            pieces += [Piece("gone", " ".join(old[a:b]))] if b > a else []
            pieces += [Piece("new", " ".join(new[c:d]))] if d > c else []
    return tuple(pieces)


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    if len(words) <= 2 * AROUND:
        return " ".join(words)
    head = "" if first else " ".join(words[:AROUND])
    tail = "" if last else " ".join(words[-AROUND:])
    return f"{head} … {tail}".strip()
