"""What meetings put on the Arbeitsliste."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from arnsberg_hilfe.core.roles import Role
from arnsberg_hilfe.portal import worklist
from network.models import Placement
from tests.factories import TODAY, MeasureFactory, MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db


def kinds():
    return [(task.kind, task.url) for task in worklist.tasks(TODAY, UserFactory())]


def test_who_moved_up_and_has_no_address_is_to_be_called_while_the_meeting_is_on():
    registration = RegistrationFactory(offered=True, email="")
    RegistrationFactory(offered=True)
    RegistrationFactory(offered=True, email="", meeting=MeetingFactory(status="cancelled"))

    slug = registration.meeting.slug
    assert kinds() == [("Nachrücken: anrufen", f"/team/treffen/{slug}/anmeldungen/{registration.pk}/")]
    assert worklist.tasks(TODAY, UserFactory())[0].due == timezone.localdate(registration.held_until)


def test_a_closed_meeting_without_table_places_is_to_be_seated():
    meeting = MeetingFactory(status="closed")
    registration = RegistrationFactory(meeting=meeting)
    assert kinds() == []  # no tables, nothing to allocate

    table = ThemeTableFactory(meeting=meeting, number=1)
    assert kinds() == [("Tische verteilen", f"/team/treffen/{meeting.slug}/tische/")]

    Placement.objects.create(registration=registration, round=1, table=table)
    assert kinds() == []


@pytest.mark.parametrize("email", ["", "rita@example.org"])
@pytest.mark.parametrize(
    ("days", "with_address", "without"),
    [
        (4, [], []),
        (3, [], ["Maßnahme: nachfragen"]),
        (0, [], ["Maßnahme: nachfragen"]),
        (-1, ["Maßnahme überfällig"], ["Maßnahme überfällig"]),
    ],
)
def test_a_measure_is_to_be_asked_about_when_no_mail_does_and_once_it_is_overdue(email, days, with_address, without):
    measure = MeasureFactory(due=TODAY + timedelta(days=days), email=email)

    expected = with_address if email else without
    assert kinds() == [(kind, f"/team/massnahmen/{measure.pk}/") for kind in expected]


@pytest.mark.parametrize("traits", [{"done": True}, {"dropped": True}, {"due": None}])
def test_what_is_finished_or_has_no_day_is_not_asked_about(traits):
    MeasureFactory(**{"due": TODAY - timedelta(days=9)} | traits)

    assert kinds() == []


@pytest.mark.parametrize(("days", "is_listed"), [(0, False), (6, False), (7, True)])
def test_a_measure_leaves_the_list_for_a_week_when_somebody_has_said_how_it_stands(days, is_listed):
    measure = MeasureFactory(due=TODAY - timedelta(days=9))
    measure.progress.create(
        status="running", at=timezone.make_aware(datetime.combine(TODAY, time(12))) - timedelta(days)
    )

    assert bool(kinds()) == is_listed


def test_measures_take_two_statements_and_at_most_fifty_lines_a_kind(django_assert_num_queries):
    for _number in range(51):
        MeasureFactory(due=TODAY - timedelta(days=1))

    reader = UserFactory(roles=[Role.COORDINATION])
    sources = [source for area, found in worklist.SOURCES.items() if reader.may(area) for source in found]
    with django_assert_num_queries(len([*sources, "mails"])):
        assert len(worklist.tasks(TODAY, reader)) == worklist.MOST_OF_A_KIND
