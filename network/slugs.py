"""Addresses of meetings."""

from arnsberg_hilfe.core.slugs import slug_of
from network.models import Meeting

# What stands at the same place in addresses as a meeting's own name
RESERVED = {
    "anmeldung",
    "bestaetigen",
    "kalender",
    "keine-einladungen",
    "massnahme",
    "massnahmen",
    "meine-tische",
    "neu",
    "platz",
}


def give_slug(meeting: Meeting) -> None:
    """A readable address, different from all others; one that is there already stays."""
    if not meeting.slug:
        taken = RESERVED | set(Meeting.objects.values_list("slug", flat=True))
        meeting.slug = slug_of(meeting.title, max_length=100, taken=taken)
