"""What is typed at a theme table: rows of seven kinds, and how earlier measures stand.

A page and a script send the same: for each field `<key>-text` also `<key>-was_text`, what the writer last saw there. A
field without its `was` was not changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.forms import DayInput, PortalFormHelper, SingleLines
from arnsberg_hilfe.core.models import User
from network.models import Measure, Meeting, Progress, Result

MOST_ROWS = 300  # sent at once by a tablet that was offline, or by a page without a script
Kind = Result.Kind
WHO = ("who", "names_allowed")
MORE: dict[str, tuple[str, ...]] = {Kind.RUNNING: WHO, Kind.AGREEMENT: (*WHO, "until"), Kind.CONTACT: WHO}


class UnreadableError(Exception):
    """Nothing that one of our pages sends."""


@dataclass(frozen=True)
class Entry:
    """Changed fields of one row: what the writer last saw there, and what it is to be."""

    key: UUID
    kind: str
    was: dict[str, Any]
    new: dict[str, Any]


class LinesField(forms.CharField):
    """Line breaks as the page shows them, whatever a browser makes of them on the way."""

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class RowForm(SingleLines, forms.Form):
    """One row. Who types may type on past the limit: the page says so, and nothing is cut off."""

    text = LinesField(
        label=gettext_lazy("Was"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    who = forms.CharField(label=gettext_lazy("Wer"), max_length=150, required=False)
    until = forms.DateField(
        label=gettext_lazy("Bis wann"),
        required=False,
        widget=DayInput(),
    )
    names_allowed = forms.BooleanField(label=gettext_lazy("»Wer« darf öffentlich genannt werden"), required=False)

    def __init__(self, data: Any = None, *, key: UUID, kind: str, row: Result | None = None) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields} if row else {}
        super().__init__(data, prefix=str(key), initial=initial)
        self.key, self.kind, self.row = key, kind, row
        for name in set(self.fields) - {"text", *MORE.get(kind, ())}:
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
            field.widget.attrs["autocomplete"] = "off"

    def was(self) -> Iterator[tuple[str, str]]:
        """Hidden inputs: what stands in the row as far as this page knows."""
        for name in self.fields:
            sent = f"{self.prefix}-was_{name}"
            yield sent, self.data[sent] if sent in self.data else _as_text(self.initial.get(name))

    def entry(self) -> Entry | None:
        """Of a valid form; None where nothing was changed, or an empty row is still empty."""
        was = dict(self.seen())
        new = {name: self.cleaned_data[name] for name in was if self.cleaned_data[name] != was[name]}
        return Entry(self.key, self.kind, {name: was[name] for name in new}, new) if new else None

    def seen(self) -> Iterator[tuple[str, Any]]:
        """What the writer last saw, for each field that was sent. ValidationError where nobody can have seen that."""
        for name, field in self.fields.items():
            sent = f"{self.prefix}-was_{name}"
            if sent in self.data:
                yield name, field.to_python(self.data[sent])


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return value.isoformat() if isinstance(value, date) else value or ""


def read_rows(data: QueryDict) -> list[RowForm]:
    """Raises UnreadableError."""
    rows = [RowForm(data, key=_key(text), kind=_kind(data, text)) for text in data.getlist("row")[:MOST_ROWS]]
    try:
        for row in rows:
            list(row.seen())
    except ValidationError as error:
        raise UnreadableError from error
    return rows


def read_key(data: QueryDict, name: str) -> UUID | None:
    """Raises UnreadableError where there is something else."""
    return _key(data.get(name, "")) if name in data else None


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise UnreadableError from error


def _kind(data: QueryDict, key: str) -> str:
    kind = data.get(f"{key}-kind", "")
    if kind not in Kind.values:
        raise UnreadableError
    return kind


class StandForm(SingleLines, forms.Form):
    """How a measure of an earlier meeting stands today; `heard` is what was said of it at this one."""

    heard: Progress | None = None
    status = forms.ChoiceField(
        label=gettext_lazy("Stand heute"),
        required=False,
        choices=[(one.value, one.label) for one in Measure.Status if one != Measure.Status.OPEN],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Notiz dazu"), max_length=600, required=False)

    def __init__(self, data: Any = None, *, measure: Measure) -> None:
        super().__init__(data, prefix=f"massnahme-{measure.pk}")
        self.measure = measure
        self.fields["note"].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("note") and not said.get("status"):
            self.add_error("status", _("Bitte wählen Sie auch, wie es heute steht."))
        return said


class ModeratorsForm(forms.Form):
    """Who writes at which table of a meeting."""

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data)
        self.tables = {f"tisch-{table.number}": table for table in meeting.tables.prefetch_related("moderators")}
        people = [(str(user.pk), str(user)) for user in User.objects.who_may_write()]
        for name, table in self.tables.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=str(table),
                choices=people,
                required=False,
                initial=[str(user.pk) for user in table.moderators.all()],
                widget=forms.CheckboxSelectMultiple,
            )
        self.helper = PortalFormHelper(self, submit=_("Speichern"), next_step=True)

    def save(self) -> None:
        for name, table in self.tables.items():
            table.moderators.set(self.cleaned_data[name])
