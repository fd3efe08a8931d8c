from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper
from network.models import Registration

AUTOMATIC = ""


class SeatingForm(forms.Form):
    """A table for each round; left open, the allocation finds one."""

    def __init__(self, registration: Registration, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        meeting = registration.meeting
        choices = [(AUTOMATIC, _("automatisch")), *((str(table.pk), str(table)) for table in meeting.tables.all())]
        pinned = dict(registration.placements.filter(pinned=True).values_list("round", "table_id"))
        for number in range(1, meeting.rounds + 1):
            self.fields[f"round_{number}"] = forms.ChoiceField(
                label=_("Runde %(number)s") % {"number": number} if meeting.rounds > 1 else _("Tisch"),
                choices=choices,
                required=False,
                initial=str(pinned.get(number, AUTOMATIC)),
            )
        self.helper = PortalFormHelper(self, submit=_("Speichern und neu verteilen"), next_step=True)

    def tables(self) -> dict[int, int | None]:
        """The chosen table's key by round; None where it is left to the allocation."""
        return {
            int(name.removeprefix("round_")): int(value) if value else None for name, value in self.cleaned_data.items()
        }
