"""Meetings as calendars know them."""

from urllib.parse import urlsplit

from django.conf import settings

from arnsberg_hilfe.core.calendar import Occasion
from arnsberg_hilfe.core.office import office
from network.models import Meeting, MeetingStatus


def occasion_of(meeting: Meeting) -> Occasion:
    """A meeting with a day, in the active language. ValueError without one."""
    if meeting.starts_at is None:
        raise ValueError(meeting.pk)
    return Occasion(
        uid=f"{meeting.uid}@{urlsplit(settings.PUBLIC_URL).hostname}",
        sequence=meeting.sequence,
        title=meeting.title,
        description=meeting.summary,
        place=", ".join(filter(None, [meeting.venue, meeting.address])),
        begin=meeting.starts_at,
        end=meeting.ends_at,
        url=settings.PUBLIC_URL + meeting.get_absolute_url(),
        cancelled=meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED},
        organiser_email=office()["email"],
        changed_at=meeting.changed_at,
    )
