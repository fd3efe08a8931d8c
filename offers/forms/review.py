from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DECLINE_REASONS = [
    ("doppelt", _("Das Angebot gibt es schon.")),
    ("werbung", _("Es ist Werbung oder verfolgt geschäftliche Zwecke.")),
    ("unklar", _("Die Angaben reichen nicht, und wir konnten Sie nicht erreichen.")),
    ("ort", _("Es liegt außerhalb unseres Gebiets.")),
    ("unpassend", _("Es passt nicht zu unserer Aufgabe.")),
]


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Ihre Frage"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RefusalForm(forms.Form):
    text = forms.CharField(label=_("Grund"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("Grund"), choices=DECLINE_REASONS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Dazu noch"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def words(self) -> str:
        """Reason and text as the provider will read them."""
        reason: Any = dict(DECLINE_REASONS)[self.cleaned_data["reason"]]
        return f"{reason} {self.cleaned_data['text']}".strip()
