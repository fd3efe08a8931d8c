"""Reminders a week and a day before a meeting, and thanks the day after: each once, counted in days of the calendar.

Days are those of the hall's own calendar, so that a change of the clock moves nothing. Letters leave in the daytime;
what was missed because nothing ran is made up for while it still helps.
"""

from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from arnsberg_hilfe.core.mail import Attachment, Letter
from network.emails import reminder as emails
from network.emails.attachments import door_code
from network.models import Meeting, Notice, Registration
from network.workflow.notifying import tell_each

HOURS = range(9, 20)
DAYS_BEFORE = {Notice.Kind.WEEK: 7, Notice.Kind.DAY: 1}


def send_due(*, now: datetime) -> int:
    """All letters that are due; returns how many. Safe to run twice, and at the same time."""
    if timezone.localtime(now).hour not in HOURS:
        return 0
    reminded = sum(_remind(meeting, now) for meeting in Meeting.objects.to_be_reminded_of(now))
    return reminded + sum(_thank(meeting, now) for meeting in Meeting.objects.to_give_thanks_for(now))


def due_kind(day: date, today: date) -> Notice.Kind | None:
    """Which reminder of a meeting on that day is due today."""
    left = (day - today).days
    if left > DAYS_BEFORE[Notice.Kind.WEEK] or left < 0:
        return None
    return Notice.Kind.WEEK if left > DAYS_BEFORE[Notice.Kind.DAY] else Notice.Kind.DAY


def _remind(meeting: Meeting, now: datetime) -> int:
    """Who registered on the day of the reminder or the day before it remembers anyway."""
    begin = meeting.starts_at or now
    day = timezone.localdate(begin)
    kind = due_kind(day, timezone.localdate(now))
    if kind is None:
        return 0
    registered_before = _midnight(day - timedelta(days=DAYS_BEFORE[kind] + 1))
    people = meeting.registrations.certain().reachable().filter(created_at__lt=registered_before)
    return tell_each(
        people.without_notice(kind, begin), kind, about=begin, write=partial(_letter, kind, meeting), now=now
    )


def _thank(meeting: Meeting, now: datetime) -> int:
    kind, begin = Notice.Kind.THANKS, meeting.starts_at or now
    people = meeting.registrations.attended().reachable().without_notice(kind, begin)
    return tell_each(people, kind, about=begin, write=partial(_letter, kind, meeting), now=now)


def _letter(kind: Notice.Kind, meeting: Meeting, registration: Registration) -> tuple[Letter, list[Attachment]]:
    registration.meeting = meeting
    if kind == Notice.Kind.DAY:
        return emails.the_day_before(registration), [door_code(registration)]
    write = emails.a_week_before if kind == Notice.Kind.WEEK else emails.thanks
    return write(registration), []


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
