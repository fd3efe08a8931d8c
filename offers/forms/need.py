from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.forms import DayInput, Fold, PortalFormHelper, SingleLines, Visibility
from offers.models import Need, NeedReply, Offer
from offers.models.need_reply import LONGEST_REPLY
from offers.models.offer_query import OfferQuerySet

MOST_OFFERS = 200  # to choose from; with more, people name theirs in the text

GERMAN = ["title_de", "description_de"]
UKRAINIAN = ["title_uk", "description_uk"]
ENGLISH = ["title_en", "description_en"]
FACTS = ["theme", "district", "language", "number", "urgent_until"]
LABELS = {"title": _("Was fehlt"), "description": _("Beschreibung")}


class ReplyForm(BotTrap, forms.ModelForm):
    """«Ich kann helfen»; `offers` are those the writer may name as their own."""

    class Meta:
        model = NeedReply
        fields = ["name", "email", "phone", "text", "offer"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_REPLY})}
        labels = {
            "name": _("Ihr Name"),
            "email": _("Ihre E-Mail-Adresse"),
            "phone": _("Ihre Telefonnummer"),
            "text": _("Wie können Sie helfen?"),
            "offer": _("Mein Angebot"),
        }
        help_texts = {
            "email": _("Dorthin schicken wir eine Mail zur Bestätigung."),
            "phone": _("Wenn wir Sie anrufen dürfen."),
            "offer": _("Wenn Ihr Angebot schon auf dieser Seite steht und passt."),
        }

    def __init__(self, *args: Any, offers: OfferQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["phone"].validators.append(validate_phone)
        best = offers.order_by("-fresh_on", "-pk").values("pk")[:MOST_OFFERS]
        fields["offer"].queryset = Offer.objects.filter(pk__in=best).order_by("title_de", "pk")
        fields["offer"].empty_label = _("keins, oder nicht in dieser Liste")
        privacy = format_html('<a href="{}">{}</a>', reverse("portal:privacy"), _("Datenschutzhinweis lesen"))
        hint = _("Ihre Angaben liest nur die Koordinierungsstelle. Öffentlich wird nichts davon.")
        self.helper = PortalFormHelper(self, submit=_("Antwort senden"), next_step=True)
        self.helper.layout = Layout(
            Div("internet_site", css_class="form-trap"),
            "stamp",
            "text",
            "offer",
            "name",
            "email",
            "phone",
            HTML(format_html("<p>{} {}</p>", hint, privacy)),
        )


class NeedForm(SingleLines, Visibility, forms.ModelForm):
    """Staff write down what is missing."""

    public_fields = (*GERMAN, *UKRAINIAN, *ENGLISH, *FACTS)
    internal_fields = ("internal_note",)

    class Meta:
        model = Need
        fields = [*GERMAN, *FACTS, "internal_note", *UKRAINIAN, *ENGLISH]
        widgets = {
            **{f"description_{code}": forms.Textarea(attrs={"rows": 4}) for code in ("de", "uk", "en")},
            "internal_note": forms.Textarea(attrs={"rows": 3}),
            "urgent_until": DayInput(),
        }
        help_texts = {
            "language": _("Die Sprache, die Helfende sprechen sollten. Leer bedeutet: gleich welche."),
            "urgent_until": _("Nach diesem Tag fragt die Arbeitsliste, ob es noch fehlt."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        for name in (*GERMAN, *UKRAINIAN, *ENGLISH):
            fields[name].label = LABELS[name.rpartition("_")[0]]
        fields["title_de"].required = True
        fields["district"].empty_label = _("ganze Stadt")
        fields["language"].empty_label = _("gleich welche")
        self.helper = PortalFormHelper(self, submit=_("Speichern"))
        self.helper.layout = Layout(
            Fieldset(_("Was fehlt"), *GERMAN),
            Fieldset(_("Wo und wie viel"), *FACTS),
            "internal_note",
            Fold(_("Auf Ukrainisch"), *UKRAINIAN),
            Fold(_("Auf Englisch"), *ENGLISH),
        )


class ReplyAnswerForm(forms.Form):
    text = forms.CharField(label=_("Ihre Antwort"), max_length=LONGEST_REPLY, widget=forms.Textarea(attrs={"rows": 5}))
