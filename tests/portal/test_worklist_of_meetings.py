"""What meetings put on the Arbeitsliste."""

import pytest
from django.utils import timezone

from arnsberg_hilfe.portal import worklist
from network.models import Placement
from tests.factories import TODAY, MeetingFactory, RegistrationFactory, ThemeTableFactory

pytestmark = pytest.mark.django_db


def kinds():
    return [(task.kind, task.url) for task in worklist.tasks(TODAY)]


def test_who_moved_up_and_has_no_address_is_to_be_called_while_the_meeting_is_on():
    registration = RegistrationFactory(offered=True, email="")
    RegistrationFactory(offered=True)
    RegistrationFactory(offered=True, email="", meeting=MeetingFactory(status="cancelled"))

    slug = registration.meeting.slug
    assert kinds() == [("Nachrücken: anrufen", f"/team/treffen/{slug}/anmeldungen/{registration.pk}/")]
    assert worklist.tasks(TODAY)[0].due == timezone.localdate(registration.held_until)


def test_a_closed_meeting_without_table_places_is_to_be_seated():
    meeting = MeetingFactory(status="closed")
    registration = RegistrationFactory(meeting=meeting)
    assert kinds() == []  # no tables, nothing to allocate

    table = ThemeTableFactory(meeting=meeting, number=1)
    assert kinds() == [("Tische verteilen", f"/team/treffen/{meeting.slug}/tische/")]

    Placement.objects.create(registration=registration, round=1, table=table)
    assert kinds() == []
