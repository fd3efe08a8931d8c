"""Asking those responsible how a measure stands: a week before the day, on it, and every fortnight after.

Days are those of the hall's own calendar, and letters leave in the daytime, as with reminders of meetings.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from arnsberg_hilfe.core.mail import post, written_in
from network.emails import measures as emails
from network.models import Measure
from network.workflow.reminding import HOURS


def ask_due(*, now: datetime) -> int:
    """All letters that are due; returns how many. Safe to run twice, and at the same time."""
    if timezone.localtime(now).hour not in HOURS:
        return 0
    today = timezone.localdate(now)
    return sum(_ask(pk, today) for pk in Measure.objects.to_be_asked(today).values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, today: date) -> bool:
    """One letter; of two workers at once only one writes it."""
    due = Measure.objects.to_be_asked(today).select_related("meeting")
    measure = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if measure is None:
        return False
    measure.asked_on, measure.asked_times = today, measure.asked_times + 1
    measure.save(update_fields=["asked_on", "asked_times"])
    with written_in(measure.mail_language):
        post(emails.how_does_it_stand(measure, today), to=measure.email, about=measure)
    return True
