"""What both sides are asked alike. Nobody is asked about religion, health, flight or residence status."""

from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import DayInput, SingleLines, Visibility
from sponsorship.forms.free_times import FreeTimesField
from sponsorship.forms.languages import LanguagesForm
from sponsorship.models.choices import Interest, Situation, Topic
from sponsorship.models.consent import current_wording

TRAP = Div("internet_site", css_class="form-trap")
DAY = DayInput()
CONTACT_WIDGETS = {
    "name": forms.TextInput({"autocomplete": "name", "maxlength": 120}),
    "email": forms.EmailInput({"autocomplete": "email", "maxlength": 254}),
    "phone": forms.TelInput({"autocomplete": "tel", "maxlength": 30}),
    "wishes": forms.Textarea({"rows": 3, "maxlength": 1000}),
    "note": forms.Textarea({"rows": 4, "maxlength": 4000}),
}


def several(choices: list[tuple[str, Any]], label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of these."""
    return forms.MultipleChoiceField(
        choices=choices, label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class EmailOrNothing(forms.EmailField):
    """An address as it is stored: without spaces around it."""

    def __init__(self, *, help_text: Any = "", required: bool = True) -> None:
        widget = CONTACT_WIDGETS["email"]
        super().__init__(
            label=_("Ihre E-Mail-Adresse"), widget=widget, help_text=help_text, required=required, max_length=254
        )


class PartyForm(SingleLines, LanguagesForm, Visibility, forms.ModelForm):
    """Facts of one side; the subclass names the model, its own fields and their order on the page."""

    topics = several(Topic.choices, _("Wobei"))
    interests = several(Interest.choices, _("Interessen"), _("Gemeinsame Interessen machen den Anfang leichter."))
    situations = several(Situation.choices, _("Lebenslage"), _("Ähnliche Erfahrungen helfen beim Verstehen."))
    free_times = FreeTimesField(
        label=_("Wann passt es meistens?"), required=False, help_text=_("Nur ungefähr. Sie legen sich nicht fest.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        if "district" in fields:
            fields["district"].empty_label = _("bitte wählen")
        self.order_fields(self.field_order)


class ConsentForm(forms.BaseForm):
    """Mix-in of a public form: the wording that is agreed to, and where to read more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        privacy = format_html('<a href="{}">{}</a>', reverse("portal:privacy"), _("Datenschutzhinweis lesen"))
        self.fields["consent_given"] = forms.BooleanField(
            label=_("Ja, damit bin ich einverstanden."), help_text=privacy
        )

    @property
    def consent_layout(self) -> list[Any]:
        """The wording in full, then the box."""
        return [HTML(format_html("<p>{}</p>", current_wording())), "consent_given"]
