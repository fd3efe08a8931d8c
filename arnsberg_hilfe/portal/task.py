"""A row of the Arbeitsliste."""

from dataclasses import dataclass
from datetime import date, datetime

MOST_OF_A_KIND = 50


@dataclass(frozen=True)
class Task:
    """One row: what it is about, since when somebody waits, until when, and the next action."""

    kind: str
    title: str
    since: datetime
    due: date
    action: str
    url: str
