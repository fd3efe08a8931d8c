"""Keys: of records as strangers send them, in an address or in a form that anybody can alter; and of the cache."""

from django.utils.crypto import salted_hmac

MOST_DIGITS = 9  # more may be no number that the database knows


def read_key(text: str) -> int | None:
    """None for anything but a key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def cache_key(key: str, prefix: str, version: int) -> str:
    """What stands in the cache's table: allauth counts attempts by internet address, which is not to be read there."""
    return salted_hmac("cache", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
