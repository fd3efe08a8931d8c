"""What the office writes down of both sides, for people who phone or come by; an address is welcome, not needed."""

from typing import Any
from uuid import uuid4

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area
from sponsorship.forms.becoming import SponsorFactsForm
from sponsorship.forms.party import CONTACT_WIDGETS, DAY, EmailOrNothing
from sponsorship.forms.requesting import HouseholdFactsForm
from sponsorship.forms.stamps import stamp_field, stamp_of
from sponsorship.models import Consent

_ = gettext_lazy
HOW = [("", _("noch nicht")), *[each for each in Consent.How.choices if each[0] != Consent.How.ONLINE]]


class _OfficeForm(forms.BaseForm):
    """Mix-in: the address; for a new record how the consent was given, and a `key`: sent twice, it is one record."""

    def __init__(self, *args: Any, **options: Any) -> None:
        party = options.get("instance")
        options.setdefault("spoken", _spoken(party))
        super().__init__(*args, **options)
        self.fields["email"] = EmailOrNothing(required=False)
        self.fields["email"].initial = party.email if party else ""
        self.fields["email"].label = gettext("E-Mail-Adresse")
        if party:
            self.fields["stamp"] = stamp_field(self.stamp_of(party))
        else:
            self.fields["key"] = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=str(uuid4()))
            self.fields["consent_how"] = forms.ChoiceField(label=_("Einwilligung"), choices=HOW, required=False)
        self.helper = PortalFormHelper(self, submit=_("Speichern") if party else _("Aufnehmen"), next_step=True)

    def _not_less_than_taken(self, name: str) -> int:
        """The database refuses fewer than there are; `taken` is no field here, so the model does not check it."""
        most: int = self.cleaned_data[name]
        if most < self.instance.taken:  # type: ignore[attr-defined]
            raise ValidationError(gettext("So viele Patenschaften sind schon vorgeschlagen oder vermittelt."))
        return most

    def party(self) -> Any:
        """The record with everything that was typed, unsaved."""
        self.instance.set_email(self.cleaned_data["email"])  # type: ignore[attr-defined]
        return self.instance  # type: ignore[attr-defined]

    @classmethod
    def stamp_of(cls, party: Any) -> str:
        """Of everything that this form writes."""
        return stamp_of(party, cls.columns(), sorted(_spoken(party).items()))

    @classmethod
    def columns(cls) -> list[str]:
        return [*cls._meta.fields, "email", "email_key"]  # type: ignore[attr-defined]

    @property
    def office_fieldset(self) -> Fieldset:
        last = [name for name in ("consent_how", "key", "stamp") if name in self.fields]
        return Fieldset(gettext("Für die Fachstelle"), "mail_language", "note", *last)


def _spoken(party: Any) -> dict[str, int]:
    return dict(party.languages.values_list("language", "level")) if party else {}


class OfficeSponsorForm(_OfficeForm, SponsorFactsForm):
    class Meta(SponsorFactsForm.Meta):
        fields = [*SponsorFactsForm.Meta.fields, "address", "gender", "has_pets", "mail_language", "note"]
        labels = {"hours": _("Stunden in der Woche"), "has_pets": _("Hat Haustiere?")}
        help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(
            Fieldset(gettext("Kontakt"), "name", "email", "phone", "address"),
            *self.facts_layout,
            Fieldset(gettext("Worauf Familien Wert legen"), "gender", "has_pets"),
            self.office_fieldset,
        )

    def clean_most_sponsorships(self) -> int:
        return self._not_less_than_taken("most_sponsorships")


class OfficeHouseholdForm(_OfficeForm, HouseholdFactsForm):
    class Meta(HouseholdFactsForm.Meta):
        fields = [
            *HouseholdFactsForm.Meta.fields,
            *("address", "moves_on", "hours", "interpreting_arranged", "most_sponsors", "unaccompanied"),
            *("reported_by", "reporter", "mail_language", "note"),
        ]
        widgets = CONTACT_WIDGETS | {"moves_on": DAY, "reporter": forms.TextInput({"maxlength": 200})}
        labels: dict[str, Any] = {}
        help_texts = {
            "moves_on": _("Vor dem Umzug aus der Unterkunft ist die beste Zeit für eine Patenschaft."),
            "most_sponsors": _("Zwei, wenn sich ein Team um eine große Familie kümmern soll."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout = Layout(
            Fieldset(gettext("Kontakt"), "name", "email", "phone", "address", "moves_on"),
            *self.facts_layout,
            Fieldset(gettext("Vermittlung"), "hours", "interpreting_arranged", "most_sponsors", "unaccompanied"),
            Fieldset(gettext("Woher wir es wissen"), "reported_by", "reporter"),
            self.office_fieldset,
        )

    def clean_most_sponsors(self) -> int:
        return self._not_less_than_taken("most_sponsors")


class PipelineFilter(forms.Form):
    zustaendig = forms.ModelChoiceField(
        User.objects.in_area(Area.SPONSORSHIP), label=_("Zuständig"), required=False, empty_label=_("alle")
    )

    @property
    def responsible(self) -> User | None:
        return self.cleaned_data["zustaendig"] if self.is_valid() else None


class HandOverForm(SingleLines, forms.Form):
    """A colleague leaves or is away for long: everything open goes to somebody else."""

    giver = forms.ModelChoiceField(User.objects.order_by("name", "email"), label=_("Bisher zuständig"))
    taker = forms.ModelChoiceField(User.objects.in_area(Area.SPONSORSHIP), label=_("Künftig zuständig"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Alles Offene übergeben"), next_step=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("giver") and data.get("giver") == data.get("taker"):
            self.add_error("taker", gettext("Bitte wählen Sie jemand anderen."))
        return data
