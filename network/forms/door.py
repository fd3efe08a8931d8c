"""What the door sends: check marks, and people who come without a registration."""

import re
from typing import Any, NamedTuple

from django import forms
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper
from network.models import MOST_COMPANIONS, Meeting, Registration

NUMBERS = r"\d{1,18}(?:,\d{1,18}){0,5}"
TICK = re.compile(rf"in:(?P<key>\d{{1,18}}):(?P<positions>{NUMBERS})")
UNTICK = re.compile(rf"out:(?P<key>\d{{1,18}}):(?P<positions>{NUMBERS}):(?P<marks>{NUMBERS})")


class Tick(NamedTuple):
    """What is to be so: these people of a registration are here, or the check marks that were seen are gone.

    As text, of keys only, so that a phone can keep it without keeping names: `in:12:0,1`, `out:12:0,1:345,346`.
    """

    key: int
    positions: tuple[int, ...]
    marks: tuple[int, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Tick | None":
        match = TICK.fullmatch(text) or UNTICK.fullmatch(text)
        if match is None:
            return None
        tick = cls(int(match["key"]), *(_numbers(match[name]) for name in list(match.groupdict())[1:]))
        return tick if len(tick.marks) in {0, len(tick.positions)} else None

    def __str__(self) -> str:
        parts = [str(self.key), _text(self.positions), *([_text(self.marks)] if self.marks else [])]
        return ":".join(["out" if self.marks else "in", *parts])


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _text(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


class WalkInForm(forms.ModelForm):
    """As little as can be asked of somebody who stands before you; `key` makes sending it twice sending it once."""

    more = forms.TypedChoiceField(
        label=_("Begleitung"),
        coerce=int,
        choices=[(number, str(number)) for number in range(MOST_COMPANIONS + 1)],
        initial=0,
        help_text=_("Wie viele Personen kommen mit?"),
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    field_order = ("name", "more", "pillar", "email", "key")

    class Meta:
        model = Registration
        fields = ["name", "pillar", "email"]

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data, instance=Registration(meeting=meeting))
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["key"].initial = get_random_string(22)
        self.helper = PortalFormHelper(self, submit=_("Einlassen"))
        self.helper.form_action = reverse("network_team:door_walk_in", args=[meeting.slug])
        self.helper.form_id = "ohne-anmeldung"

    def unsaved_registration(self) -> Registration:
        registration = self.save(commit=False)
        registration.companions = [""] * self.cleaned_data["more"]
        return registration
