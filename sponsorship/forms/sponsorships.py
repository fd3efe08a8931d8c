"""What staff write down about a Patenschaft."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import DayInput, PortalFormHelper, SingleLines
from sponsorship.forms.days import YEARS, coming, not_far_ahead, not_in_future
from sponsorship.models import CheckIn, Complaint, ContactNote, Sponsor, Sponsorship
from sponsorship.models.accompanying import SIDES
from sponsorship.models.choices import EndReason, Side

LONGEST_NOTE = 1000
DAY: dict[str, Any] = {"type": "date", "aria-label": _("Tag")}
TIME: dict[str, Any] = {"type": "time", "aria-label": _("Uhrzeit")}


def note_field(label: Any, *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST_NOTE, required=required, widget=area)


class StepForm(SingleLines, forms.Form):
    """A step with nothing to fill in; the others add to it. `heading` and `submit` are what the page says."""

    heading: Any = ""
    submit: Any = _("Speichern")
    is_next = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=self.submit, next_step=self.is_next)


class AskSponsorForm(StepForm):
    heading, submit, is_next = _("Pate oder Patin fragen"), _("Jetzt fragen"), True


class PhoneAnswerForm(StepForm):
    """`side` is who was asked when the page was opened: sent twice, one side's yes is never the other's."""

    submit = _("Antwort notieren")
    headings = {
        Side.SPONSOR: _("Antwort der Patin oder des Paten am Telefon"),
        Side.HOUSEHOLD: _("Antwort des Haushalts am Telefon"),
    }

    side = forms.ChoiceField(choices=SIDES, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Antwort"), choices=[("yes", _("Ja")), ("no", _("Nein"))], widget=forms.RadioSelect
    )
    note = note_field(_("Notiz"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.heading = self.headings[Side(self.initial["side"])]


class MeetingForm(SingleLines, forms.ModelForm):
    """Day, place and interpreter of the first meeting. `seen` is the version of the date that the page has shown."""

    heading = _("Kennenlernen")

    seen = forms.IntegerField(widget=forms.HiddenInput)

    meets_at = forms.SplitDateTimeField(
        label=_("Tag und Uhrzeit"),
        widget=forms.SplitDateTimeWidget(
            date_attrs=DAY,
            time_attrs=TIME,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        ),
    )
    meets_where = forms.CharField(label=_("Ort"), max_length=300)
    interpreter = forms.CharField(label=_("Sprachmittlung durch"), max_length=200, required=False)

    class Meta:
        model = Sponsorship
        fields = ["meets_at", "meets_where", "interpreter"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen"].initial = self.instance.sequence
        is_new = self.instance.meets_at is None
        submit = _("Termin mitteilen") if is_new else _("Geänderten Termin mitteilen")
        self.helper = PortalFormHelper(self, submit=submit, next_step=is_new)

    def clean_meets_at(self) -> Any:
        if self.cleaned_data["meets_at"] < timezone.now():
            raise ValidationError(_("Dieser Tag ist schon vorbei."))
        not_far_ahead(timezone.localdate(self.cleaned_data["meets_at"]))
        return self.cleaned_data["meets_at"]


class CallMeetingOffForm(StepForm):
    heading, submit = _("Termin absagen"), _("Termin absagen")

    seen = forms.IntegerField(widget=forms.HiddenInput)


class TrialForm(StepForm):
    heading, submit, is_next = _("Das Kennenlernen war gut"), _("Schnupperphase beginnen"), True


class ActivateForm(StepForm):
    heading, submit, is_next = _("Vereinbarung unterschrieben"), _("Patenschaft beginnen"), True

    agreed_on = forms.DateField(label=_("Vereinbarung vom"), widget=DayInput(), initial=timezone.localdate)

    def clean_agreed_on(self) -> date:
        return not_in_future(self.cleaned_data["agreed_on"])


class PauseForm(StepForm):
    heading, submit = _("Pause"), _("Pausieren")

    until = forms.DateField(label=_("Pause bis"), required=False, widget=DayInput(), validators=[coming])
    note = note_field(_("Notiz"))


class ResumeForm(StepForm):
    heading, submit, is_next = _("Pause beenden"), _("Es geht weiter"), True


class HandOverForm(StepForm):
    heading, submit = _("An jemand anderen übergeben"), _("Übergeben")

    to: Any = forms.ModelChoiceField(Sponsor.objects.none(), label=_("Neue Patin oder neuer Pate"))
    note = note_field(_("Was die oder der Neue wissen soll"), required=True)
    override_reason = forms.CharField(label=_("Grund einer Ausnahme"), max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["to"]
        choice.queryset = Sponsor.objects.with_room()


class DeclineForm(StepForm):
    heading, submit = _("Es passt nicht"), _("Zurücknehmen")

    side = forms.ChoiceField(label=_("Wer möchte nicht?"), choices=Side.choices, widget=forms.RadioSelect)
    note = note_field(_("Notiz, bleibt intern"))


class EndForm(StepForm):
    heading, submit = _("Beenden"), _("Patenschaft beenden")

    reason = forms.ChoiceField(label=_("Grund"), choices=EndReason.chosen)
    note = note_field(_("Notiz, bleibt intern"))


class OfficeNoteForm(SingleLines, forms.ModelForm):
    """`key` names the rendered form: sent twice, it is one note."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    class Meta:
        model = ContactNote
        fields = ["on", "minutes", "kind", "text"]
        widgets = {"on": DayInput(), "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"on": timezone.localdate(), "key": str(uuid4())}
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Notiz speichern"))

    def clean_on(self) -> date:
        return not_in_future(self.cleaned_data["on"])


class SeenForm(StepForm):
    """What was done about a red or yellow light."""

    submit = _("Erledigt")
    outcome = note_field(_("Was haben Sie getan?"), required=True)


class PhonedForm(StepForm):
    """How it is, as told on the phone."""

    submit = _("Antwort notieren")
    light = forms.ChoiceField(
        label=_("Wie geht es mit der Patenschaft?"), choices=CheckIn.Light.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Dazu"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class OutcomeForm(StepForm):
    """How a complaint was settled."""

    heading, submit, is_next = _("Klärung"), _("Als geklärt abschließen"), True

    outcome = forms.CharField(
        label=Complaint._meta.get_field("outcome").verbose_name,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class PeriodForm(forms.Form):
    """The days of a funding report; this year without a choice."""

    von = forms.DateField(label=_("von"), widget=DayInput())
    bis = forms.DateField(label=_("bis"), widget=DayInput())

    @property
    def period(self) -> tuple[date, date]:
        """First and last day; this year where they make no sense."""
        today = timezone.localdate()
        if self.is_valid() and self.cleaned_data["von"] <= self.cleaned_data["bis"] and self._are_years_of_ours():
            return self.cleaned_data["von"], self.cleaned_data["bis"]
        return date(today.year, 1, 1), date(today.year, 12, 31)

    def _are_years_of_ours(self) -> bool:
        return all(self.cleaned_data[name].year in YEARS for name in ("von", "bis"))
