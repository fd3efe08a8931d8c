"""Jobs that look across all apps."""

from django.utils import timezone
from procrastinate.contrib.django import app

from arnsberg_hilfe.portal import erasures, retention


@app.periodic(cron="15 3 * * *")
@app.task(queue="care", queueing_lock="erase-what-is-due")
def erase_what_is_due(timestamp: int) -> None:  # noqa: ARG001
    """Every night; the counts stand in the Löschprotokoll."""
    retention.carry_out(now=timezone.now())
    erasures.keep_list()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="care", queueing_lock="keep-list-of-erasures")
def keep_list_of_erasures(timestamp: int) -> None:  # noqa: ARG001
    """The list beside the backups is never older than ten minutes."""
    erasures.keep_list()
