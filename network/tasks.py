"""Jobs of the meetings."""

from django.utils import timezone
from procrastinate.contrib.django import app

from network.workflow import (  # noqa: F401 - some bring a job of their own
    change,
    inviting,
    places,
    publishing,
    reminding,
    reminding_measures,
    seating,
    upkeep,
)


@app.periodic(cron="*/3 * * * *")
@app.task(queue="care", queueing_lock="release-places")
def release_places(timestamp: int) -> None:  # noqa: ARG001
    """Places that were held in vain pass on."""
    places.release_overdue(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="care", queueing_lock="keep-time-of-meetings")
def keep_time(timestamp: int) -> None:  # noqa: ARG001
    """Registration closes at its deadline, and what is over has taken place."""
    now = timezone.now()
    upkeep.close_due(now=now)
    upkeep.hold_due(now=now)


@app.periodic(cron="*/20 * * * *")
@app.task(queue="mail", queueing_lock="remind-of-meetings")
def remind(timestamp: int) -> None:  # noqa: ARG001
    """Asked often, because the hours are those of the hall's clock, whatever the server's own is."""
    reminding.send_due(now=timezone.now())


@app.periodic(cron="10,40 * * * *")
@app.task(queue="mail", queueing_lock="ask-about-measures")
def ask_about_measures(timestamp: int) -> None:  # noqa: ARG001
    """Asked often for the same reason; each measure is asked about once a day at most."""
    reminding_measures.ask_due(now=timezone.now())
