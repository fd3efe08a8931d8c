import re
from typing import Any, Self

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.consent_wordings import Purpose, current
from arnsberg_hilfe.core.forms import DayInput, PortalFormHelper, SingleLines, Visibility
from arnsberg_hilfe.core.models import Language
from offers.audience import audiences_of
from offers.models import Kind, Need, Offer, ThemeArea

WHAT = ["kind", "theme", "title_text", "summary_text", "description_text"]
WHERE = ["district", "venue", "schedule", "valid_from", "valid_until", "target_group", "languages", "cost"]
SENSITIVE = ["offers_housing", "offers_lifts", "alone_with_children"]
CONTACT = ["provider", "pillar", "website", "email", "email_public", "phone", "phone_public"]

FREE = re.compile(r"(?<!nicht )(kostenlos|kostenfrei|gratis|безкоштовн|безоплатн|\bfree\b|free of charge)")


DAY = DayInput()


def says_free(cost: str) -> bool | None:
    """True where the words say that it costs nothing; None where nobody knows."""
    return True if FREE.search(cost.lower()) else None


class OfferTextForm(SingleLines, Visibility, forms.ModelForm):
    """What anybody says of an offer, in the language they write in."""

    title_text = forms.CharField(label=_("Titel"), max_length=150, help_text=_("Was bieten Sie an? Wenige Worte."))
    summary_text = forms.CharField(
        label=_("Kurzbeschreibung"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zwei, drei Sätze: Was geschieht, für wen, was ist gut zu wissen?"),
    )
    description_text = forms.CharField(
        label=_("Mehr dazu"), max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    languages: Any = forms.ModelMultipleChoiceField(
        Language.objects.all(), label=_("Sprachen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = (*WHAT, *WHERE, *CONTACT, *SENSITIVE)  # as on the page: the error summary lists them in this order
    internal_fields = (*SENSITIVE, "email", "phone")
    public_fields = tuple(name for name in [*WHAT, *WHERE, "provider", "pillar", "website"])

    class Meta:
        model = Offer
        fields = ["kind", "theme", *WHERE, *SENSITIVE, *CONTACT]
        widgets = {"kind": forms.RadioSelect, "valid_from": DAY, "valid_until": DAY}
        labels = {
            "kind": _("Worum geht es?"),
            "offers_housing": _("Es geht um Wohnraum."),
            "offers_lifts": _("Es geht um private Fahrten."),
            "alone_with_children": _("Jemand ist dabei allein mit einem Kind."),
        }
        help_texts = {
            "schedule": _("Zum Beispiel: dienstags 17–19 Uhr"),
            "valid_until": _("Nach diesem Tag verschwindet das Angebot von selbst aus der Liste."),
            "target_group": _("Zum Beispiel: Mütter mit kleinen Kindern"),
            "cost": _("Zum Beispiel: kostenlos"),
        }

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [
            (Kind.OFFER, _("Ich biete Hilfe an")),
            (Kind.JOIN, _("Wir suchen Menschen, die mithelfen")),
            (Kind.DONATION, _("Es geht um Spenden")),
        ]
        fields["theme"].queryset = ThemeArea.objects.all()
        fields["district"].empty_label = _("ganze Stadt")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("email", "phone"):
            if data.get(f"{name}_public") and not data.get(name):
                self.add_error(name, _("Bitte ausfüllen, wenn es gezeigt werden soll."))
        return data

    def texts(self) -> dict[str, str]:
        """Title, short text and description in the writer's language, and in German until somebody translates."""
        data, codes = self.cleaned_data, dict.fromkeys(["de", get_language() or "de"])
        names = ("title", "summary", "description")
        return {f"{name}_{code}": data[f"{name}_text"] for name in names for code in codes}

    def unsaved_offer(self) -> Offer:
        offer = self.instance
        for name, text in self.texts().items():
            setattr(offer, name, text)
        offer.audiences = audiences_of(offer.target_group)
        offer.is_free = says_free(offer.cost)
        return offer


class SubmissionForm(BotTrap, OfferTextForm):
    """Anybody's offer; the address is needed, because it is confirmed by mail."""

    class Meta(OfferTextForm.Meta):
        fields = [*OfferTextForm.Meta.fields, "wants_calls"]
        labels = OfferTextForm.Meta.labels | {
            "wants_calls": current(Purpose.CALLS).sentence,
        }
        help_texts = OfferTextForm.Meta.help_texts | {
            "wants_calls": current(Purpose.CALLS).more,
        }

    consent = forms.BooleanField(label=current(Purpose.PUBLICATION).sentence)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["email"].required = True
        privacy = format_html('<a href="{}">{}</a>', reverse("portal:privacy"), _("Datenschutzhinweis lesen"))
        self.fields["consent"].help_text = privacy
        self.fields["email"].help_text = _("Dorthin schicken wir eine Mail zur Bestätigung.")
        self.helper = PortalFormHelper(self, submit=_("Vorschau ansehen"), next_step=True)
        self.helper.form_id = "angebot"
        self.helper.layout = Layout(
            Div("internet_site", css_class="form-trap"),
            "stamp",
            Fieldset(_("Was bieten Sie an?"), *WHAT),
            Fieldset(_("Wo, wann und für wen?"), *WHERE),
            Fieldset(_("Wie erreicht man Sie?"), *CONTACT),
            Fieldset(_("Bitte sagen Sie uns noch"), *SENSITIVE, "wants_calls", "consent"),
        )

    @classmethod
    def answering(cls, need: Need | None, data: Any = None) -> Self:
        """The form filled in with what a need says of theme, Stadtteil and language; empty without one."""
        if need is None:
            return cls(data)
        offer = Offer(for_need=need, theme=need.theme, district=need.district)
        return cls(data, instance=offer, initial={"languages": [need.language_id] if need.language_id else []})


class EditForm(OfferTextForm):
    """The provider's own change; the address it all hangs on stays."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["email"].disabled = True
        for name in ("title", "summary", "description"):
            self.initial[f"{name}_text"] = getattr(self.instance, name)
        self.helper = PortalFormHelper(self, submit=_("Änderung absenden"), next_step=True)
        self.helper.layout = Layout(
            Fieldset(_("Angebot"), *WHAT, *WHERE),
            Fieldset(_("Kontakt"), *CONTACT),
            Fieldset(_("Bitte sagen Sie uns noch"), *SENSITIVE),
        )


class LostLinkForm(BotTrap):
    email = forms.EmailField(label=_("Ihre E-Mail-Adresse"))

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Link zusenden"), next_step=True)
        self.helper.layout = Layout(Div("internet_site", css_class="form-trap"), "stamp", "email")


class RecordForm(OfferTextForm):
    """Staff write down what somebody says on the phone; an address is welcome, not needed."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Aufnehmen"), next_step=True)
        self.helper.layout = Layout(
            Fieldset(_("Angebot"), *WHAT, *WHERE), Fieldset(_("Kontakt"), *CONTACT), Fieldset(_("Prüfung"), *SENSITIVE)
        )
