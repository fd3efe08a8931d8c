"""Who asks for calls says what they want to hear of; the consent's words are part of what is kept (CONSENT)."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.consent_wordings import CALLS_BY_FORM, Purpose, sentence
from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines, Visibility
from offers.models import Subscriber

WISHES = ["themes", "district", "languages"]


class WishForm(SingleLines, Visibility, forms.ModelForm):
    """What somebody wants to hear of."""

    consent_given = forms.BooleanField(label=sentence(Purpose.CALLS, CALLS_BY_FORM))
    internal_fields = ("email", "name", *WISHES)

    class Meta:
        model = Subscriber
        fields = ["name", *WISHES]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "themes": forms.CheckboxSelectMultiple,
            "languages": forms.CheckboxSelectMultiple,
        }
        labels = {
            "name": _("Ihr Name"),
            "themes": _("Themen"),
            "languages": _("Sprachen, in denen Sie helfen können"),
        }
        help_texts = {
            "themes": _("Wenn Sie nichts ankreuzen, schreiben wir Ihnen zu allen Themen."),
            "district": _("Dann schreiben wir Ihnen nur, wenn dort oder in der Nähe etwas fehlt."),
            "languages": _("Manchmal fehlt jemand, der eine bestimmte Sprache spricht."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["district"].empty_label = _("ganze Stadt")
        privacy = format_html('<a href="{}">{}</a>', reverse("portal:privacy"), _("Datenschutzhinweis lesen"))
        fields["consent_given"].help_text = privacy


class SubscribeForm(BotTrap, WishForm):
    """Anybody's wish. The address is no model field here: whom we know already is nobody's business."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Dorthin schicken wir eine Mail zur Bestätigung."),
    )
    field_order = ("email", "name", *WISHES, "consent_given")  # as on the page, for the error summary

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Aufrufe bekommen"), next_step=True)
        self.helper.layout = Layout(
            Div("internet_site", css_class="form-trap"),
            "stamp",
            Fieldset(_("Wohin schreiben wir?"), "email", "name"),
            Fieldset(_("Worüber schreiben wir Ihnen?"), *WISHES),
            "consent_given",
        )

    def wish(self) -> Subscriber:
        """The record with everything that was typed, unsaved."""
        self.instance.email = self.cleaned_data["email"]
        return self.instance


class ChangeWishForm(WishForm):
    """Its owner's own change; who has said no agrees anew."""

    class Meta(WishForm.Meta):
        fields = [*WishForm.Meta.fields, "mail_language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        consent = ["consent_given"]
        if self.instance.is_willing:
            del self.fields["consent_given"]
            consent = []
        self.helper = PortalFormHelper(self, submit=_("Speichern"), next_step=True)
        self.helper.layout = Layout("name", *WISHES, "mail_language", *consent)
