"""Never one place too many, never a gap in the waiting list, whatever happens at the same time."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from arnsberg_hilfe.core.models import OutgoingMail
from network.models import Meeting, Registration, RegistrationStatus
from network.workflow import places, registering
from tests.factories import NOW, MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
PARALLEL = 16


def unsaved(meeting, number=0, companions=0):
    email = f"tara.test{number}@example.org"
    return Registration(meeting=meeting, name="Tara Test", email=email, companions=[""] * companions)


def register(meeting, number=0, companions=0, now=NOW):
    return registering.register(unsaved(meeting, number, companions), key=f"form-{number}", now=now)


def people(meeting, *statuses):
    return meeting.registrations.filter(status__in=statuses).people()


def is_consistent(meeting):
    meeting.refresh_from_db()
    assert meeting.taken == people(meeting, *RegistrationStatus.seated())
    assert meeting.taken <= meeting.places
    waiting = list(meeting.registrations.with_position())
    assert [one.position for one in waiting] == list(range(1, len(waiting) + 1))
    assert all(one.people > meeting.free for one in waiting), "somebody waits although there is room"


def at_once(steps):
    """Take all steps in parallel, each on a connection of its own; what each returned or raised."""

    def alone(step):
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - the caller looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(alone, steps))


def test_a_place_is_held_for_48_hours_until_the_address_is_confirmed():
    meeting = MeetingFactory(places=1)

    assert register(meeting) is True

    registration = Registration.objects.get()
    assert (registration.status, registration.held_until) == ("unconfirmed", NOW + timedelta(hours=48))
    assert OutgoingMail.objects.get().purpose == "registration-confirm"


def test_who_finds_no_place_waits():
    meeting = MeetingFactory(places=1)
    register(meeting, 1)

    assert register(meeting, 2) is False

    assert people(meeting, "waiting") == 1
    is_consistent(meeting)


def test_a_group_comes_in_whole_or_waits_whole():
    meeting = MeetingFactory(places=3)
    register(meeting, 1)

    register(meeting, 2, companions=2)

    assert people(meeting, "unconfirmed") == 1
    assert people(meeting, "waiting") == 3


def test_a_free_place_is_offered_to_the_first_confirmed_group_that_fits():
    meeting = MeetingFactory(places=2)
    gone = RegistrationFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting, waiting=True, companions=["", ""], waiting_since=NOW)
    RegistrationFactory(meeting=meeting, waiting=True, confirmed_at=None, waiting_since=NOW + timedelta(minutes=1))
    first = RegistrationFactory(meeting=meeting, waiting=True, waiting_since=NOW + timedelta(minutes=2))

    registering.cancel(gone, now=NOW)

    first.refresh_from_db()
    assert (first.status, first.held_until) == ("offered", NOW + timedelta(hours=48))
    assert OutgoingMail.objects.get().to == first.email
    is_consistent(meeting)


def test_an_offered_place_is_held_at_most_until_the_meeting_begins():
    meeting = MeetingFactory(starts_at=NOW + timedelta(hours=3), ends_at=None, deadline=None, places=1)
    waiting = RegistrationFactory(meeting=meeting, waiting=True)

    places.move_up(places.locked(meeting.pk), now=NOW)

    waiting.refresh_from_db()
    assert waiting.held_until == meeting.starts_at


def test_a_place_held_in_vain_passes_on():
    meeting = MeetingFactory(places=1)
    silent = RegistrationFactory(meeting=meeting, offered=True)
    patient = RegistrationFactory(meeting=meeting, waiting=True)

    places.release_overdue(now=NOW + timedelta(hours=49))

    silent.refresh_from_db()
    patient.refresh_from_db()
    assert (silent.status, patient.status) == ("lapsed", "offered")
    is_consistent(meeting)


def test_an_unconfirmed_registration_is_deleted_after_48_hours():
    meeting = MeetingFactory(places=1)
    register(meeting)

    assert places.release_overdue(now=NOW + timedelta(hours=47)) == 0
    assert places.release_overdue(now=NOW + timedelta(hours=48)) == 1

    assert not Registration.objects.exists()
    is_consistent(meeting)


def test_taking_an_offered_place_makes_it_certain():
    registration = RegistrationFactory(offered=True)

    places.answer_offer(registration, comes=True, now=NOW)

    assert registration.status == "confirmed"


def test_confirming_on_the_waiting_list_while_a_place_is_free_takes_it():
    meeting = MeetingFactory(places=1)
    registration = RegistrationFactory(meeting=meeting, waiting=True, confirmed_at=None)

    registering.confirm(registration, now=NOW)

    assert registration.status == "confirmed"
    assert OutgoingMail.objects.get().purpose == "registration-certain"


def test_a_second_confirmation_changes_nothing():
    registration = RegistrationFactory(unconfirmed=True)
    registering.confirm(registration, now=NOW)

    registering.confirm(registration, now=NOW + timedelta(hours=1))

    registration.refresh_from_db()
    assert registration.confirmed_at == NOW
    assert OutgoingMail.objects.count() == 1


def test_more_places_let_people_move_up():
    meeting = MeetingFactory(places=1)
    RegistrationFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting, waiting=True)

    places.change_places(meeting, 2, now=NOW)

    assert people(meeting, "offered") == 1


def test_places_that_are_taken_cannot_be_taken_away():
    meeting = MeetingFactory(places=2)
    RegistrationFactory(meeting=meeting, companions=[""])

    with pytest.raises(ValidationError, match="schon 2 Plätze"):
        places.change_places(meeting, 1, now=NOW)

    is_consistent(meeting)


def test_a_caller_is_not_registered_twice(django_user_model):
    known = RegistrationFactory(email="Tara@example.org")
    again = Registration(meeting=known.meeting, name="Tara Test", email="tara@example.org")

    with pytest.raises(ValidationError, match="schon eine Anmeldung"):
        registering.record(again, by=django_user_model.objects.create_user("mm@example.org"), now=NOW)


def test_a_known_address_gets_a_mail_and_no_second_registration():
    meeting = MeetingFactory()
    RegistrationFactory(meeting=meeting, email="TARA.test1@example.org")

    assert register(meeting, 1) is True

    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.get().purpose == "registration-already"


def test_a_larger_group_finds_only_free_places():
    meeting = MeetingFactory(places=2)
    registration = RegistrationFactory(meeting=meeting)
    registration.companions = ["", ""]

    with pytest.raises(ValidationError):
        registering.change(registration, now=NOW)

    is_consistent(meeting)


def test_a_smaller_group_gives_places_to_those_who_wait():
    meeting = MeetingFactory(places=2)
    registration = RegistrationFactory(meeting=meeting, companions=["Tom Test"])
    RegistrationFactory(meeting=meeting, waiting=True)
    registration.companions = []

    registering.change(registration, now=NOW)

    assert people(meeting, "offered") == 1
    is_consistent(meeting)


def test_a_caller_has_a_place_at_once(django_user_model):
    registration = Registration(meeting=MeetingFactory(), name="Tilda Test", phone="02932 1234")

    registering.record(registration, by=django_user_model.objects.create_user("mm@example.org"), now=NOW)

    assert registration.status == "confirmed"


@pytest.mark.parametrize("change", [{"status": "confirmed"}, {"companions": ["", ""]}])
def test_the_database_refuses_one_place_too_many_whatever_the_code_does(change):
    meeting = MeetingFactory(places=2)
    RegistrationFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting, waiting=True)

    with pytest.raises(IntegrityError, match="meeting_taken_within_places"), transaction.atomic():
        Registration.objects.update(**change)

    is_consistent(meeting)


@contextmanager
def shared_meeting(**fields):
    """A meeting that other connections see; everything is removed afterwards."""
    meeting = MeetingFactory(**fields)
    yield meeting
    Meeting.objects.all().delete()
    OutgoingMail.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_200_parallel_registrations_on_10_places_give_exactly_10_twenty_times():
    for _run in range(20):
        with shared_meeting(places=10) as meeting:
            answers = at_once([partial(register, meeting, number) for number in range(200)])

            assert sorted(answers, key=str) == [False] * 190 + [True] * 10
            assert people(meeting, "unconfirmed") == 10
            assert people(meeting, "waiting") == 190
            is_consistent(meeting)


def regroup(registration, companions):
    registration.companions = [""] * companions
    registering.change(registration, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_registering_cancelling_regrouping_and_new_capacity_at_once_stay_in_step():
    dice = random.Random(17)
    with shared_meeting(places=30) as meeting:
        present = [RegistrationFactory(meeting=meeting, companions=[""] * dice.randint(0, 2)) for _ in range(10)]
        steps = [partial(register, meeting, number, dice.randint(0, 5)) for number in range(60)]
        steps += [partial(registering.cancel, one, now=NOW) for one in present[:4]]
        steps += [partial(regroup, one, dice.randint(0, 5)) for one in present[4:]]
        steps += [partial(places.change_places, meeting, number, now=NOW) for number in (32, 36, 40)]
        dice.shuffle(steps)

        answers = at_once(steps)

        assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, ValidationError)] == []
        for registration in meeting.registrations.filter(status="waiting"):
            registering.confirm(registration, now=NOW)
        is_consistent(meeting)
