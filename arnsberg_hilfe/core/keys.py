"""Keys of records as strangers send them: in an address, or in a form that anybody can alter."""

MOST_DIGITS = 9  # more may be no number that the database knows


def read_key(text: str) -> int | None:
    """None for anything but a key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
