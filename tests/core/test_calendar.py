from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import Message
from io import StringIO

import pytest
import vobject
from dateutil.tz import tzical
from icalendar import Calendar

from arnsberg_hilfe.core.calendar import ZONE, Method, Occasion, calendar_file

MEETING = Occasion(
    uid="treffen-1@example.org",
    sequence=0,
    title="Netzwerktreffen Ukrainehilfe",
    description="Sechs Thementische.\nAnmeldung bis 10. März.",
    place="Sauerlandtheater, Feauxweg 9, 59821 Arnsberg",
    begin=datetime(2022, 3, 17, 15, 30, tzinfo=ZONE),
    end=datetime(2022, 3, 17, 18, 0, tzinfo=ZONE),
    url="https://example.org/treffen/eins/",
    cancelled=False,
    organiser_email="buero@example.org",
    changed_at=datetime(2022, 3, 1, 8, 0, tzinfo=UTC),
)
BEFORE_ON_AND_AFTER = [
    *(datetime(2026, 3, 28 + day, 15, 30, tzinfo=ZONE) for day in range(3)),
    *(datetime(2026, 10, 24 + day, 15, 30, tzinfo=ZONE) for day in range(3)),
]
AROUND_THE_CHANGE = [
    *(datetime(2026, 3, 29, tzinfo=UTC) + timedelta(minutes=15 * quarter) for quarter in range(12)),
    *(datetime(2026, 10, 25, tzinfo=UTC) + timedelta(minutes=15 * quarter) for quarter in range(12)),
]
HOSTILE = [
    "Treffen\r\nATTENDEE:mailto:alle@example.org",
    "Treffen\nEND:VEVENT",
    "Treffen\rX:1\x0bY:2\x85Z:3\u2028W:4",
    r"a,b;c:d\n\;\\",
    "mit \x00 und \x07",
    "Ü" * 200,
    "Зустріч " * 30,
]


def written(*occasions, method=Method.PUBLISH):
    return calendar_file(occasions, method, "Netzwerktreffen")


def event_of(**changes):
    return Calendar.from_ical(written(replace(MEETING, **changes))).events[0]


def by_icalendar(file):
    event = Calendar.from_ical(file).events[0]
    return event.start.astimezone(UTC), event.end.astimezone(UTC)


def by_vobject(file):
    event = vobject.readOne(file.decode()).vevent
    return event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)


def by_the_rules_in_the_file(file):
    """A reader that has never heard of Europe/Berlin and knows only what the file says about it."""
    zone = tzical(StringIO(file.decode())).get()
    begin, end = (Calendar.from_ical(file).events[0][name].dt for name in ("dtstart", "dtend"))
    return tuple(at if at.tzname() == "UTC" else at.replace(tzinfo=zone).astimezone(UTC) for at in (begin, end))


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_the_rules_in_the_file])
@pytest.mark.parametrize("begin", BEFORE_ON_AND_AFTER + AROUND_THE_CHANGE, ids=str)
def test_every_reader_finds_the_same_instants_around_a_clock_change(read, begin):
    end = begin.astimezone(UTC) + timedelta(hours=2)
    assert read(written(replace(MEETING, begin=begin, end=end))) == (begin.astimezone(UTC), end)


@pytest.mark.parametrize("begin", BEFORE_ON_AND_AFTER, ids=str)
def test_a_meeting_stays_at_the_same_time_of_day(begin):
    line = f"DTSTART;TZID=Europe/Berlin:{begin:%Y%m%d}T153000"
    assert line in written(replace(MEETING, begin=begin.astimezone(UTC))).decode()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["uid", "title", "description", "place"])
def test_no_text_becomes_a_line_of_its_own(field, text):
    file = written(replace(MEETING, **{field: text}))
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    usual = written(MEETING).decode().replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0] for line in lines] == [line.partition(":")[0] for line in usual]
    assert len("".join(lines).splitlines()) == 1
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


@pytest.mark.parametrize("text", [r"a,b;c:d\n\;\\", "Зустріч «Їжа» " * 9 + "Ende", "»Straße« 100 %"])
def test_both_readers_read_a_title_as_it_was_written(text):
    file = written(replace(MEETING, title=text))
    assert str(Calendar.from_ical(file).events[0]["summary"]) == text
    assert vobject.readOne(file.decode()).vevent.summary.value == text


def test_a_description_keeps_its_paragraphs():
    assert str(event_of()["description"]) == MEETING.description


def test_a_postponed_meeting_replaces_its_entry():
    event = event_of(sequence=2, changed_at=MEETING.changed_at + timedelta(days=1))
    assert (str(event["uid"]), event["sequence"], event["status"]) == (MEETING.uid, 2, "CONFIRMED")
    assert event["last-modified"].dt == event["dtstamp"].dt == datetime(2022, 3, 2, 8, tzinfo=UTC)


def test_a_cancelled_meeting_is_struck_out():
    calendar = Calendar.from_ical(written(replace(MEETING, cancelled=True, sequence=3), method=Method.CANCEL))
    assert (calendar["method"], calendar.events[0]["status"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize("method", Method)
def test_a_file_and_its_type_name_the_same_method(method):
    message = Message()
    message["Content-Type"] = method.content_type
    assert (message.get_content_type(), message.get_content_charset()) == ("text/calendar", "utf-8")
    assert message.get_param("method") == Calendar.from_ical(written(MEETING, method=method))["method"]


def test_an_unknown_end_and_place_are_left_out():
    event = event_of(end=None, place="")
    assert {"DTEND", "DURATION", "LOCATION"} & set(event) == set()


def test_a_feed_may_be_empty_and_the_same_twice():
    assert Calendar.from_ical(written()).events == []
    assert written(MEETING, replace(MEETING, uid="b")) == written(MEETING, replace(MEETING, uid="b"))
