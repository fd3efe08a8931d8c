"""Staff decide on a pair, and on how much each criterion counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import PortalFormHelper
from sponsorship.models import Criterion
from sponsorship.models.matching import MOST_WEIGHT

MOST_REASON = 500

MEANINGS = {
    Criterion.TOPICS: _("Wie viel von dem, was der Haushalt braucht, angeboten wird."),
    Criterion.DISTRICT: _("Gleicher Stadtteil, Nachbarort oder weiter weg."),
    Criterion.LANGUAGES: _("Wie gut beide die beste gemeinsame Sprache sprechen."),
    Criterion.SITUATION: _("Ob beide in einer ähnlichen Lebenslage sind."),
    Criterion.INTERESTS: _("Wie viele Interessen beide teilen."),
    Criterion.HOURS: _("Ob die Stunden reichen, die sich der Haushalt wünscht."),
    Criterion.WAITING: _("Wie lange der Haushalt schon wartet."),
}


class ProposalForm(forms.Form):
    """Whom to propose; a reason only where a rule is set aside."""

    other = forms.IntegerField(min_value=1)
    reason = forms.CharField(label=_("Grund"), max_length=MOST_REASON, required=False)


class WeightsForm(forms.Form):
    """Asked for with GET: looking at what would change changes nothing."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for criterion in Criterion:
            self.fields[criterion.value] = forms.IntegerField(
                label=criterion.label, help_text=MEANINGS[criterion], min_value=0, max_value=MOST_WEIGHT
            )
        self.helper = PortalFormHelper(self, submit=_("Ansehen, was sich ändert"))
        self.helper.form_method = "get"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("Mindestens ein Kriterium muss zählen."))
        return data

    def weights(self) -> dict[Criterion, int]:
        return {Criterion(name): weight for name, weight in self.cleaned_data.items()}
