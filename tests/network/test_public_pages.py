"""What visitors see of meetings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from network.models import AgendaItem, Meeting, MeetingStatus
from tests.factories import MeetingFactory, ThemeTableFactory

pytestmark = pytest.mark.django_db


def soon(**fields):
    begin = timezone.now().replace(microsecond=0) + timedelta(days=20)
    return MeetingFactory(starts_at=begin, ends_at=begin + timedelta(hours=3), deadline=None, **fields)


def statements(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_draft_is_nobodys_business(client):
    meeting = soon(draft=True)

    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert client.get(reverse("network:calendar_entry", args=[meeting.slug])).status_code == 404
    assert meeting.title not in client.get("/treffen/").content.decode()


@pytest.mark.parametrize("status", MeetingStatus.public())
def test_every_public_meeting_has_a_page_in_three_languages(client, status):
    meeting = soon(status=status)

    for prefix in ("", "/uk", "/en"):
        assert meeting.title in client.get(f"{prefix}/treffen/{meeting.slug}/").content.decode()


def test_the_page_says_what_where_and_when(client):
    meeting = soon(directions="Bus C1 bis Markt", accessibility="Rampe am Nebeneingang", summary="Wir planen.")
    AgendaItem.objects.create(meeting=meeting, at="15:45", title="Begrüßung")
    ThemeTableFactory(meeting=meeting, number=1, question="Was fehlt?", moderator="Jugendamt")

    page = client.get(meeting.get_absolute_url()).content.decode()

    for words in ("Bus C1", "Rampe", "Wir planen.", "15:45", "Begrüßung", "Was fehlt?", "Jugendamt", "Beispielhalle"):
        assert words in page


@pytest.mark.parametrize(
    ("taken", "words"), [(0, "noch Plätze"), (90, "wenige Plätze"), (95, "wenige Plätze"), (100, "Warteliste")]
)
def test_free_places_are_told_in_words(client, taken, words):
    meeting = soon()
    Meeting.objects.update(taken=taken)

    assert words in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("status", ["announced", "closed", "postponed", "cancelled", "held"])
def test_nobody_is_asked_to_register_where_nobody_can(client, status):
    meeting = soon(status=status)

    assert (
        reverse("network:register", args=[meeting.slug]) not in client.get(meeting.get_absolute_url()).content.decode()
    )


def test_pages_take_the_same_statements_for_1_and_for_30_meetings(client):
    meeting = soon()
    before = {url: statements(client, url) for url in ("/", "/treffen/", meeting.get_absolute_url())}
    for _number in range(29):
        ThemeTableFactory(meeting=soon(), number=1)

    assert {url: statements(client, url) for url in before} == before
    assert before["/treffen/"] <= 3
    assert before["/"] <= 5


def test_the_calendar_holds_every_public_meeting_with_a_day(client):
    meeting, _draft = soon(), soon(draft=True)
    soon(status="cancelled")

    events = Calendar.from_ical(client.get("/treffen/kalender.ics").content).walk("VEVENT")

    assert len(events) == 2
    assert str(events[0]["UID"]).startswith(str(meeting.uid))
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED", "CANCELLED"}


def test_a_meeting_can_be_put_into_a_calendar(client):
    meeting = soon(title="Treffen\r\nATTENDEE:mailto:x@example.org")
    answer = client.get(reverse("network:calendar_entry", args=[meeting.slug]))
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["DTSTART"].dt == meeting.starts_at
    assert "ATTENDEE" not in event


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "x" * 300])
def test_an_unknown_meeting_is_not_found(client, slug):
    assert client.get(f"/treffen/{slug}/").status_code == 404
