"""Taking over the translations that a list brings for a record that is in the database already."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Model

OTHER_LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def take_over(record: Model, given: Model, names: Iterable[str]) -> list[str]:
    """Fill the record's empty translations from the given ones; saves nothing. Returns the filled columns.

    What somebody has translated stays, and so does a gap whose German text is no longer the one that was translated.
    """
    columns = [
        f"{name}_{code}" for name in names if _german(record, name) == _german(given, name) for code in OTHER_LANGUAGES
    ]
    filled = [column for column in columns if getattr(given, column) and not getattr(record, column)]
    for column in filled:
        setattr(record, column, getattr(given, column))
    return filled


def _german(record: Model, name: str) -> str:
    return getattr(record, f"{name}_{settings.LANGUAGE_CODE}") or ""
