"""Files that go with a mail about a meeting."""

from django.conf import settings
from django.urls import reverse

from arnsberg_hilfe.core.calendar import Method, calendar_file
from arnsberg_hilfe.core.mail import Attachment
from arnsberg_hilfe.core.qr import qr_png
from network.models import Meeting, MeetingStatus, Registration
from network.occasions import occasion_of


def calendar_entry(meeting: Meeting) -> list[Attachment]:
    """The meeting for the reader's own calendar, or its removal from there; nothing while it has no day."""
    if meeting.starts_at is None:
        return []
    is_off = meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED}
    method = Method.CANCEL if is_off else Method.PUBLISH
    file = calendar_file([occasion_of(meeting)], method, meeting.title)
    return [Attachment("termin.ics", method.content_type, file)]


def door_code(registration: Registration) -> Attachment:
    """The QR code that opens the group's entry at the door, for staff who are logged in."""
    page = settings.PUBLIC_URL + reverse("network_team:door", args=[registration.meeting.slug])
    return Attachment("einlass.png", "image/png", qr_png(f"{page}?code={registration.code}"))


def welcome(registration: Registration) -> list[Attachment]:
    return [*calendar_entry(registration.meeting), door_code(registration)]
