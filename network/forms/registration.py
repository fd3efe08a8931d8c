"""What people say of themselves when they register, and what of it they may change later."""

from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.bot_trap import BotTrap
from arnsberg_hilfe.core.consent_wordings import Purpose, current
from arnsberg_hilfe.core.forms import PortalFormHelper, SingleLines, Visibility
from arnsberg_hilfe.core.models import District
from arnsberg_hilfe.core.pillar import Pillar
from network.models import MOST_COMPANIONS, Registration

WHO = ["name", "email", "phone", "pillar", "organisation", "district"]
GROUP = ["companions", "companion_names"]
WISHES = ["wish_1", "wish_2", "wish_3"]
NEEDS = ["interpreting", "children", "step_free", "needs_note"]
CONSENTS = ["photo_consent", "wants_invitations", "wants_calls"]

LONGEST_NAME = 120
LONGEST_NAMES = MOST_COMPANIONS * (LONGEST_NAME + 2)
MOST_CHILDREN = 20
NO_PILLAR = "keine"
ALONE: Any = 0


def _wish(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, empty_value=None)


class GroupForm(SingleLines, Visibility, forms.ModelForm):
    """With whom somebody comes, to which tables, and what they need. The instance knows its meeting."""

    companions = forms.TypedChoiceField(label=_("Kommt jemand mit?"), coerce=int, empty_value=ALONE, required=False)
    companion_names = forms.CharField(
        label=_("Namen der Begleitung"),
        max_length=LONGEST_NAMES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Je Zeile ein Name. Wenn Sie ihn noch nicht wissen, lassen Sie ihn weg."),
    )
    wish_1 = _wish(_("1. Wunsch"))
    wish_2 = _wish(_("2. Wunsch"))
    wish_3 = _wish(_("3. Wunsch"))
    children = forms.IntegerField(
        label=_("Wie viele Kinder sollen wir betreuen?"), min_value=0, max_value=MOST_CHILDREN, required=False
    )

    field_order = (*WHO, *GROUP, *WISHES, *NEEDS, *CONSENTS)  # as on the page, for the error summary
    internal_fields = ("email", "phone", "companion_names", "children", "needs_note")

    class Meta:
        model = Registration
        fields = ["phone", *NEEDS, "photo_consent"]
        widgets: dict[str, forms.Widget] = {"phone": forms.TelInput(attrs={"autocomplete": "tel"})}
        labels = {
            "interpreting": _("Bitte übersetzen Sie für mich (Sprachmittlung)."),
            "step_free": _("Ich brauche einen Zugang ohne Stufen."),
            "needs_note": _("Was sollten wir noch wissen?"),
            "photo_consent": current(Purpose.PHOTOS).sentence,
        }
        help_texts = {
            "phone": _("Für kurzfristige Nachrichten, wenn sich etwas ändert."),
            "photo_consent": current(Purpose.PHOTOS).more,
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["children"] = self.instance.children or None
        self._offer_companions()
        self._offer_tables()

    def _offer_companions(self) -> None:
        field: Any = self.fields["companions"]
        several = [
            (count, ngettext("ja, %(count)s Person", "ja, %(count)s Personen", count) % {"count": count})
            for count in range(1, MOST_COMPANIONS + 1)
        ]
        field.choices = [(ALONE, gettext("nein, ich komme allein")), *several]
        self.initial["companions"] = len(self.instance.companions)
        self.initial["companion_names"] = "\n".join(filter(None, self.instance.companions))

    def _offer_tables(self) -> None:
        """As many wishes as there are tables, at most three; the tables are read once for all of them."""
        tables = {str(table.pk): table for table in self.instance.meeting.tables.select_related("theme")}
        for number, name in enumerate(WISHES):
            if number >= len(tables):
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.choices = [("", gettext("kein Wunsch")), *((key, str(table)) for key, table in tables.items())]
            field.coerce = tables.get
            self.initial[name] = getattr(self.instance, f"{name}_id")

    @property
    def wish_fields(self) -> list[str]:
        return [name for name in WISHES if name in self.fields]

    def clean_companion_names(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["companion_names"].splitlines())
        names = [line for line in lines if line]
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(gettext("Ein Name darf höchstens %(most)s Zeichen haben.") % {"most": LONGEST_NAME})
        if len(names) > self.cleaned_data.get("companions", MOST_COMPANIONS):
            raise ValidationError(gettext("Das sind mehr Namen, als Personen mitkommen."))
        return names

    def clean_children(self) -> int:
        return self.cleaned_data["children"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen = set()
        for name in self.wish_fields:
            if (table := data.get(name)) in seen:
                self.add_error(name, gettext("Diesen Tisch haben Sie schon gewählt."))
            seen |= {table} - {None}
        return data

    def registration(self) -> Registration:
        """The record with everything that was typed, unsaved."""
        guest, data = self.instance, self.cleaned_data
        names = data["companion_names"]
        guest.companions = names + [""] * (data["companions"] - len(names))
        wished = [data[name] for name in self.wish_fields if data[name]] + [None] * len(WISHES)
        guest.wish_1, guest.wish_2, guest.wish_3 = wished[: len(WISHES)]
        return guest

    def _group_fieldsets(self) -> list[Fieldset]:
        wishes = Fieldset(
            gettext("An welchen Tischen möchten Sie mitreden?"),
            _hint(gettext("Wir erfüllen so viele Wünsche wie möglich. Wer zusammen kommt, sitzt zusammen.")),
            *self.wish_fields,
        )
        needs = Fieldset(
            gettext("Was brauchen Sie, um dabei zu sein?"),
            _hint(gettext("Bleibt intern und hilft uns beim Vorbereiten. Nach dem Treffen löschen wir diese Angaben.")),
            *NEEDS,
        )
        return [Fieldset(gettext("Ihre Begleitung"), *GROUP), *([wishes] if self.wish_fields else []), needs]


def _hint(text: str) -> HTML:
    return HTML(format_html('<p class="muted">{}</p>', text))


class RegistrationForm(BotTrap, GroupForm):
    """Anybody's registration; the address is needed, because it is confirmed by mail."""

    pillar = forms.ChoiceField(
        label=_("Für wen kommen Sie?"),
        choices=[*Pillar.choices, (NO_PILLAR, _("nur für mich"))],
        widget=forms.RadioSelect,
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Stadtteil"), required=False, empty_label=_("keine Angabe")
    )

    class Meta(GroupForm.Meta):
        fields = ["name", "email", "phone", "pillar", "organisation", *NEEDS, *CONSENTS]
        widgets = GroupForm.Meta.widgets | {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
        }
        labels = GroupForm.Meta.labels | {
            "wants_invitations": current(Purpose.INVITATIONS).sentence,
            "wants_calls": current(Purpose.CALLS).sentence,
        }
        help_texts = GroupForm.Meta.help_texts | {
            "name": _("So steht er auch auf Ihrem Namensschild."),
            "email": _("Dorthin schicken wir eine Mail zur Bestätigung."),
            "organisation": _("Zum Beispiel: Verein, Schule, Amt"),
            "wants_invitations": current(Purpose.INVITATIONS).more,
            "wants_calls": current(Purpose.CALLS).more,
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("name", "email"):
            self.fields[name].required = True
        self.helper = PortalFormHelper(self, submit=_("Anmelden"), next_step=True)
        self.helper.layout = Layout(
            Div("internet_site", css_class="form-trap"),
            "stamp",
            Fieldset(gettext("Wer sind Sie?"), *WHO),
            *self._group_fieldsets(),
            Fieldset(gettext("Sind Sie einverstanden?"), *CONSENTS),
        )

    def clean_pillar(self) -> str:
        pillar = self.cleaned_data["pillar"]
        return "" if pillar == NO_PILLAR else pillar

    def registration(self) -> Registration:
        guest = super().registration()
        guest.district = self.cleaned_data["district"]
        return guest


class ChangeForm(GroupForm):
    """A guest's own change; name and address, on which the place and the link hang, stay."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Änderung speichern"), next_step=True)
        self.helper.layout = Layout(
            Fieldset(gettext("Wie erreichen wir Sie?"), "phone"),
            *self._group_fieldsets(),
            Fieldset(gettext("Sind Sie einverstanden?"), "photo_consent"),
        )
