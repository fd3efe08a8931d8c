"""The forms of the steps at the office. Each names its columns; a step without questions is a button."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area
from sponsorship.forms.days import coming, not_in_future
from sponsorship.forms.party import DAY
from sponsorship.forms.stamps import stamp_field, stamp_of
from sponsorship.models import Consent, Household, Sponsor

SAVE = _("Speichern")
YES_NO = [("", _("bitte wählen")), ("no", _("nein")), ("yes", _("ja"))]
NOTE = forms.Textarea({"rows": 3, "maxlength": 4000})


class StepForm(SingleLines, forms.ModelForm):
    """`required` columns must not be left open."""

    required: tuple[str, ...] = ()

    def __init__(self, *args: Any, action: str, submit: Any, is_next: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.required:
            self.fields[name].required = True
        if self.columns:
            self.fields["stamp"] = stamp_field(stamp_of(self.instance, self.columns))
        self.helper = PortalFormHelper(self, submit=submit, next_step=is_next)
        self.helper.form_action = action
        self.helper.layout = Layout(*self.fields)

    def clean(self) -> dict[str, Any]:
        """What has been done was done by today."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in self.columns if name.endswith("_on") and cleaned.get(name)]:
            try:
                not_in_future(cleaned[name])
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    @property
    def columns(self) -> list[str]:
        return list(self._meta.fields or [])


class PressForm(StepForm):
    class Meta:
        model = Sponsor
        fields: list[str] = []


class HouseholdPressForm(StepForm):
    class Meta:
        model = Household
        fields: list[str] = []


class InterviewForm(StepForm):
    required = ("interview_on", "interview_by")

    class Meta:
        model = Sponsor
        fields = ["interview_on", "interview_by", "note"]
        widgets = {"interview_on": DAY, "note": NOTE}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["interview_by"]
        field.queryset = User.objects.in_area(Area.SPONSORSHIP)
        self.initial["interview_by"] = self.instance.interview_by_id or self.instance.responsible_id


class DeclarationsForm(StepForm):
    class Meta:
        model = Sponsor
        fields = ["confidentiality_on", "conduct_on"]
        widgets = {"confidentiality_on": DAY, "conduct_on": DAY}


class CertificateForm(StepForm):
    """Three facts; the certificate itself is looked at and given back (§ 72a SGB VIII)."""

    required = ("certificate_seen_on", "certificate_issued_on")
    certificate_entry = forms.TypedChoiceField(
        label=_("Steht ein einschlägiger Eintrag darin?"), choices=YES_NO, coerce=lambda answer: answer == "yes"
    )

    class Meta:
        model = Sponsor
        fields = ["certificate_seen_on", "certificate_issued_on", "certificate_entry"]
        widgets = {"certificate_seen_on": DAY, "certificate_issued_on": DAY}
        help_texts = {"certificate_seen_on": _("Nur ansehen und zurückgeben: Wir behalten keine Kopie.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = {True: "yes", False: "no", None: ""}
        self.initial["certificate_entry"] = known[self.instance.certificate_entry]


class TrainingForm(StepForm):
    class Meta:
        model = Sponsor
        fields = ["training_on"]
        widgets = {"training_on": DAY}


class PauseForm(StepForm):
    class Meta:
        model = Sponsor
        fields: list[str] = []

    pause_until = forms.DateField(label=_("Pause bis"), widget=DAY, required=False, validators=[coming])


class DeclineForm(StepForm):
    words = forms.CharField(
        label=_("Ein persönlicher Satz, zum Beispiel eine andere Aufgabe"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Der Brief dankt und nennt keinen Grund. Dieser Satz steht darin."),
    )

    class Meta:
        model = Sponsor
        fields: list[str] = []


class TalkForm(StepForm):
    required = ("talked_on",)

    class Meta:
        model = Household
        fields = ["talked_on", "note"]
        widgets = {"talked_on": DAY, "note": NOTE}


class _ConsentForm(StepForm):
    how = forms.ChoiceField(label=_("Wie?"), choices=[each for each in Consent.How.choices if each[0] != "online"])
    language = forms.ChoiceField(label=_("In welcher Sprache?"), choices=settings.LANGUAGES)


class SponsorConsentForm(_ConsentForm):
    class Meta:
        model = Sponsor
        fields: list[str] = []


class HouseholdConsentForm(_ConsentForm):
    class Meta:
        model = Household
        fields: list[str] = []


class _KeepForm(StepForm):
    """Who looks after it, and by when the next word is due."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["responsible"]
        field.queryset = User.objects.in_area(Area.SPONSORSHIP)
        self.fields["answer_by"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_answer_by(self) -> date | None:
        """A promise that is overdue may stay while something else changes."""
        day: date | None = self.cleaned_data["answer_by"]
        if day and "answer_by" in self.changed_data:
            coming(day)
        return day


class KeepSponsorForm(_KeepForm):
    class Meta:
        model = Sponsor
        fields = ["responsible", "answer_by"]
        widgets = {"answer_by": DAY}


class KeepHouseholdForm(_KeepForm):
    class Meta:
        model = Household
        fields = ["responsible", "answer_by"]
        widgets = {"answer_by": DAY}


@dataclass(frozen=True)
class Asked:
    """What a step asks, under which heading, and the word on its button."""

    form: type[StepForm]
    title: Any
    submit: Any = SAVE


SPONSOR = {
    "verabreden": Asked(PressForm, _("Erstgespräch"), _("Das Gespräch ist verabredet")),
    "gespraech": Asked(InterviewForm, _("Erstgespräch")),
    "erklaerungen": Asked(DeclarationsForm, _("Verschwiegenheit und Verhaltenskodex")),
    "zeugnis": Asked(CertificateForm, _("Führungszeugnis")),
    "schulung": Asked(TrainingForm, _("Schulung")),
    "freigeben": Asked(PressForm, _("Freigabe"), _("Freigeben")),
    "pause": Asked(PauseForm, _("Pause"), _("Pause eintragen")),
    "zurueck": Asked(PressForm, _("Pause"), _("Ist wieder dabei")),
    "einwilligung": Asked(SponsorConsentForm, _("Einwilligung auf Papier oder im Gespräch")),
    "zustaendig": Asked(KeepSponsorForm, _("Zuständig und Frist")),
    "ablehnen": Asked(DeclineForm, _("Ablehnen"), _("Ablehnen und schreiben")),
    "widerruf": Asked(PressForm, _("Einwilligung zurückgezogen"), _("Ab sofort nichts mehr zeigen")),
    "beenden": Asked(PressForm, _("Beenden"), _("Beenden")),
}
HOUSEHOLD = {
    "verabreden": Asked(HouseholdPressForm, _("Bedarfsgespräch"), _("Das Gespräch ist verabredet")),
    "gespraech": Asked(TalkForm, _("Bedarfsgespräch")),
    "einwilligung": Asked(HouseholdConsentForm, _("Einwilligung auf Papier oder im Gespräch")),
    "zustaendig": Asked(KeepHouseholdForm, _("Zuständig und Frist")),
    "widerruf": Asked(HouseholdPressForm, _("Einwilligung zurückgezogen"), _("Ab sofort nichts mehr zeigen")),
    "beenden": Asked(HouseholdPressForm, _("Beenden"), _("Beenden")),
    "verzogen": Asked(HouseholdPressForm, _("Verzogen"), _("Ist verzogen")),
}
