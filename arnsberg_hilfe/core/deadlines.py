from datetime import date, datetime, timedelta

from django.utils import timezone

ANSWER_WITHIN = 3  # working days


def answer_by(now: datetime) -> date:
    """The day by which the office promises an answer: three working days from now."""
    day, left = timezone.localdate(now), ANSWER_WITHIN
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5  # noqa: PLR2004 - Monday to Friday
    return day
