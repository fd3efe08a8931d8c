"""What the leadership looks for in the log of readings."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from sponsorship.models import Household

KINDS = {"P": "sponsor", "PS": "sponsorship", "B": "complaint"}


class AccessFilter(forms.Form):
    """`wen`: a code as the pages show it («P-12», «H-7K3F9Q», «PS-3», «B-4»); what is no code finds nothing."""

    wer = forms.ModelChoiceField(User.objects.none(), label=_("Wer"), required=False, empty_label=_("alle"))
    wen = forms.CharField(label=_("Wen (Kennung)"), required=False, max_length=12)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["wer"].queryset = User.objects.order_by("name", "email")  # type: ignore[attr-defined]

    def clean_wen(self) -> str:
        """How the log names the record."""
        code = self.cleaned_data["wen"].strip().upper()
        if code.startswith("H-"):
            return f"household-{Household.objects.filter(code=code).values_list('pk', flat=True).first()}"
        number = re.fullmatch(r"(P|PS|B)-(\d+)", code, re.ASCII)
        return f"{KINDS[number[1]]}-{number[2]}" if number else code

    @property
    def wanted(self) -> tuple[User | None, str]:
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("wer"), data.get("wen", "")
