"""What a reader gets to read: a translated text, and its language where that is not the page's."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import get_language


@dataclass(frozen=True)
class Words:
    """`lang` is empty where the text is in the page's language; else the template marks it with its code."""

    text: str
    lang: str = ""


NO_WORDS = Words("")


def words_of(record: Model, field: str) -> Words:
    """A field in the page's language, else in German, else in what there is."""
    page = get_language() or "de"
    for code in dict.fromkeys([page, "de", "uk", "en"]):
        if text := getattr(record, f"{field}_{code}", ""):
            return Words(text, "" if code == page else code)
    return NO_WORDS


def language_of(record: Model, field: str = "title") -> str:
    """The `lang` of these words."""
    return words_of(record, field).lang


def marked_german() -> str:
    """The `lang` of what is kept in German only, whatever the page's language."""
    return "" if get_language() == "de" else "de"
