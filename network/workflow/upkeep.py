"""What time does to meetings: registration closes, the meeting is over, needs and then names are erased."""

from datetime import datetime

from django.db import transaction

from network.models import Invitation, Meeting, Registration, Result
from network.models.registration import new_code
from network.workflow.measures import forget_due

BATCH = 200
NAMES = ["name", "email", "phone", "organisation", "companions", "code", "key", "recorded_by", "anonymised_at"]
NEEDS = {"interpreting": False, "children": 0, "step_free": False, "needs_note": ""}


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


def erase_due(*, now: datetime) -> dict[str, int]:
    """Needs a day after the meeting, names and invitations 90 days after it, of measures 90 days after their end.

    At the tables only who agreed to it stays named; rows that were struck out are gone. Returns counts by kind, for
    the protocol.
    """
    return {
        "needs": Registration.objects.with_needs_due_for_erasure(now).update(**NEEDS),
        "names": anonymise_due(now=now),
        "measures": forget_due(now=now),
        "invitations": Invitation.objects.due_for_erasure(now).delete()[0],
        "named in results": Result.objects.due_to_lose_names(now).update(who=""),
        "struck results": Result.objects.struck_for_good(now).delete()[0],
    }


def anonymise_due(*, now: datetime) -> int:
    """Names go, counts stay: how many, pillar, Stadtteil, table. Returns how many registrations lost their names."""
    total = 0
    while batch := list(Registration.objects.due_to_lose_names(now)[:BATCH]):
        for registration in batch:
            _forget(registration, now)
        total += Registration.objects.bulk_update(batch, [*NAMES, *NEEDS])
    return total


def _forget(registration: Registration, now: datetime) -> None:
    registration.name = registration.email = registration.phone = registration.organisation = ""
    registration.companions = [""] * len(registration.companions)
    registration.code, registration.key = new_code(), None
    registration.recorded_by, registration.anonymised_at = None, now
    for name, value in NEEDS.items():
        setattr(registration, name, value)
