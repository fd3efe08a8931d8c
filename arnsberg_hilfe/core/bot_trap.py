"""What tells people from programs without asking people anything: a field nobody sees, and the time a form needs."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.forms import SingleLines
from arnsberg_hilfe.core.limits import PER_CONNECTION, client_address

SLOWEST = timedelta(hours=24)
SIGNER = TimestampSigner(salt="form")
TOO_MANY = _("Von Ihrem Internetanschluss kommen gerade sehr viele Nachrichten. Bitte rufen Sie uns an.")


def new_stamp() -> str:
    return SIGNER.sign(get_random_string(22))


class BotTrap(SingleLines, forms.Form):
    """Mix-in of every public form. `key` names the rendered form: sending it twice is sending it once."""

    internet_site = forms.CharField(label=_("Dieses Feld bitte leer lassen"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["internet_site"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["stamp"].initial = new_stamp()

    def is_valid_from(self, request: HttpRequest, *, now: datetime) -> bool:
        """Valid, and not one of too many from the same internet connection; the form says which is not so.

        Counts one more: to be asked where the form would be taken in, not for a preview.
        """
        if self.is_valid() and not PER_CONNECTION.allows(client_address(request), now=now):
            self.add_error(None, TOO_MANY)
        return self.is_valid()

    @property
    def key(self) -> str:
        return self.cleaned_data["stamp"].split(":")[0]

    def clean_internet_site(self) -> str:
        if self.cleaned_data["internet_site"]:
            raise ValidationError(_("Dieses Feld muss leer bleiben."))
        return ""

    def clean_stamp(self) -> str:
        stamp = self.cleaned_data["stamp"]
        try:
            SIGNER.unsign(stamp, max_age=SLOWEST)
        except BadSignature as error:
            data: Any = copy(self.data)  # a request's own data cannot be changed
            data[self.add_prefix("stamp")] = new_stamp()
            self.data = data
            raise ValidationError(_("Das Formular war zu lange offen. Bitte senden Sie es noch einmal.")) from error
        return stamp
