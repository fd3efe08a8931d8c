"""Jobs of the catalogue."""

from procrastinate.contrib.django import app

from offers.search import refresh_words


@app.periodic(cron="41 2 * * *")
@app.task(queue="care", queueing_lock="refresh-search-words")
def refresh_search_words(timestamp: int) -> None:  # noqa: ARG001
    """Each night the words that «Meinten Sie» knows are counted anew: offers have ended, texts have changed."""
    refresh_words()
