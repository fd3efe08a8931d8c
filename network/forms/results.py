from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import DayInput, PortalFormHelper, Visibility
from network.models import Meeting, Result

TEXTS = ["text_de", "text_uk", "text_en"]
ANSWERS = ["answer_de", "answer_uk", "unit"]


def stamp_of(result: Result) -> str:
    """Tells whether the row has been changed since."""
    return result.changed_at.isoformat()


class ResultForm(Visibility, forms.ModelForm):
    """What the review puts right in a row; a question also gets its answer. `seen` tells what was on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)
    public_fields = {*TEXTS, *ANSWERS}

    class Meta:
        model = Result
        fields = [*ANSWERS, *TEXTS, "who", "names_allowed", "until", "is_public"]
        labels = {
            "text_de": _("Was, auf Deutsch"),
            "text_uk": _("Was, auf Ukrainisch"),
            "text_en": _("Was, auf Englisch"),
            "answer_de": _("Antwort der Verwaltung"),
            "answer_uk": _("Antwort auf Ukrainisch"),
        }
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in [*TEXTS, "answer_de", "answer_uk"]},
            "until": DayInput(),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = stamp_of(self.instance)
        if self.instance.kind != Result.Kind.QUESTION:
            for name in ANSWERS:
                del self.fields[name]
        self.helper = PortalFormHelper(self, submit=_("Speichern"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in TEXTS):
            self.add_error("text_de", _("Bitte schreiben Sie, worum es geht. Eine leere Zeile streichen Sie am Tisch."))
        if cleaned.get("answer_uk") and not cleaned.get("answer_de"):
            self.add_error("answer_de", ValidationError(_("Bitte geben Sie die Antwort auch auf Deutsch.")))
        return cleaned


class LateRowForm(Visibility, forms.ModelForm):
    """A row the office adds when nobody writes at the tables any more."""

    public_fields = {"text_de", "text_uk"}

    class Meta:
        model = Result
        fields = ["table", "kind", "text_de", "text_uk", "who", "names_allowed", "until"]
        labels = {"text_de": _("Was, auf Deutsch"), "text_uk": _("Was, auf Ukrainisch")}
        widgets = {
            "text_de": forms.Textarea(attrs={"rows": 3}),
            "text_uk": forms.Textarea(attrs={"rows": 3}),
            "until": DayInput(),
        }

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        tables: Any = self.fields["table"]
        tables.queryset = meeting.tables.select_related("theme")
        self.fields["text_de"].required = True
        self.helper = PortalFormHelper(self, submit=_("Zeile ergänzen"))
