"""Sending the results to all who took part: as a job, each letter once, however often the button is pressed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.mail import Attachment, Letter
from network.emails.results import results
from network.models import Meeting, Notice, Registration
from network.models.registration_query import RegistrationQuerySet
from network.workflow.notifying import tell_each


def readers(meeting: Meeting) -> RegistrationQuerySet:
    """Whom the letter still has to reach."""
    return with_address(meeting).without_notice(Notice.Kind.RESULTS, _about(meeting))


def with_address(meeting: Meeting) -> RegistrationQuerySet:
    """Whom a letter can reach: who was there; where nobody was checked in, who had said they would come."""
    guests = meeting.registrations.attended()
    people = guests if guests.exists() else meeting.registrations.certain()
    return people.reachable()


def _about(meeting: Meeting) -> datetime:
    return meeting.starts_at or meeting.created_at


@transaction.atomic
def send_results(meeting: Meeting) -> int:
    """Queue the letters; returns how many there will be. ValidationError before the results are published."""
    if not meeting.has_public_results:
        raise ValidationError(_("Die Ergebnisse sind noch nicht veröffentlicht."))
    count = readers(meeting).count()
    if count:
        write_letters.defer(meeting_id=meeting.pk)
    return count


@app.task(queue="mail", name="network.send_results")
def write_letters(meeting_id: int) -> None:
    """Run again after a stop, it goes on with those who have no letter yet."""
    write(meeting_id, now=timezone.now())


def write(meeting_id: int, *, now: datetime) -> int:
    """The letters that are still to be written; returns how many."""
    meeting = Meeting.objects.with_results().filter(pk=meeting_id).first()
    if meeting is None:
        return 0

    def letter(registration: Registration) -> tuple[Letter, list[Attachment]]:
        registration.meeting = meeting
        return results(registration), []

    return tell_each(readers(meeting), Notice.Kind.RESULTS, about=_about(meeting), write=letter, now=now)
