"""Jobs of the Patenprojekt."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sponsorship.workflow import (
    accompanying,
    check_ins,
    returning,
    rounds,
)


@app.periodic(cron="5,35 * * * *")
@app.task(queue="mail", queueing_lock="keep-proposals-moving")
def keep_proposals_moving(timestamp: int) -> None:  # noqa: ARG001
    """Asked often, because the hours are those of the hall's clock; each reminder leaves once."""
    returning.keep_moving(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="mail", queueing_lock="give-up-silent-rounds")
def give_up_silent_rounds(timestamp: int) -> None:  # noqa: ARG001
    """In another queue than the rounds themselves, whose worker may be the one that is gone."""
    rounds.give_up_silent(now=timezone.now())


@app.periodic(cron="15,45 * * * *")
@app.task(queue="mail", queueing_lock="ask-how-it-goes")
def ask_how_it_goes(timestamp: int) -> None:  # noqa: ARG001
    check_ins.send_due(now=timezone.now())


@app.periodic(cron="25,55 * * * *")
@app.task(queue="mail", queueing_lock="accompany-sponsorships")
def accompany(timestamp: int) -> None:  # noqa: ARG001
    """Contact notes that are missing, and on Mondays the colleagues' week."""
    now = timezone.now()
    accompanying.ask_for_notes(now=now)
    accompanying.send_digests(now=now)
