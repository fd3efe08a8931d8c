"""Dates of which only the year or the month is known, as people write them in lists."""

import re
from calendar import monthrange
from datetime import date

PATTERN = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?")
GERMAN_PATTERN = re.compile(r"((?P<day>\d{1,2})\.)?((?P<month>\d{1,2})\.)(?P<year>\d{4})")


def earliest(text: str) -> date:
    """The first day that «2022», «2022-03», «2022-03-17» or «17.03.2022» can mean; ValueError for anything else."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def latest(text: str) -> date:
    """The last day the text can mean; ValueError where it means none."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, date(year, month, 1).month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = PATTERN.fullmatch(text) or GERMAN_PATTERN.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    return year or 0, month, day
