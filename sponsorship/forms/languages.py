"""Which languages somebody speaks, and how well: a few rows of two selects."""

from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext, gettext_lazy

from arnsberg_hilfe.core.models import Language
from sponsorship.models.choices import Level

ROWS = 4
NOT_CHOSEN = ("", gettext_lazy("bitte wählen"))


class LanguagesForm(forms.BaseForm):
    """Mix-in of a form. `language_rows` goes into its layout, `languages()` is what was chosen."""

    def __init__(self, *args: Any, spoken: dict[str, int] | None = None, **options: Any) -> None:
        """`spoken` fills the first rows: the languages known so far, by code."""
        super().__init__(*args, **options)
        known = list(Language.objects.values_list("code", "name"))
        already = [*(spoken or {}).items(), *[("", 0)] * ROWS]
        for number, (code, level) in zip(range(1, max(ROWS, len(spoken or {})) + 1), already, strict=False):
            self._add_row(number, known, code, level)

    def _add_row(self, number: int, known: list[tuple[str, str]], code: str, level: int) -> None:
        row = {"number": number}
        self.fields[f"language_{number}"] = forms.ChoiceField(
            label=gettext("%(number)s. Sprache") % row, choices=[NOT_CHOSEN, *known], required=False, initial=code
        )
        self.fields[f"level_{number}"] = forms.TypedChoiceField(
            label=gettext("%(number)s. Sprache: wie gut?") % row,
            choices=[NOT_CHOSEN, *Level.choices],
            coerce=int,
            empty_value=None,
            required=False,
            initial=level or "",
        )

    @property
    def _numbers(self) -> list[int]:
        return [int(name.removeprefix("language_")) for name in self.fields if name.startswith("language_")]

    @property
    def language_rows(self) -> list[Row]:
        return [Row(f"language_{number}", f"level_{number}") for number in self._numbers]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = [data.get(f"language_{number}") for number in self._numbers]
        for number, code in zip(self._numbers, chosen, strict=True):
            if code and code in chosen[: number - 1]:
                self.add_error(f"language_{number}", gettext("Diese Sprache haben Sie schon gewählt."))
            if data.get(f"level_{number}") and not code:
                self.add_error(f"language_{number}", gettext("Bitte wählen Sie dazu die Sprache."))
        return data

    def languages(self) -> dict[str, int]:
        """Levels by code; who has named none speaks it well."""
        data = self.cleaned_data
        rows = [(data[f"language_{number}"], data[f"level_{number}"]) for number in self._numbers]
        return {code: level or Level.GOOD for code, level in rows if code}
