"""Forms in the portal's design; the templates are in templates/kern/."""

from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PortalFormHelper(FormHelper):
    """A posted form with one button; the yellow one where sending it is the page's one next step."""

    def __init__(self, form: Any = None, *, submit: Any, next_step: bool = False) -> None:
        super().__init__(form)
        self.add_input(Submit("", submit, css_class="kern-btn--next" if next_step else "kern-btn--primary"))


class Fold(Fieldset):
    """Fields that are seldom needed, folded away."""

    template = "kern/layout/fold.html"


def no_line_breaks(text: str) -> None:
    if "\n" in text or "\r" in text:
        raise ValidationError(_("Bitte in einer Zeile schreiben."), code="line_break")


class SingleLines(forms.BaseForm):
    """Mix-in of a form: what has one line on the page has no line break, so none gets into a mail's header."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea):
                field.validators = [*field.validators, no_line_breaks]


class Visibility:
    """Mix-in of a form: which fields are marked «wird öffentlich» and which «bleibt intern»."""

    public_fields: Collection[str] = ()
    internal_fields: Collection[str] = ()


class DayInput(forms.DateInput):
    """The browser's own picker: it wants ISO dates and shows them as people do."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"type": "date"} | (attrs or {}), format="%Y-%m-%d")
