"""What time does to meetings and registrations."""

from datetime import timedelta

import pytest

from arnsberg_hilfe.core import erasing as core_erasing
from network.models import Arrival, Invitation, Meeting, Placement, Registration
from network.workflow import erasing, upkeep
from tests.factories import NOW, MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory
from tests.nights import night

pytestmark = pytest.mark.django_db
END = MeetingFactory.ends_at
PERSONAL = {
    "name": "Kanaria Muster",
    "email": "kanaria@example.org",
    "phone": "02932 99",
    "organisation": "Kanarienverein",
}
NEEDS = {"interpreting": True, "children": 2, "step_free": True, "needs_note": "Kanarienvogel"}


def test_registration_closes_at_the_deadline():
    meeting = MeetingFactory()

    assert upkeep.close_due(now=meeting.deadline - timedelta(seconds=1)) == 0
    assert upkeep.close_due(now=meeting.deadline) == 1
    assert Meeting.objects.get().status == "closed"


def test_a_meeting_without_a_deadline_closes_when_it_begins():
    meeting = MeetingFactory(deadline=None)

    assert upkeep.close_due(now=meeting.starts_at) == 1


def test_a_meeting_that_is_over_has_been_held():
    MeetingFactory(status="closed")

    assert upkeep.hold_due(now=END) == 0
    assert upkeep.hold_due(now=END + timedelta(minutes=1)) == 1
    assert Meeting.objects.get().status == "held"


@pytest.mark.parametrize("status", ["draft", "postponed", "cancelled"])
def test_what_did_not_take_place_is_not_held(status):
    MeetingFactory(status=status)

    assert upkeep.hold_due(now=END + timedelta(days=1)) == 0


def test_needs_are_erased_a_day_after_the_meeting():
    registration = RegistrationFactory(**NEEDS)
    night("network", END + timedelta(hours=23))
    registration.refresh_from_db()
    assert registration.children == 2

    assert night("network", END + timedelta(hours=25))["needs"] == 1

    registration.refresh_from_db()
    assert {name: getattr(registration, name) for name in NEEDS} == erasing.NEEDS
    assert registration.name


def test_names_go_90_days_after_the_meeting_and_counts_stay():
    table = ThemeTableFactory(number=1)
    meeting = table.meeting
    registration = RegistrationFactory(
        meeting=meeting, **PERSONAL, **NEEDS, companions=["Kanaria Zwei", ""], wish_1=table, recorded_by=UserFactory(),
        status="attended",
    )  # fmt: skip
    code = registration.code
    Placement.objects.create(registration=registration, round=1, table=table)
    Arrival.objects.create(registration=registration, position=0)
    Invitation.objects.create(meeting=meeting, email="kanaria@example.org")

    counts = [night("network", END + timedelta(days=days)) for days in (89, 91, 92)]
    assert [[each[kind] for kind in ("needs", "names", "invitations")] for each in counts] == [
        [1, 0, 0],
        [0, 1, 1],
        [0, 0, 0],
    ]

    row = str(Registration.objects.values().get())
    assert "anari" not in row
    assert code not in row
    registration.refresh_from_db()
    meeting.refresh_from_db()
    assert (registration.companions, registration.recorded_by, registration.key) == (["", ""], None, None)
    assert (registration.pillar, registration.size, registration.wish_1) == ("ehrenamt", 3, table)
    assert (meeting.taken, Placement.objects.count(), Arrival.objects.count()) == (3, 1, 1)


def test_hundreds_lose_their_names_in_one_run(monkeypatch):
    monkeypatch.setattr(core_erasing, "BATCH", 2)
    RegistrationFactory.create_batch(5, meeting=MeetingFactory(over=True))

    assert erasing.forget_names(NOW + timedelta(days=90)) == 5


def test_a_postponed_meeting_keeps_its_people():
    RegistrationFactory(meeting=MeetingFactory(status="postponed"))

    assert night("network", END + timedelta(days=365))["names"] == 0
