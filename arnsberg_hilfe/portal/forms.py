from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines
from arnsberg_hilfe.core.own_data import Holding
from arnsberg_hilfe.portal.models import DataRequest, Inquiry

LONGEST = 4000
SEND = _("Senden")
NAMES = {"name", "responsible"}


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


class OwnDataForm(BotTrap):
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Dorthin schicken wir den Link, höchstens einen in der Stunde."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Link zusenden"), next_step=True)
        self.helper.layout = Layout(Div("internet_site", css_class="form-trap"), "stamp", "email")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class CorrectionForm(SingleLines, forms.ModelForm):
    """A few fields of a record that has no page of its own to change them on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in NAMES & set(self.fields):  # columns are blank after erasing; a correction blanks nobody
            self.fields[name].required = bool(getattr(self.instance, name))
        if phone := self.fields.get("phone"):
            phone.validators = [*phone.validators, validate_phone]
        self.helper = PortalFormHelper(self, submit=_("Speichern"), next_step=True)


def correction_form(holding: Holding, data: Any) -> forms.ModelForm:
    made = forms.modelform_factory(holding.source.model, form=CorrectionForm, fields=holding.corrects)
    return made(data, instance=holding.record)


class PersonForm(forms.Form):
    """Whom somebody asks for who phones or comes by."""

    words = forms.CharField(
        label=_("E-Mail-Adresse, Telefonnummer oder Name"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Suchen"))


class IdentityForm(forms.Form):
    """Nobody is told or erased whose identity nobody has checked."""

    checked = forms.ChoiceField(
        label=_("Woran haben Sie die Person erkannt?"),
        choices=[each for each in DataRequest.Checked.choices if each[0] != DataRequest.Checked.LINK],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, submit: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=submit, next_step=True)
