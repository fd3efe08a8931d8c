"""What time does to meetings: registration closes, and the meeting is over."""

from datetime import datetime

from django.db import transaction

from network.models import Meeting


@transaction.atomic
def close_due(*, now: datetime) -> int:
    """Registration ends at the deadline; returns how many meetings were closed."""
    due = list(Meeting.objects.due_to_close(now).select_for_update())
    for meeting in due:
        meeting.close_registration()
    return len(due)


@transaction.atomic
def hold_due(*, now: datetime) -> int:
    """What is over has taken place; returns how many meetings."""
    due = list(Meeting.objects.due_to_be_held(now).select_for_update())
    for meeting in due:
        meeting.hold()
    return len(due)
