"""The order of names and titles in lists."""

import unicodedata

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
    letters = unicodedata.normalize("NFC", text.casefold())
    return "".join(LETTERS.get(letter) or _bare(letter) for letter in letters if letter.isalpha() or letter == " ")


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
