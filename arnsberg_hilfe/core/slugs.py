from collections.abc import Container

from django.utils.text import slugify

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(text: str, *, max_length: int, taken: Container[str] = ()) -> str:
    """A readable part of an address; German letters spelled out, a number added where it is taken already."""
    slug = slugify(text.lower().translate(GERMAN))[: max_length - 6].strip("-") or "eintrag"
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
