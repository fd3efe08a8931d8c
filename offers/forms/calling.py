"""Staff make a drafted call their own."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines
from offers.models import Call

NAMES = [f"{name}_{code}" for code, _language in settings.LANGUAGES for name in ("subject", "text")]


class CallForm(SingleLines, forms.ModelForm):
    """Subject and text in each language; who reads a language that is left empty gets the German letter."""

    class Meta:
        model = Call
        fields = NAMES

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, _name in settings.LANGUAGES:
            self._speak(code)
        self.helper = PortalFormHelper(self, submit=_("Speichern"))
        self.helper.layout = Layout(
            *(Fieldset(name, f"subject_{code}", f"text_{code}") for code, name in settings.LANGUAGES)
        )

    def _speak(self, code: str) -> None:
        subject, text = self.fields[f"subject_{code}"], self.fields[f"text_{code}"]
        subject.label, text.label = _("Betreff"), _("Text")
        subject.widget.attrs["lang"] = text.widget.attrs["lang"] = code
        text.widget.attrs["rows"] = 10
        subject.required = text.required = code == settings.LANGUAGE_CODE

    def clean(self) -> dict[str, Any]:
        """A letter has both or neither: a subject in another language than its text helps nobody."""
        data = super().clean() or {}
        for code, _name in settings.LANGUAGES:
            subject, text = data.get(f"subject_{code}"), data.get(f"text_{code}")
            if bool(subject) != bool(text) and code != settings.LANGUAGE_CODE:
                self.add_error(
                    f"text_{code}" if subject else f"subject_{code}", _("Bitte beides ausfüllen oder keines.")
                )
        return data
