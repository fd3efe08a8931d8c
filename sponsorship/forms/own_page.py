"""What sponsors and households write on their own pages and answer by their links."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.forms import DayInput, PortalFormHelper
from sponsorship.forms.days import not_in_future
from sponsorship.forms.party import TRAP
from sponsorship.forms.sponsorships import LONGEST_NOTE
from sponsorship.models import CheckIn, ContactNote


class AnswerForm(forms.Form):
    """Yes or no is the button; the reason is free to give."""

    answer = forms.ChoiceField(choices=[("yes", _("Ja")), ("no", _("Nein"))])
    reason = forms.CharField(
        label=_("Möchten Sie etwas dazu sagen?"),
        help_text=_("Sie müssen nichts begründen. Das liest nur die Fachstelle."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(BotTrap, forms.ModelForm):
    """The sponsor's note that they met; what only the office does is no choice here."""

    class Meta:
        model = ContactNote
        fields = ["on", "minutes", "kind", "text"]
        widgets = {"on": DayInput(), "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": _("Bitte ohne Namen und ohne Gesundheitsangaben. Das liest nur die Fachstelle.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"on": timezone.localdate(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.choices = [each for each in ContactNote.Kind.choices if each[0] != ContactNote.Kind.OFFICE]
        self.helper = PortalFormHelper(self, submit=_("Notiz speichern"), next_step=True)
        self.helper.layout = Layout(TRAP, "stamp", "on", "minutes", "kind", "text")

    def clean_on(self) -> date:
        return not_in_future(self.cleaned_data["on"])


class CheckInForm(forms.Form):
    """Three lights with words; the colour is only a help."""

    light = forms.ChoiceField(
        label=_("Wie geht es Ihnen mit der Patenschaft?"), choices=CheckIn.Light.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Möchten Sie etwas dazu sagen?"),
        help_text=_("Das liest nur die Fachstelle, nicht die andere Seite."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ComplaintForm(BotTrap):
    text = forms.CharField(
        label=_("Was ist passiert?"),
        help_text=_("Schreiben Sie in Ihrer Sprache, so viel oder so wenig Sie möchten."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Absenden"), next_step=True)
        self.helper.layout = Layout(TRAP, "stamp", "text")
