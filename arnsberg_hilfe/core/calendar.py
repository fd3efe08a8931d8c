"""Calendar files (RFC 5545): one occasion or many, as a file to download, a feed, or with a mail."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

PRODUCER = "-//Stadt Arnsberg//KsA Ukrainehilfe//DE"
ZONE = ZoneInfo("Europe/Berlin")
NOT_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Method(StrEnum):
    """What the reader's calendar shall do (RFC 5546): enter or change the occasions, or strike them out.

    REQUEST is not among them: it asks every guest to reply by mail, and ours reply on the portal.
    """

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"

    @property
    def content_type(self) -> str:
        """For an answer and an attachment; mail programs look for the method here."""
        return f"text/calendar; method={self}; charset=utf-8"


@dataclass(frozen=True)
class Occasion:
    """What is on, when and where. A calendar replaces an entry by one of the same `uid` with a higher `sequence`.

    An unknown `end` is left out: calendars then show a beginning, not a length that nobody promised.
    """

    uid: str
    sequence: int
    title: str
    description: str
    place: str
    begin: datetime
    end: datetime | None
    url: str
    cancelled: bool
    organiser_email: str
    changed_at: datetime


def calendar_file(occasions: Iterable[Occasion], method: Method, name: str) -> bytes:
    """The occasions as a file; the same occasions give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add_component(_zone())
    for occasion in occasions:
        calendar.add_component(_event(occasion))
    return calendar.to_ical()


def _event(occasion: Occasion) -> Event:
    event = Event()
    facts = {
        "uid": _line(occasion.uid),
        "sequence": occasion.sequence,
        "dtstamp": occasion.changed_at,
        "last-modified": occasion.changed_at,
        "dtstart": _local(occasion.begin),
        "dtend": _local(occasion.end) if occasion.end else None,
        "summary": _line(occasion.title),
        "description": _text(occasion.description),
        "location": _line(occasion.place),
        "url": occasion.url,
        "organizer": vCalAddress(f"mailto:{occasion.organiser_email}"),
        "status": "CANCELLED" if occasion.cancelled else "CONFIRMED",
    }
    for name, value in facts.items():
        if value not in {None, ""}:
            event.add(name, value)
    return event


def _local(moment: datetime) -> datetime:
    """By the clock in Arnsberg; within the hour that comes twice in October, the second one only UTC can name."""
    local = moment.astimezone(ZONE)
    return moment.astimezone(UTC) if local.fold else local


def _zone() -> Timezone:
    """The rules of the clock, for readers that do not know the name (directive 2000/84/EC).

    icalendar's own list of changes puts each spring's one hour late: an onset is told in the time before it.
    """
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add_component(_half_year(TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), (1, 2)))  # noqa: DTZ001
    zone.add_component(_half_year(TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), (2, 1)))  # noqa: DTZ001
    return zone


def _half_year(part: Any, name: str, onset: datetime, hours: tuple[int, int]) -> Any:
    """From the last Sunday of a month; `hours` ahead of UTC before and after."""
    part.add("tzname", name)
    part.add("dtstart", onset)
    part.add("rrule", {"freq": "yearly", "bymonth": onset.month, "byday": "-1SU"})
    part.add("tzoffsetfrom", timedelta(hours=hours[0]))
    part.add("tzoffsetto", timedelta(hours=hours[1]))
    return part


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Only the line break that the format can escape, and no other control character."""
    return NOT_TEXT.sub("", "\n".join(text.splitlines()))
