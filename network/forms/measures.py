"""What the office writes down about a measure, and what its responsible person answers by the link in the mail."""

from datetime import date
from hashlib import sha256
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import DayInput, Fold, PortalFormHelper, SingleLines, Visibility
from network.models import Measure, Meeting
from network.models.measure import MeasureQuerySet
from offers.models import ThemeArea

WHAT = ["what_de", "theme", "meeting", "due"]
WHO = ["responsible", "names_allowed", "email", "mail_language"]
BECAME = ["outcome_de", "is_public"]
IN_OTHERS = {code: [f"what_{code}", f"outcome_{code}"] for code in ("uk", "en")}
FACTS = [*WHAT, *WHO, *BECAME, *IN_OTHERS["uk"], *IN_OTHERS["en"]]
LONGEST_NOTE = 600
OVERDUE = "overdue"


class MeasureForm(SingleLines, Visibility, forms.ModelForm):
    """The facts of a measure; `stamp` says which version was on the page. How it stands is changed by steps."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    public_fields = ("what_de", "theme", "meeting", "due", *BECAME[:1], *IN_OTHERS["uk"], *IN_OTHERS["en"])
    internal_fields = ("email", "mail_language")

    class Meta:
        model = Measure
        fields = FACTS
        widgets = {
            "due": DayInput(),
            **{f"outcome_{code}": forms.Textarea(attrs={"rows": 3}) for code in ("de", "uk", "en")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what_de"].required = True
        self.fields["what_de"].label, self.fields["outcome_de"].label = _("Was"), _("Was daraus wurde")
        self.fields["stamp"].initial = stamp_of(self.instance)
        self.helper = PortalFormHelper(submit=_("Speichern"))
        self.helper.layout = Layout(
            "stamp",
            Fieldset(_("Was vereinbart ist"), *WHAT),
            Fieldset(_("Wer sich kümmert"), *WHO),
            Fieldset(_("Für alle"), *BECAME),
            Fold(_("Auf Ukrainisch"), *IN_OTHERS["uk"]),
            Fold(_("Auf Englisch"), *IN_OTHERS["en"]),
        )

    @property
    def columns(self) -> set[str]:
        """Ready for `update_fields`: neither status nor reminders, which may change at the same time."""
        return {*FACTS, "what", "outcome"}


def stamp_of(measure: Measure) -> str:
    """Tells versions of a measure's facts apart."""
    facts = [str(getattr(measure, name)) for name in [*FACTS[1:], "what_de"]] if measure.pk else []
    return sha256("\n".join(facts).encode()).hexdigest()[:16] if facts else ""


class ProgressForm(forms.Form):
    """How a measure stands, and since which status the page has shown."""

    status = forms.ChoiceField(choices=Measure.Status.choices)
    seen = forms.ChoiceField(choices=Measure.Status.choices)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)


class AnswerForm(forms.Form):
    """The responsible person's answer."""

    answer = forms.ChoiceField(choices=[choice for choice in Measure.Status.choices if choice[0] != "open"])
    note = forms.CharField(
        label=_("Was ist daraus geworden, oder woran liegt es?"),
        help_text=_("Ein, zwei Sätze genügen. Das liest nur die Koordinierungsstelle."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MeasureFilter(forms.Form):
    """Which measures the office looks at; what makes no sense is left out of the question."""

    stand = forms.ChoiceField(label=_("Stand"), required=False)
    thema: Any = forms.ModelChoiceField(ThemeArea.objects.all(), label=_("Themenbereich"), required=False)
    treffen: Any = forms.ModelChoiceField(Meeting.objects.none(), label=_("Vereinbart bei"), required=False)
    only_overdue = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stand: Any = self.fields["stand"]
        stand.choices = [("", _("alle")), (OVERDUE, _("überfällig")), *Measure.Status.choices]
        thema: Any = self.fields["thema"]
        treffen: Any = self.fields["treffen"]
        thema.empty_label = treffen.empty_label = _("alle")
        treffen.queryset = Meeting.objects.filter(Exists(Measure.objects.filter(meeting=OuterRef("pk"))))

    def clean_stand(self) -> str:
        self.only_overdue = self.cleaned_data["stand"] == OVERDUE
        return "" if self.only_overdue else self.cleaned_data["stand"]

    def measures(self, today: date) -> MeasureQuerySet:
        """Those that are asked for."""
        self.full_clean()
        said = self.cleaned_data
        found = Measure.objects.of(status=said.get("stand"), theme=said.get("thema"), meeting=said.get("treffen"))
        return found.overdue(today) if self.only_overdue else found
