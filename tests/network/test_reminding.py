"""Reminders come once, in their reader's language, on the right day of the hall's calendar."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from arnsberg_hilfe.core.models import OutgoingMail
from network.models import Notice, RegistrationStatus
from network.workflow import planning, reminding
from tests.factories import NOW, MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def meeting_at(text, **more):
    return MeetingFactory(starts_at=at(text), ends_at=None, deadline=None, **more)


def registered(meeting, **more):
    return RegistrationFactory(**{"meeting": meeting, "created_at": at("2026-01-05T12:00")} | more)


def mails_by_day(start, days):
    """Runs every twenty minutes as the worker does; the local days and purposes of what was sent."""
    sent, moment, seen = [], at(start), 0
    for _ in range(days * 72):
        reminding.send_due(now=moment)
        new = OutgoingMail.objects.order_by("pk")[seen:]
        for mail in new:
            sent.append((moment.astimezone(BERLIN).strftime("%m-%d %H:%M"), mail.purpose))
            seen += 1
        moment = (moment.astimezone(ZoneInfo("UTC")) + timedelta(minutes=20)).astimezone(BERLIN)
    return sent


@pytest.mark.parametrize(
    ("day", "start", "week", "before"),
    [
        pytest.param(
            "2026-03-29T15:30", "2026-03-21T00:00", "03-22", "03-28", id="on the day the clock springs forward"
        ),
        pytest.param(
            "2026-03-30T00:30", "2026-03-22T00:00", "03-23", "03-29", id="just after midnight, the night after"
        ),
        pytest.param("2026-04-02T09:00", "2026-03-25T00:00", "03-26", "04-01", id="across the change in spring"),
        pytest.param("2026-10-25T15:30", "2026-10-17T00:00", "10-18", "10-24", id="on the day the clock falls back"),
        pytest.param("2026-10-25T23:30", "2026-10-17T00:00", "10-18", "10-24", id="late on that day"),
        pytest.param("2026-10-26T08:00", "2026-10-18T00:00", "10-19", "10-25", id="the morning after"),
        pytest.param("2026-06-17T15:30", "2026-06-09T00:00", "06-10", "06-16", id="far from any change"),
    ],
)
def test_reminders_come_once_seven_days_and_one_day_before(day, start, week, before):
    registered(meeting_at(day))

    assert mails_by_day(start, 9) == [(f"{week} 09:00", "reminder-week"), (f"{before} 09:00", "reminder-day")]


def test_nobody_is_reminded_at_night():
    registered(meeting_at("2026-06-17T15:30"))

    assert reminding.send_due(now=at("2026-06-10T08:59")) == 0
    assert reminding.send_due(now=at("2026-06-10T20:00")) == 0
    assert reminding.send_due(now=at("2026-06-10T09:00")) == 1


def test_a_reminder_is_written_in_its_readers_language():
    registered(meeting_at("2026-06-17T15:30"), mail_language="uk")
    reminding.send_due(now=at("2026-06-10T12:00"))

    assert OutgoingMail.objects.get().language == "uk"


@pytest.mark.parametrize(
    ("created", "kinds"),
    [
        ("2026-06-08T23:59", ["week", "day"]),
        ("2026-06-09T00:00", ["day"]),
        ("2026-06-14T23:59", ["day"]),
        ("2026-06-15T00:00", []),
        ("2026-06-16T08:00", []),
    ],
)
def test_who_has_just_registered_is_not_reminded(created, kinds):
    registered(meeting_at("2026-06-17T15:30"), created_at=at(created))
    for day in ("2026-06-10T12:00", "2026-06-16T12:00"):
        if at(day) > at(created):
            reminding.send_due(now=at(day))

    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == kinds


@pytest.mark.parametrize("status", sorted(set(RegistrationStatus) - {RegistrationStatus.CONFIRMED}))
def test_only_who_has_a_certain_place_is_reminded(status):
    registered(meeting_at("2026-06-17T15:30"), status=status, waiting_since=NOW)

    assert reminding.send_due(now=at("2026-06-10T12:00")) == 0


@pytest.mark.parametrize("status", ["draft", "postponed", "cancelled", "held"])
def test_nobody_is_reminded_of_a_meeting_that_is_not_on(status):
    registered(meeting_at("2026-06-17T15:30", status=status))

    assert reminding.send_due(now=at("2026-06-10T12:00")) == 0


def test_a_reminder_that_was_missed_is_made_up_for():
    registered(meeting_at("2026-06-17T15:30"))

    assert reminding.send_due(now=at("2026-06-13T12:00")) == 1
    assert reminding.send_due(now=at("2026-06-17T15:00")) == 1
    assert reminding.send_due(now=at("2026-06-17T15:31")) == 0


def test_a_new_day_is_reminded_of_anew():
    meeting = meeting_at("2026-06-17T15:30")
    registered(meeting)
    reminding.send_due(now=at("2026-06-10T12:00"))
    dates = {"starts_at": at("2026-06-24T15:30"), "ends_at": None, "deadline": None}
    planning.take_step(meeting, "reschedule", dates, now=at("2026-06-11T12:00"))

    assert reminding.send_due(now=at("2026-06-17T12:00")) == 1


def test_who_was_there_is_thanked_the_day_after_once():
    meeting = meeting_at("2026-10-24T22:30", status="held")
    registered(meeting, status="attended", email="da@example.org")
    registered(meeting, status="confirmed", email="fort@example.org")

    assert mails_by_day("2026-10-24T21:00", 3) == [("10-25 09:00", "meeting-thanks")]
    assert OutgoingMail.objects.get().to == "da@example.org"


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_writes():
    registered(meeting_at("2026-06-17T15:30"))

    def run(_number):
        try:
            return reminding.send_due(now=at("2026-06-10T12:00"))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(run, range(6))) == 1
    assert OutgoingMail.objects.count() == 1
