from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.forms import PortalFormHelper
from arnsberg_hilfe.portal.models import Inquiry

LONGEST = 4000
SEND = _("Senden")


class InquiryForm(BotTrap, forms.ModelForm):
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False, validators=[validate_phone])
    text = forms.CharField(label=_("Ihre Nachricht"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))

    class Meta:
        model = Inquiry
        fields = ["reason", "name", "email", "phone"]
        widgets = {"reason": forms.RadioSelect}
        labels = {"name": _("Ihr Name"), "email": _("Ihre E-Mail-Adresse")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["reason"].choices = Inquiry.Reason.choices
        self.helper = PortalFormHelper(self, submit=_("Nachricht senden"), next_step=True)
        trap = Div("internet_site", css_class="form-trap")
        self.helper.layout = Layout(trap, "stamp", "reason", "text", "name", "email", "phone")


class EntryForm(forms.Form):
    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, submit: Any = SEND, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=submit, next_step=True)
