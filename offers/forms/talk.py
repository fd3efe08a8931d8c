from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.forms import PortalFormHelper
from offers.models import Message, Report
from offers.models.message import LONGEST_TEXT

TRAP = Div("internet_site", css_class="form-trap")


class MessageForm(BotTrap, forms.ModelForm):
    class Meta:
        model = Message
        fields = ["name", "email", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_TEXT})}
        labels = {"name": _("Ihr Name"), "email": _("Ihre E-Mail-Adresse"), "text": _("Ihre Nachricht")}
        help_texts = {"email": _("Der Anbieter sieht sie erst, wenn Sie ihm nach seiner Antwort direkt schreiben.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Nachricht senden"), next_step=True)
        self.helper.layout = Layout(TRAP, "stamp", "name", "email", "text")


class ReportForm(BotTrap, forms.ModelForm):
    class Meta:
        model = Report
        fields = ["kind", "text", "email"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}
        labels = {"email": _("Ihre E-Mail-Adresse, wenn Sie eine Antwort möchten")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = Report.Kind.choices
        self.helper = PortalFormHelper(self, submit=_("Hinweis senden"), next_step=True)
        self.helper.layout = Layout(TRAP, "stamp", "kind", "text", "email")


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Ihre Antwort"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Antwort senden"), next_step=True)
