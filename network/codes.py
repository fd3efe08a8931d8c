"""The eight letters and digits that a registration is called by: in mails, in QR codes, read aloud at the door."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from network.models import Meeting, Registration

# Codes use some letters of a group only; who takes one of it for another is understood all the same
LOOK_ALIKES = ("0OQD", "1ILJT7", "2Z", "5S", "8B", "6G", "UV")
SAME = str.maketrans({letter: group[0] for group in LOOK_ALIKES for letter in group})


def blurred(code: str) -> str:
    """A spelling that is the same for everything a tired eye takes for this code.

    >>> blurred("k2v8 w0rd") == blurred("KZU8-WQRD")
    True
    """
    return "".join(letter for letter in code.upper() if letter.isalnum()).translate(SAME)


def door_url(registration: Registration) -> str:
    """What the QR code of a registration holds: whatever camera reads it, the door's list opens with this group."""
    with override(settings.LANGUAGE_CODE):
        path = reverse("network_team:door", args=[registration.meeting.slug])
    return f"{settings.PUBLIC_URL}{path}?{urlencode({'code': registration.code})}"


def find(code: str, meeting: Meeting) -> Registration | None:
    """Whose code this is: exactly, of whatever meeting, else the only one of this meeting that looks like it."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    if exact := Registration.objects.select_related("meeting").filter(code=letters).first():
        return exact
    likely = [one for one in meeting.registrations.only("code", "meeting") if blurred(one.code) == blurred(code)]
    return likely[0] if len(likely) == 1 else None
