"""Jobs of the catalogue."""

from django.utils import timezone
from procrastinate.contrib.django import app

from offers.search import refresh_words
from offers.workflow import calling, editions, erasing, upkeep, websites  # noqa: F401 - some bring a job of their own


@app.periodic(cron="41 2 * * *")
@app.task(queue="care", queueing_lock="refresh-search-words")
def refresh_search_words(timestamp: int) -> None:  # noqa: ARG001
    """Each night the words that «Meinten Sie» knows are counted anew: offers have ended, texts have changed."""
    refresh_words()


@app.periodic(cron="5 7 * * 1-5")
@app.task(queue="care", queueing_lock="ask-providers")
def ask_providers(timestamp: int) -> None:  # noqa: ARG001
    """On working days providers are asked whether their offers still hold."""
    upkeep.ask_providers(now=timezone.now())


@app.periodic(cron="35 2 * * *")
@app.task(queue="care", queueing_lock="pause-unconfirmed")
def pause_unconfirmed(timestamp: int) -> None:  # noqa: ARG001
    upkeep.pause_unconfirmed(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queue="care", queueing_lock="check-websites", lock="check-websites", priority=-10)
def check_websites(timestamp: int) -> None:  # noqa: ARG001
    """A few websites a minute, after everything else that waits."""
    websites.check_due(now=timezone.now())
