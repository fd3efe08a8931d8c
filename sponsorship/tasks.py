"""Jobs of the Patenprojekt."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from sponsorship.workflow import rounds, upkeep  # noqa: F401 - some bring a job of their own

logger = logging.getLogger(__name__)


@app.periodic(cron="15 3 * * *")
@app.task(queue="care", queueing_lock="erase-due-sponsorship")
def erase_due(timestamp: int) -> None:  # noqa: ARG001
    """What is due is erased each night; the log keeps the counts."""
    logger.info("erased: %s", upkeep.erase_due(now=timezone.now()))
