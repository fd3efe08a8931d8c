"""A household looks for a Patin or a Pate: plain words, and only what is needed to find one."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext, gettext_lazy

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.forms import Fold, PortalFormHelper
from sponsorship.forms.party import CONTACT_WIDGETS, TRAP, ConsentForm, EmailOrNothing, PartyForm, several
from sponsorship.models import Household
from sponsorship.models.choices import HouseholdExclusion
from sponsorship.models.household import BANDS, MOST_PEOPLE

_ = gettext_lazy
CONTACT = ["name", "email", "phone"]
PLACE = ["district", "shelter"]
PEOPLE = ["adults", *BANDS]
TIME = ["free_times"]
WITH = ["topics", "wishes"]


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, required=False)


class HouseholdFactsForm(PartyForm):
    """What a household says of itself; the public form and the office's are made of it."""

    adults = forms.IntegerField(label=_("Wie viele Erwachsene?"), min_value=1, max_value=MOST_PEOPLE)
    children_0_5 = _number(_("Kinder bis 5 Jahre"))
    children_6_11 = _number(_("Kinder von 6 bis 11 Jahren"))
    children_12_17 = _number(_("Jugendliche von 12 bis 17 Jahren"))
    excludes = several(HouseholdExclusion.choices, _("Das möchten wir nicht"))
    internal_fields = (*CONTACT, *PLACE, *PEOPLE, "wishes", "adults_are")
    field_order = (*CONTACT, *PLACE, *PEOPLE, "needs_interpreting", *WITH, *TIME, "adults_are", "situations")

    class Meta:
        model = Household
        fields = [
            *("name", "phone", *PLACE, *PEOPLE, "needs_interpreting", *WITH, *TIME),
            *("adults_are", "situations", "interests", "excludes"),
        ]
        widgets = CONTACT_WIDGETS
        labels = {
            "name": _("Ihr Name"),
            "phone": _("Ihre Telefonnummer"),
            "shelter": _("Oder: In welcher Unterkunft wohnen Sie?"),
            "needs_interpreting": _("Bitte sprechen Sie mit uns mit Sprachmittlung."),
            "wishes": _("Was wünschen Sie sich?"),
        }
        help_texts = {
            "name": _("Eine erwachsene Person, mit der wir sprechen. Patinnen und Paten sehen den Namen zuerst nicht."),
            "district": _("Kurze Wege sind leichter. Ihre Straße brauchen wir nicht."),
            "wishes": _("Nur, was Sie sagen möchten. Über Gesundheit, Religion oder Ihre Flucht fragen wir nicht."),
            "adults_are": _("Manche Frauen möchten nur mit Frauen zu tun haben, und umgekehrt."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.fields["topics"].label = gettext("Wobei wünschen Sie sich Hilfe?")
        self.fields["adults_are"].label = gettext("Wer sind die Erwachsenen?")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return data | {name: data[name] or 0 for name in BANDS if name in data}

    @property
    def facts_layout(self) -> list[Fieldset]:
        return [
            Fieldset(gettext("Wo wohnen Sie?"), *PLACE),
            Fieldset(gettext("Wer gehört zu Ihnen?"), Div(*PEOPLE, css_class="grid grid--two")),
            Fieldset(gettext("Welche Sprachen sprechen Sie?"), *self.language_rows, "needs_interpreting"),
            Fieldset(gettext("Wobei und wann?"), *WITH, *TIME),
            Fold(gettext("Mehr über Sie, wenn Sie möchten"), "adults_are", "situations", "interests"),
            Fold(gettext("Gibt es etwas, das Sie nicht möchten?"), "excludes"),
        ]


class RequestForm(BotTrap, ConsentForm, HouseholdFactsForm):
    """Anybody's request: an address or a phone number, one of both is enough."""

    email = EmailOrNothing(
        required=False, help_text=_("Dorthin schicken wir eine Mail. Ohne Adresse rufen wir Sie an.")
    )
    unaccompanied = forms.BooleanField(
        label=_("Ich bin unter 18 Jahre alt und ohne meine Eltern hier."), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"spoken": {"uk": 3}, **options})
        self.fields["phone"].help_text = gettext("Eine E-Mail-Adresse oder eine Telefonnummer genügt.")
        self.helper = PortalFormHelper(self, submit=_("Anfrage absenden"), next_step=True)
        self.helper.layout = Layout(
            TRAP,
            "stamp",
            "unaccompanied",
            Fieldset(gettext("Wie erreichen wir Sie?"), *CONTACT),
            *self.facts_layout,
            Fieldset(gettext("Zum Schluss"), *self.consent_layout),
        )

    @property
    def is_for_youth_office(self) -> bool:
        """No adult lives with them. Whatever else was typed: it is not kept."""
        return self.is_bound and ("unaccompanied" in self.data or self.data.get("adults", "").strip() == "0")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (data.get("email") or data.get("phone") or {"email", "phone"} & self.errors.keys()):
            self.add_error("email", gettext("Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an."))
        return data

    def household(self) -> Household:
        """The record with everything that was typed, unsaved."""
        self.instance.set_email(self.cleaned_data["email"])
        return self.instance
