"""Two people have the same page open: whoever saves second hears of it, and nothing is overwritten.

A form carries a stamp of what it has shown; the workflow compares it with what stands there now, under the lock.
"""

from django.core.exceptions import ValidationError


class StaleError(ValidationError):
    """Somebody else has saved the record since the page was opened."""


def check_seen(seen: str, current: str, words: str) -> None:
    """Raises StaleError with these words where the stamps differ."""
    if seen != current:
        raise StaleError(words, code="stale")
