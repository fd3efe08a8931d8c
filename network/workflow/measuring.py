"""What becomes of a measure: somebody says how it stands, at a table, by a link in a mail or at the office."""

from datetime import datetime, timedelta

from django.db import transaction

from arnsberg_hilfe.core.models import User
from network.models import Measure, Meeting

SENT_TWICE = timedelta(minutes=5)
Status = Measure.Status


@transaction.atomic
def note_progress(  # noqa: PLR0913 - a table, a mail and the office say different things about it
    measure: Measure,
    status: str,
    note: str = "",
    *,
    meeting: Meeting | None = None,
    by: User | None = None,
    now: datetime,
) -> None:
    """Write down how a measure stands and move it there; where it stood there already only the note is added.

    The same words sent twice within minutes are one. Raises WrongStatusError where a running measure is to be merely
    open again.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    words = {"status": status, "note": note, "meeting": meeting, "by": by}
    if current.status == status and current.progress.filter(**words, at__gt=now - SENT_TWICE).exists():
        return
    if current.status != status:
        _move(current, status, now)
    current.progress.create(**words, at=now)
    measure.status, measure.closed_at = current.status, current.closed_at


def _move(measure: Measure, status: str, now: datetime) -> None:
    if measure.is_finished:
        measure.reopen()
    steps = {
        Status.OPEN: lambda: None if measure.status == Status.OPEN else measure.reopen(),
        Status.RUNNING: measure.start,
        Status.DONE: lambda: measure.finish(now=now),
        Status.DROPPED: lambda: measure.drop(now=now),
    }
    steps[Status(status)]()
