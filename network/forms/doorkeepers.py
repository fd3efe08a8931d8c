"""Who helps at the door of a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper
from arnsberg_hilfe.core.models import User
from network.models import Meeting


class DoorkeepersForm(forms.Form):
    people: forms.MultipleChoiceField = forms.MultipleChoiceField(
        label=_("Am Einlass helfen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data, initial={"people": [str(user.pk) for user in meeting.doorkeepers.all()]})
        self.meeting = meeting
        known = [(str(user.pk), str(user)) for user in User.objects.who_may_let_in()]
        self.fields["people"].choices = known  # type: ignore[attr-defined]
        self.helper = PortalFormHelper(self, submit=gettext("Speichern"), next_step=True)

    def save(self) -> None:
        self.meeting.doorkeepers.set(self.cleaned_data["people"])
