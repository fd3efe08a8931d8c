"""Ways to reach somebody."""

import re

from django.core.validators import RegexValidator
from django.db.models import Q
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


def whole(address: str) -> str:
    """A pattern for an e-mail address in a text, for Python and PostgreSQL alike: not a part of somebody else's.

    >>> bool(re.search(whole("mira@example.org"), "Fragen an mira@example.org."))
    True
    >>> bool(re.search(whole("mira@example.org"), "Fragen an elmira@example.org"))
    False
    """
    return rf"(?<![\w.%+-]){re.escape(address)}(?![\w-]|\.\w)"


def mentions(address: str, *fields: str) -> Q:
    """Records in one of whose texts this address stands."""
    found = Q(pk__in=[])
    for field in fields:
        found |= Q(**{f"{field}__iregex": whole(address)})
    return found
