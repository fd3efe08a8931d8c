from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from arnsberg_hilfe.core.forms import PortalFormHelper
from network.models.invitation import GROUPS


class InviteForm(forms.Form):
    """Whom to invite; only groups in which somebody is left can be chosen, each with its number."""

    groups = forms.MultipleChoiceField(label=_("Wen laden Sie ein?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, counts: Mapping[str, int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["groups"]
        field.choices = [(group, _with_count(label, counts[group])) for group, label in GROUPS.items() if counts[group]]
        self.helper = PortalFormHelper(self, submit=_("Einladungen verschicken"), next_step=True)


def _with_count(label: Any, count: int) -> str:
    said = ngettext("%(group)s: %(count)s Adresse", "%(group)s: %(count)s Adressen", count)
    return said % {"group": label, "count": count}
