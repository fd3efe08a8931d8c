"""Forms in the portal's design; the templates are in templates/kern/."""

from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit


class PortalFormHelper(FormHelper):
    """A posted form with one button; the yellow one where sending it is the page's one next step."""

    def __init__(self, form: Any = None, *, submit: Any, next_step: bool = False) -> None:
        super().__init__(form)
        self.add_input(Submit("", submit, css_class="kern-btn--next" if next_step else "kern-btn--primary"))


class Visibility:
    """Mix-in of a form: which fields are marked «wird öffentlich» and which «bleibt intern»."""

    public_fields: Collection[str] = ()
    internal_fields: Collection[str] = ()
