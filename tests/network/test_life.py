"""Every step of a meeting and of a registration is possible from some statuses only, and says so otherwise."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from arnsberg_hilfe.core.status import WrongStatusError
from network.models import Meeting, MeetingStatus, Registration, RegistrationStatus
from tests.factories import NOW, MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=80)
MEETING_STEPS = {
    "announce": (Meeting.announce, {"draft": "announced"}),
    "open": (Meeting.open_registration, {"draft": "open", "announced": "open", "closed": "open"}),
    "close": (Meeting.close_registration, {"open": "closed"}),
    "postpone": (Meeting.postpone, dict.fromkeys(["announced", "open", "closed"], "postponed")),
    "reschedule": (
        lambda meeting: meeting.reschedule(starts_at=LATER, ends_at=None, deadline=None),
        {"announced": "announced", "open": "open", "closed": "closed", "postponed": "open"},
    ),
    "cancel": (Meeting.cancel, dict.fromkeys(["draft", "announced", "open", "closed", "postponed"], "cancelled")),
    "hold": (Meeting.hold, dict.fromkeys(["announced", "open", "closed"], "held")),
    "draft_results": (Meeting.draft_results, {"held": "results_draft"}),
    "check_results": (Meeting.check_results, {"results_draft": "results_checked"}),
    "publish_results": (Meeting.publish_results, {"results_checked": "results_published"}),
    "follow_up": (Meeting.follow_up, {"results_published": "followed_up"}),
    "archive": (Meeting.archive, dict.fromkeys(["held", "followed_up", "cancelled"], "archived")),
}
REGISTRATION_STEPS = {
    "confirm": (lambda one: one.confirm(now=NOW), {"unconfirmed": "confirmed", "waiting": "waiting"}),
    "move_up": (lambda one: one.move_up(until=LATER), {"waiting": "offered"}),
    "accept": (lambda one: one.accept(now=NOW), {"offered": "confirmed"}),
    "cancel": (
        lambda one: one.cancel(now=NOW),
        dict.fromkeys(["unconfirmed", "confirmed", "waiting", "offered"], "cancelled"),
    ),
    "lapse": (lambda one: one.lapse(now=NOW), {"offered": "lapsed"}),
    "attend": (
        Registration.attend,
        {status: "attended" for status in RegistrationStatus.values if status != "attended"},
    ),
    "take_back_arrival": (Registration.take_back_arrival, {"attended": "confirmed"}),
    "miss": (Registration.miss, dict.fromkeys(["unconfirmed", "confirmed", "offered"], "absent")),
}


def cases(steps, statuses):
    return [
        pytest.param(step, status, targets.get(status), id=f"{name}-{status}")
        for name, (step, targets) in steps.items()
        for status in statuses
    ]


@pytest.mark.parametrize(("step", "status", "target"), cases(MEETING_STEPS, MeetingStatus.values))
def test_a_meeting_takes_a_step_only_from_the_right_status(step, status, target):
    meeting = MeetingFactory(status=status)
    if target:
        step(meeting)
    else:
        with pytest.raises(WrongStatusError):
            step(meeting)

    assert Meeting.objects.get().status == meeting.status == (target or status)


@pytest.mark.parametrize(("step", "status", "target"), cases(REGISTRATION_STEPS, RegistrationStatus.values))
def test_a_registration_takes_a_step_only_from_the_right_status(step, status, target):
    registration = RegistrationFactory(status=status, waiting_since=NOW)
    if target:
        step(registration)
    else:
        with pytest.raises(WrongStatusError):
            step(registration)

    assert Registration.objects.get().status == registration.status == (target or status)


@pytest.mark.parametrize("status", [status for status in RegistrationStatus.values if status != "attended"])
def test_an_arrival_taken_back_leaves_everything_as_it_was(status):
    registration = RegistrationFactory(status=status, waiting_since=NOW, held_until=NOW)
    registration.attend()

    registration.take_back_arrival()

    before = Registration.objects.get()
    assert (before.status, before.status_before, before.held_until) == (status, "", NOW)


@pytest.mark.parametrize("step", [Meeting.announce, Meeting.open_registration])
def test_a_meeting_without_a_day_stays_a_draft(step):
    meeting = MeetingFactory(draft=True, starts_at=None, ends_at=None, deadline=None)

    with pytest.raises(ValidationError, match="Tag und Uhrzeit"):
        step(meeting)


def test_registration_does_not_open_before_the_number_of_places_is_known():
    meeting = MeetingFactory(draft=True, places=None)

    with pytest.raises(ValidationError, match="Plätze"):
        meeting.open_registration()


def test_a_new_day_raises_the_number_of_the_calendar_entry():
    meeting = MeetingFactory()
    meeting.reschedule(starts_at=LATER, ends_at=None, deadline=None)
    meeting.cancel()

    assert meeting.sequence == 2
    assert Meeting.objects.get().starts_at == LATER


def test_registration_ends_at_the_deadline():
    meeting = MeetingFactory(deadline=NOW)

    assert meeting.takes_registrations(NOW - timedelta(seconds=1))
    assert not meeting.takes_registrations(NOW)


@pytest.mark.parametrize(
    ("status", "listed"),
    [
        ("draft", False),
        ("announced", True),
        ("open", True),
        ("closed", True),
        ("postponed", True),
        ("cancelled", False),
    ],
)
def test_what_people_can_still_go_to_is_upcoming(status, listed):
    MeetingFactory(status=status)

    assert Meeting.objects.upcoming(NOW).exists() is listed


def test_a_meeting_that_nobody_marked_as_held_is_past_all_the_same():
    meeting = MeetingFactory(over=True, status="closed")

    assert list(Meeting.objects.past(NOW)) == [meeting]
    assert not Meeting.objects.upcoming(NOW).exists()
    assert list(Meeting.objects.due_to_be_held(NOW)) == [meeting]
