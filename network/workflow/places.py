"""Places: taken and given back under a lock on the meeting, so that there is never one too many and never a gap.

Whatever changes how many places are taken goes through `locked` first. The database's own count of taken places,
and its refusal of more than there are, is the second wall.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.mail import post, written_in
from network.emails import registration as emails
from network.emails.attachments import welcome
from network.models import Meeting, MeetingStatus, Registration, RegistrationStatus

HOLD = timedelta(hours=48)


def locked(meeting_id: int) -> Meeting:
    """The meeting as it is now; nobody else takes or gives back a place until this transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def held_until(meeting: Meeting, now: datetime) -> datetime:
    """How long a place is held for an answer: 48 hours, and never beyond the beginning."""
    end = now + HOLD
    return min(end, meeting.starts_at) if meeting.starts_at and meeting.starts_at > now else end


def seat(registration: Registration, meeting: Meeting, *, now: datetime) -> None:
    """Give an unsaved registration a place, or the end of the waiting list. A group comes in whole or waits whole."""
    fits = registration.people <= meeting.free
    registration.status = RegistrationStatus.UNCONFIRMED if fits else RegistrationStatus.WAITING
    registration.waiting_since = None if fits else now
    registration.held_until = now + HOLD


def move_up(meeting: Meeting, *, now: datetime) -> list[Registration]:
    """Offer free places to those who wait, in their order; a group that does not fit is passed over until it does.

    Expects the meeting's lock. Returns who moved up: nobody once the meeting has begun, then the door gives out places.
    """
    if meeting.status not in MeetingStatus.taking_people() or (meeting.starts_at and meeting.starts_at <= now):
        return []
    meeting.refresh_from_db(fields=["taken", "places"])
    free, moved = meeting.free, []
    for registration in meeting.registrations.waiting() if free else ():
        if registration.people <= free:
            registration.meeting = meeting
            registration.move_up(until=held_until(meeting, now))
            free -= registration.people
            moved.append(registration)
            _offer(registration)
        if not free:
            break
    return moved


def go_on(meeting: Meeting, *, now: datetime) -> None:
    """A new day is known: who had been offered a place is asked anew, and what became free meanwhile is given out.

    Expects the meeting's lock.
    """
    for registration in meeting.registrations.filter(status=RegistrationStatus.OFFERED):
        registration.meeting, registration.held_until = meeting, held_until(meeting, now)
        registration.save(update_fields=["held_until"])
        _offer(registration)
    move_up(meeting, now=now)


def _offer(registration: Registration) -> None:
    """By mail; who has none is called by the office (Arbeitsliste)."""
    if registration.email:
        with written_in(registration.mail_language):
            post(emails.place_offered(registration), to=registration.email, about=registration)


@transaction.atomic
def answer_offer(registration: Registration, *, comes: bool, now: datetime) -> None:
    """Take or leave the offered place. WrongStatusError where it has passed on meanwhile."""
    meeting = locked(registration.meeting_id)
    if comes:
        registration.accept(now=now)
        _welcome(registration)
    else:
        registration.cancel(now=now)
        move_up(meeting, now=now)


def _welcome(registration: Registration) -> None:
    if registration.email:
        with written_in(registration.mail_language):
            letter, files = emails.place_certain(registration), welcome(registration)
            post(letter, to=registration.email, about=registration, attachments=files)


def release_overdue(*, now: datetime) -> int:
    """Places held in vain pass on; unconfirmed registrations are deleted. Returns how many ended."""
    overdue = Registration.objects.overdue(now).values_list("meeting_id", flat=True).order_by().distinct()
    return sum(_release(meeting_id, now) for meeting_id in list(overdue))


@transaction.atomic
def _release(meeting_id: int, now: datetime) -> int:
    meeting = locked(meeting_id)
    overdue = list(meeting.registrations.overdue(now).select_related("meeting"))
    for registration in overdue:
        if registration.status == RegistrationStatus.OFFERED:
            registration.lapse(now=now)
            if registration.email:
                with written_in(registration.mail_language):
                    post(emails.place_lapsed(registration), to=registration.email, about=registration)
        else:
            erase(Registration.objects.filter(pk=registration.pk), now=now, cause="network.unconfirmed")
    move_up(meeting, now=now)
    return len(overdue)


@transaction.atomic
def change_places(meeting: Meeting, places: int | None, *, now: datetime) -> None:
    """More or fewer places; ValidationError where more are taken already."""
    current = locked(meeting.pk)
    if (places or 0) < current.taken:
        taken = _("Es sind schon %(taken)s Plätze vergeben; weniger können es nicht werden.") % {"taken": current.taken}
        raise ValidationError({"places": taken})
    current.places = places
    current.save(update_fields=["places", "changed_at"])
    move_up(current, now=now)
