"""The order of names and titles in lists."""

import unicodedata
from functools import cache

# DIN 5007-2, the order of lists of names; and the Ukrainian alphabet where its letters follow others than in Unicode
SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ł": "l"}
UKRAINIAN = {"ґ": "г\uffff", "є": "е\uffff", "і": "и\ufffe", "ї": "и\uffff", "й": "й"}
LETTERS = SPELLED | UKRAINIAN


def name_order(name: str) -> tuple[str, str, str]:
    """A key to sort people by, the last word of their name first: «Anna von der Ähre» stands under «aehre»."""
    *given, family = name.split() or [""]
    return _spelled(family), _spelled(" ".join(given)), name


def title_order(title: str) -> tuple[str, str]:
    """A key to sort titles by, from their first letter on: »Ähre« stands under «aehre»."""
    return _spelled(title), title


def _spelled(text: str) -> str:
    return "".join(map(_as_sorted, unicodedata.normalize("NFC", text.casefold())))


@cache
def _as_sorted(sign: str) -> str:
    """A letter as it is sorted, without its accents; of other signs only the space counts."""
    if not sign.isalpha():
        return " " if sign == " " else ""
    return LETTERS.get(sign) or unicodedata.normalize("NFD", sign)[0]
