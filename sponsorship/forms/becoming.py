"""Somebody wants to become Pate or Patin: two minutes, everything but name, address and consent may stay open."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.forms import Fold, PortalFormHelper
from sponsorship.forms.languages import NOT_CHOSEN
from sponsorship.forms.party import CONTACT_WIDGETS, TRAP, ConsentForm, EmailOrNothing, PartyForm, several
from sponsorship.models import Sponsor
from sponsorship.models.choices import Mobility, SponsorExclusion
from sponsorship.models.sponsor import MOST_SPONSORSHIPS, OF_AGE

_ = gettext_lazy
CONTACT = ["name", "email", "phone"]
PLACE = ["birth_year", "district", "mobility"]
TIME = ["free_times", "hours", "most_sponsorships"]
WITH = ["topics", "wishes"]
EARLIEST_BIRTH = 1900


class SponsorFactsForm(PartyForm):
    """What sponsors say of themselves; the public form and the office's are made of it."""

    excludes = several(SponsorExclusion.choices, _("Das möchte ich nicht"))
    most_sponsorships = forms.TypedChoiceField(
        label=_("Wie viele Patenschaften gleichzeitig höchstens?"),
        choices=[(number, number) for number in range(1, MOST_SPONSORSHIPS + 1)],
        coerce=int,
        initial=1,
        help_text=_("Eine genügt. Die meisten beginnen so."),
    )
    internal_fields = (*CONTACT, *PLACE, "wishes")
    field_order = (*CONTACT, *PLACE, *TIME, *WITH, "interests", "situations", "excludes")

    class Meta:
        model = Sponsor
        fields = [*CONTACT[:1], "phone", *PLACE, *TIME, *WITH, "interests", "situations", "excludes"]
        widgets = CONTACT_WIDGETS
        labels = {
            "name": _("Ihr Name"),
            "phone": _("Ihre Telefonnummer"),
            "mobility": _("Wie kommen Sie zu einer Familie?"),
            "hours": _("Wie viele Stunden in der Woche etwa?"),
            "wishes": _("Was wünschen Sie sich?"),
        }
        help_texts = {
            "phone": _("Für die Verabredung zum Gespräch ist sie oft einfacher als eine Mail."),
            "birth_year": _("Sie sind mindestens 18. Manche Familien wünschen sich ein ähnliches Alter."),
            "district": _("Kurze Wege machen eine Patenschaft leichter. Ihre Straße brauchen wir nicht."),
            "hours": _("Üblich sind 2 bis 4 Stunden."),
            "wishes": _("Zum Beispiel: eine Familie mit Kindern, gemeinsam kochen. Nur, was Sie sagen möchten."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.fields["topics"].label = _("Wobei möchten Sie helfen?")
        mobility: Any = self.fields["mobility"]
        mobility.choices = [NOT_CHOSEN, *Mobility.choices]

    def clean_birth_year(self) -> int | None:
        year = self.cleaned_data["birth_year"]
        this_year = timezone.localdate().year
        if year and not EARLIEST_BIRTH <= year <= this_year:
            raise ValidationError(gettext("Bitte geben Sie das Jahr mit vier Ziffern an."))
        if year and this_year - year < OF_AGE:
            raise ValidationError(gettext("Patinnen und Paten müssen mindestens 18 Jahre alt sein."))
        return year

    @property
    def facts_layout(self) -> list[Fieldset]:
        return [
            Fieldset(gettext("Wo und wie weit?"), *PLACE),
            Fieldset(gettext("Welche Sprachen sprechen Sie?"), *self.language_rows),
            Fieldset(gettext("Wann und wie viel?"), *TIME),
            Fieldset(gettext("Womit?"), *WITH),
            Fold(gettext("Ihre Interessen und Ihre Lebenslage"), "interests", "situations"),
            Fold(gettext("Gibt es etwas, das Sie nicht möchten?"), "excludes"),
        ]


class BecomeForm(BotTrap, ConsentForm, SponsorFactsForm):
    """Anybody's interest. The address is no model field here: whom we know already is nobody's business."""

    email = EmailOrNothing(help_text=_("Dorthin schicken wir eine Mail zur Bestätigung."))

    class Meta(SponsorFactsForm.Meta):
        fields = [*SponsorFactsForm.Meta.fields, "wants_meeting"]

    def __init__(self, *args: Any, meeting_words: str = "", **options: Any) -> None:
        """`meeting_words` says when the next Patentreffen is, where one takes registrations."""
        super().__init__(*args, **{"spoken": {"de": 3}, **options})
        field = self.fields["wants_meeting"]
        field.label = gettext("Ja, ich komme zum nächsten Patentreffen.")
        field.help_text = meeting_words or gettext("Der Termin steht noch nicht fest. Wir laden Sie dann ein.")
        self.helper = PortalFormHelper(self, submit=_("Interesse absenden"), next_step=True)
        self.helper.layout = Layout(
            TRAP,
            "stamp",
            Fieldset(gettext("Wie erreichen wir Sie?"), *CONTACT),
            *self.facts_layout,
            Fieldset(gettext("Zum Schluss"), "wants_meeting", *self.consent_layout),
        )

    def sponsor(self) -> Sponsor:
        """The record with everything that was typed, unsaved."""
        self.instance.set_email(self.cleaned_data["email"])
        return self.instance
