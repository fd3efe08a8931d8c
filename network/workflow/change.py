"""Telling everybody who has registered that a meeting has changed: as a job, for there may be hundreds of them."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.mail import Attachment, Letter
from network.emails import change as emails
from network.emails.attachments import calendar_entry
from network.models import Meeting, MeetingStatus, Notice, Registration, RegistrationStatus
from network.workflow.notifying import tell_each

LETTERS = {"postponed": emails.postponed, "rescheduled": emails.rescheduled, "cancelled": emails.cancelled}
STILL_SO = {
    "postponed": [MeetingStatus.POSTPONED],
    "rescheduled": [MeetingStatus.ANNOUNCED, MeetingStatus.OPEN, MeetingStatus.CLOSED],
    "cancelled": [MeetingStatus.CANCELLED],
}


def tell_change(meeting: Meeting, change: str, *, now: datetime) -> None:
    """Queue the letters; the job exists if and only if the surrounding transaction is committed."""
    write_letters.defer(meeting_id=meeting.pk, change=change, at=now.isoformat())


@app.task(queue="mail", name="network.tell_change")
def write_letters(meeting_id: int, change: str, at: str) -> None:
    """Run again after a stop, it goes on with those who have no letter yet."""
    write(meeting_id, change, at=datetime.fromisoformat(at), now=timezone.now())


def write(meeting_id: int, change: str, *, at: datetime, now: datetime) -> int:
    """The letters about a change made at a moment; none where a later change has made it untrue. Returns how many."""
    meeting = Meeting.objects.filter(pk=meeting_id, status__in=STILL_SO[change]).first()
    if meeting is None:
        return 0

    def letter(registration: Registration) -> tuple[Letter, list[Attachment]]:
        registration.meeting = meeting
        return LETTERS[change](registration), calendar_entry(meeting)

    guests = meeting.registrations.to_be_told()
    if change == "rescheduled":  # whose answer is awaited has been asked anew, for the new day (places.go_on)
        guests = guests.exclude(status=RegistrationStatus.OFFERED)
    return tell_each(guests, Notice.Kind.CHANGE, about=at, write=letter, now=now)
