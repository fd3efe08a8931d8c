"""Ways to reach somebody."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_phone = RegexValidator(
    re.compile(r"^\+?[0-9][0-9 ()/.-]{3,28}[0-9]\Z"),
    _("Bitte nur Ziffern, Leerzeichen und die Zeichen + - / ( ) verwenden, zum Beispiel 02932 201-1657."),
)


def dialable(phone: str, country_code: str = "49") -> str:
    """A phone number as a `tel:` link wants it (RFC 3966): «02932 201-1657» becomes «+4929322011657».

    >>> dialable("02932 201-1657")
    '+4929322011657'
    """
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    if phone.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+{country_code}{digits[1:]}" if digits.startswith("0") else digits
