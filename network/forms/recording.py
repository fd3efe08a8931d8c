"""Staff write down a registration for somebody who phones or comes by, and change it."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines
from network.forms.registration import LONGEST_NAME
from network.models import MOST_COMPANIONS, Meeting, Registration

PERSON = ["name", "phone", "email", "mail_language", "pillar", "organisation", "district"]
GROUP = ["companion_names", "nameless"]
WISHES = ["wish_1", "wish_2", "wish_3"]
NEEDS = ["interpreting", "children", "step_free", "needs_note"]
CONSENT = ["photo_consent", "wants_invitations"]


class RecordRegistrationForm(SingleLines, forms.ModelForm):
    """A registration as it is told on the phone; only the name is needed."""

    companion_names = forms.CharField(
        label=_("Begleitung"),
        max_length=700,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ein Name je Zeile."),
    )
    nameless = forms.IntegerField(
        label=_("weitere Personen ohne Namen"), min_value=0, max_value=MOST_COMPANIONS, initial=0, required=False
    )

    class Meta:
        model = Registration
        fields = [*PERSON, *WISHES, *NEEDS, *CONSENT]

    def __init__(self, meeting: Meeting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.meeting = meeting
        self.fields["name"].required = True
        self.fields["children"].required = False
        companions = self.instance.companions
        self.fields["companion_names"].initial = "\n".join(filter(None, companions))
        self.fields["nameless"].initial = companions.count("")
        tables = meeting.tables.select_related("theme")
        wishes = WISHES if tables else []
        for name in WISHES:
            self.fields[name].queryset = tables  # type: ignore[attr-defined]
        self.helper = PortalFormHelper(self, submit=_("Speichern"), next_step=not self.instance.pk)
        self.helper.layout = Layout(
            Fieldset(_("Wer kommt?"), *PERSON, *GROUP),
            *([Fieldset(_("Tischwünsche"), *wishes)] if wishes else []),
            Fieldset(_("Was gebraucht wird"), *NEEDS),
            Fieldset(_("Einwilligungen, am Telefon erfragt"), *CONSENT),
        )

    def clean_children(self) -> int:
        return self.cleaned_data["children"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = (data.get("companion_names") or "").splitlines()
        names = [" ".join(line.split()) for line in lines if line.strip()]
        companions = names + [""] * (data.get("nameless") or 0)
        if len(companions) > MOST_COMPANIONS:
            self.add_error("companion_names", _("Eine Gruppe hat höchstens sechs Personen."))
        elif any(len(name) > LONGEST_NAME for name in names):
            too_long = _("Ein Name darf höchstens %(most)s Zeichen haben.") % {"most": LONGEST_NAME}
            self.add_error("companion_names", too_long)
        else:
            self.instance.companions = companions
        if len(set(wishes := [data[name] for name in WISHES if data.get(name)])) < len(wishes):
            self.add_error("wish_1", _("Bitte jeden Tisch nur einmal wünschen."))
        return data
