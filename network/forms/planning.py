"""Staff write down a meeting: its facts, its programme and its theme tables on one page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import Fold, PortalFormHelper, Visibility
from network.models import AgendaItem, Meeting, MeetingStatus, ThemeTable
from network.slugs import RESERVED

WHAT = ["kind", "title_de", "summary_de"]
DAY = ["starts_at", "ends_at"]
WHEN = [*DAY, "date_note", "deadline"]
WHERE = ["venue", "address", "directions_de", "accessibility_de"]
TEXTS = {
    "title": _("Titel"),
    "summary": _("Worum es geht"),
    "directions": _("So kommen Sie hin"),
    "accessibility": _("Barrierefreiheit"),
}
ROWS_TO_FILL = 2


def _in(code: str) -> list[str]:
    return [f"{name}_{code}" for name in TEXTS]


OTHERS = [*_in("uk"), *_in("en")]


class MomentField(forms.DateTimeField):
    """Day and time by the clock of the hall, with the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class MeetingForm(Visibility, forms.ModelForm):
    """The facts of a meeting. `places` is saved under the meeting's lock, `stamp` says which version was on the page.

    Once people know of the day it is changed by a step that tells them, not here.
    """

    places = forms.IntegerField(label=_("Plätze"), min_value=1, max_value=100_000, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    public_fields = (*WHAT, *WHEN, *WHERE, *OTHERS, "places", "contact")
    internal_fields = ("internal_note",)

    class Meta:
        model = Meeting
        fields = [*WHAT, *WHEN, *WHERE, "rounds", "contact", *OTHERS, "internal_note"]
        field_classes = dict.fromkeys(["starts_at", "ends_at", "deadline"], MomentField)
        widgets = {
            **{f"summary_{code}": forms.Textarea(attrs={"rows": 3}) for code in ("de", "uk", "en")},
            **{f"directions_{code}": forms.Textarea(attrs={"rows": 3}) for code in ("de", "uk", "en")},
            "internal_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title_de"].required = True
        for name in (*_in("de"), *OTHERS):
            self.fields[name].label = TEXTS[name.rpartition("_")[0]]
        self.fields["places"].initial = self.instance.places
        self.fields["stamp"].initial = stamp_of(self.instance)
        if not self.may_move:
            for name in (*DAY, "date_note"):
                del self.fields[name]
        self.helper = PortalFormHelper(submit=_("Speichern"))
        self.helper.form_tag = self.helper.form_show_errors = False
        self.helper.inputs = []
        self.helper.layout = Layout(
            "stamp",
            Fieldset(_("Worum es geht"), *WHAT),
            Fieldset(_("Wann und für wie viele"), *self._only(*WHEN, "places", "rounds")),
            Fieldset(_("Wo"), *WHERE),
            Fieldset(_("Fragen und Notizen"), "contact", "internal_note"),
            Fold(_("Auf Ukrainisch"), *_in("uk")),
            Fold(_("Auf Englisch"), *_in("en")),
        )

    @property
    def may_move(self) -> bool:
        """Nobody has been told of the day yet."""
        return self.instance.status == MeetingStatus.DRAFT

    def _only(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    def clean_title_de(self) -> str:
        title = self.cleaned_data["title_de"]
        if title.lower() in RESERVED:
            raise forms.ValidationError(_("So heißt schon eine Seite."))
        return title

    def clean_deadline(self) -> datetime | None:
        """The database compares it with the day, which is not on the page any more once people know of it."""
        deadline, begin = self.cleaned_data["deadline"], self.instance.starts_at
        if deadline and begin and deadline > begin and not self.may_move:
            raise forms.ValidationError(_("Der Anmeldeschluss liegt nach dem Beginn."))
        return deadline

    @property
    def columns(self) -> set[str]:
        """What was changed here, ready for `update_fields`; the German text's own twin included."""
        changed = set(self.changed_data) & set(self._meta.fields or ())
        return changed | {name.removesuffix("_de") for name in changed}


def stamp_of(meeting: Meeting) -> str:
    """Tells versions of a meeting apart."""
    return meeting.changed_at.isoformat() if meeting.pk else ""


_OTHER_TITLES: Any = {"title_uk": _("auf Ukrainisch"), "title_en": _("auf Englisch")}
AgendaRows: Any = inlineformset_factory(
    Meeting,
    AgendaItem,
    fields=["at", "title_de", "text_de", "title_uk", "title_en"],
    widgets={"at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    labels=_OTHER_TITLES,
    extra=ROWS_TO_FILL,
)


class TableForm(forms.ModelForm):
    """A row of the page; a table at which something was written is not deleted with it."""

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if data and data.get("DELETE") and self.instance.pk and self.instance.results.exists():
            text = _("An diesem Tisch ist schon etwas aufgeschrieben. Er kann nicht gelöscht werden.")
            self.add_error("DELETE", text)
        return data


TableRows: Any = inlineformset_factory(
    Meeting,
    ThemeTable,
    form=TableForm,
    fields=["number", "theme", "title_de", "question_de", "moderator", "seats"],
    extra=ROWS_TO_FILL,
)


class MeetingPlan:
    """The whole page: one form and two lists of rows, valid together."""

    def __init__(self, meeting: Meeting, data: Any = None) -> None:
        self.meeting = meeting
        self.facts = MeetingForm(data, instance=meeting)
        self.agenda = AgendaRows(data, instance=meeting, prefix="programm")
        self.tables = TableRows(data, instance=meeting, prefix="tische")

    @property
    def parts(self) -> list[Any]:
        return [self.facts, self.agenda, self.tables]

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in self.parts]  # all of them, so that all errors show
        return all(valid)

    def forms(self) -> Iterator[forms.BaseForm]:
        yield self.facts
        yield from self.agenda
        yield from self.tables

    @property
    def errors(self) -> list[tuple[str, Any, Any]]:
        """For the summary on top: the field's id (or nothing), its label and what is wrong."""
        found: list[tuple[str, Any, Any]] = [
            ("", "", text) for part in self.parts[1:] for text in part.non_form_errors()
        ]
        for form in self.forms():
            found += [("", "", text) for text in form.non_field_errors()]
            found += [(field.id_for_label, field.label, text) for field in form for text in field.errors]
        return found


class RescheduleForm(forms.Form):
    """Another day for a meeting that people know of."""

    starts_at = MomentField(label=_("Neuer Beginn"))
    ends_at = MomentField(label=_("Neues Ende"), required=False)
    deadline = MomentField(label=_("Neuer Anmeldeschluss"), required=False, help_text=_("Leer lassen: bis zum Beginn."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = PortalFormHelper(self, submit=_("Termin ändern und allen schreiben"), next_step=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_at, ends_at, deadline = (data.get(name) for name in ("starts_at", "ends_at", "deadline"))
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("Das Ende liegt vor dem Beginn."))
        if starts_at and deadline and deadline > starts_at:
            self.add_error("deadline", _("Der Anmeldeschluss liegt nach dem Beginn."))
        return data
