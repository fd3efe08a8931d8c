"""A week as a grid of 21 check boxes; it works with a thumb, by keyboard and without a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from sponsorship.models.free_times import DAYS, PARTS, day_names, pack, part_names, unpack

SLOTS = {f"{day}-{part}": (day, part) for day in range(DAYS) for part in range(PARTS)}


class FreeTimesWidget(forms.Widget):
    use_fieldset = True

    def id_for_label(self, _id: str) -> str:
        """The legend names the grid, each box has words of its own."""
        return ""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        parts = part_names()
        rows = [(day, _boxes(number, parts, value or [])) for number, day in enumerate(day_names())]
        grid = {"name": name, "id": (attrs or {}).get("id", f"id_{name}"), "parts": parts, "rows": rows}
        return mark_safe(render_to_string("kern/free_times.html", grid))  # noqa: S308 - the template escapes


def _boxes(day: int, parts: list[str], chosen: list[str]) -> list[tuple[str, str, bool]]:
    """Value, words and state of a day's boxes."""
    values = [f"{day}-{part}" for part in range(PARTS)]
    return [(value, words, value in chosen) for value, words in zip(values, parts, strict=True)]


class FreeTimesField(forms.Field):
    """The number of models/free_times.py; None where no box is ticked, because then nobody has said anything."""

    widget = FreeTimesWidget

    def prepare_value(self, value: Any) -> list[str]:
        if isinstance(value, int):
            return [f"{day}-{part}" for day, part in unpack(value)]
        return list(value or [])

    def to_python(self, value: Any) -> int | None:
        if not set(value or []) <= SLOTS.keys():
            raise ValidationError(_("Bitte wählen Sie nur Zeiten aus der Tabelle."), code="invalid")
        return pack(SLOTS[each] for each in value) if value else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != list(data or [])
