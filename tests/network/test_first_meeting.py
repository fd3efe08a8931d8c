"""The first Netzwerktreffen replayed: 118 people for 100 places, six tables, an evening in the theatre.

Every number is worked out by hand and stands in the test; nothing here computes what it checks.
"""

from datetime import UTC, datetime, timedelta

import pytest

from network.models import Arrival, Meeting, Placement, Registration
from network.presenting import door as shown
from network.workflow import door, places, registering
from tests.factories import MeetingFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db

OPENED = datetime(2022, 3, 7, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2022, 3, 16, 17, 0, tzinfo=UTC)
BEGIN = datetime(2022, 3, 17, 14, 30, tzinfo=UTC)  # 15:30 in Arnsberg
SIZES = [1] * 40 + [2] * 18 + [3] * 8 + [6] * 3  # 40 + 36 + 24 + 18 = 118 people in 69 groups, the large ones last
SEATS = 20


@pytest.fixture
def mira():
    return UserFactory(initials="MM")


def register(meeting, number, size):
    email = f"gruppe{number}@example.org"
    registration = Registration(meeting=meeting, name=f"Gruppe {number:02}", email=email, companions=[""] * (size - 1))
    return registering.register(registration, key=f"form-{number}", now=OPENED + timedelta(minutes=number))


def group(meeting, number):
    return meeting.registrations.get(name=f"Gruppe {number:02}")


def people(meeting, *statuses):
    return meeting.registrations.filter(status__in=statuses).people()


def stand(meeting):
    """Taken, free, waiting; what the database counts and what the registrations add up to are the same."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.taken == meeting.registrations.seated().people()
    return meeting.taken, meeting.free, people(meeting, "waiting")


def evening(meeting):
    """Here, expected, free, not come."""
    counts = shown.counts(Meeting.objects.get(pk=meeting.pk))
    assert counts.here == Arrival.objects.at(meeting).count()
    return counts.here, counts.expected, counts.free, people(meeting, "absent")


def tables(meeting):
    return [(table.here, table.placed) for table in shown.counts(meeting).tables]


def seat_at_tables(meeting):
    """In order of registration, each group whole at the first table that has room: what an usher would do."""
    room = dict.fromkeys(meeting.tables.all(), SEATS)
    for registration in meeting.registrations.coming():
        table = next(table for table, seats in room.items() if seats >= registration.people)
        room[table] -= registration.people
        Placement.objects.create(registration=registration, round=1, table=table)


def come(meeting, mira, number, *positions, at=BEGIN):
    registration = group(meeting, number)
    door.let_in(meeting, registration.pk, positions or range(registration.people), by=mira, now=at)


def walk_in(meeting, mira, number, companions=0):
    registration = Registration(meeting=meeting, name=f"Spontan {number}", companions=[""] * companions)
    return door.walk_in(registration, key=f"spontan-{number}", by=mira, now=BEGIN + timedelta(minutes=20))


def people_register(meeting):
    # 1 · Registration: 40 single people, 18 couples and 8 groups of three make exactly 100; 3 groups of six wait
    held = [register(meeting, number, size) for number, size in enumerate(SIZES, 1)]
    assert held == [True] * 66 + [False] * 3
    assert stand(meeting) == (100, 0, 18)

    # 2 · Everybody confirms, except two single people and a couple; 96 places are certain and 4 still held
    for registration in meeting.registrations.all():
        if registration.name not in {"Gruppe 01", "Gruppe 02", "Gruppe 41"}:
            registering.confirm(registration, now=OPENED + timedelta(hours=3))
    assert (people(meeting, "confirmed"), people(meeting, "unconfirmed")) == (96, 4)
    assert stand(meeting) == (100, 0, 18)

    # 3 · After 48 hours the silent ones are gone: 4 places, too few for a group of six, so nobody moves up
    assert places.release_overdue(now=OPENED + timedelta(hours=50)) == 3
    assert stand(meeting) == (96, 4, 18)


def places_change_hands(meeting, mira):
    # 4 · A group of three cancels: 7 places, the first group of six moves up and takes them
    registering.cancel(group(meeting, 59), now=OPENED + timedelta(days=3))
    assert stand(meeting) == (99, 1, 12)
    assert people(meeting, "offered") == 6
    places.answer_offer(group(meeting, 67), comes=True, now=OPENED + timedelta(days=3, hours=5))
    assert (people(meeting, "confirmed"), people(meeting, "offered")) == (99, 0)

    # 5 · Three couples cancel: 7 places; the second group of six moves up and does not answer, the third follows
    for number in (42, 43, 44):
        registering.cancel(group(meeting, number), now=OPENED + timedelta(days=4))
    assert stand(meeting) == (99, 1, 6)
    assert places.release_overdue(now=OPENED + timedelta(days=6)) == 1
    assert [group(meeting, number).status for number in (68, 69)] == ["lapsed", "offered"]
    assert stand(meeting) == (99, 1, 0)

    # 6 · The third group comes with two people fewer; somebody who phones gets one of the places that are free now
    places.answer_offer(group(meeting, 69), comes=True, now=OPENED + timedelta(days=7))
    smaller = group(meeting, 69)
    smaller.companions = ["", "", ""]
    registering.change(smaller, now=OPENED + timedelta(days=7))
    assert stand(meeting) == (97, 3, 0)
    registering.record(
        Registration(meeting=meeting, name="Gruppe 70", phone="02932 1234"), by=mira, now=DEADLINE - timedelta(hours=1)
    )
    assert stand(meeting) == (98, 2, 0)

    # 7 · A table for everybody: 38 + 1 single people, 14 couples, 7 threes, a six and a four are 98 at six tables
    seat_at_tables(meeting)
    assert tables(meeting) == [(0, 20), (0, 20), (0, 20), (0, 19), (0, 19), (0, 0)]


def people_come(meeting, mira):
    # 8 · The doors open: the single people come but for eight (30), ten couples (20), of three couples one each (3)
    for number in range(3, 33):
        come(meeting, mira, number, at=BEGIN - timedelta(minutes=20))
    for number in range(45, 55):
        come(meeting, mira, number, at=BEGIN - timedelta(minutes=10))
    for number in (55, 56, 57):
        come(meeting, mira, number, 0, at=BEGIN - timedelta(minutes=5))
    assert evening(meeting) == (53, 45, 2, 0)

    # 9 · Six groups of three, one of them sent twice by a bad network; a seventh is a mistake and taken back
    for number in (60, 61, 62, 63, 64, 65, 65, 66):
        come(meeting, mira, number)
    assert evening(meeting) == (74, 24, 2, 0)
    wrong = group(meeting, 66)
    door.take_back(meeting, wrong.pk, dict(wrong.arrivals.values_list("position", "pk")), now=BEGIN)
    assert evening(meeting) == (71, 27, 2, 0)
    assert tables(meeting) == [(20, 20), (12, 20), (19, 20), (14, 19), (6, 19), (0, 0)]


def the_door_gives_out_what_is_free(meeting, mira):
    # 10 · Two walk-ins take the last two places; the couple behind them is told that it is full
    walk_in(meeting, mira, 1)
    walk_in(meeting, mira, 2)
    with pytest.raises(door.FullError):
        walk_in(meeting, mira, 3, companions=1)
    assert evening(meeting) == (73, 27, 0, 0)

    # 11 · Given free: 8 + 1 single people, a couple, a three, the six, the four; 3 late halves stay expected
    assert door.release_absent(meeting, now=BEGIN + timedelta(minutes=25)) == 24
    assert evening(meeting) == (73, 3, 24, 24)

    # 12 · The couple comes in; so do late-comers (the three), somebody whose place had lapsed (the six), a late half
    walk_in(meeting, mira, 3, companions=1)
    come(meeting, mira, 66, at=BEGIN + timedelta(minutes=40))
    come(meeting, mira, 68, at=BEGIN + timedelta(minutes=41))
    come(meeting, mira, 55, 1, at=BEGIN + timedelta(minutes=42))
    assert evening(meeting) == (85, 2, 13, 21)
    assert tables(meeting) == [(20, 20), (12, 12), (20, 20), (14, 16), (9, 9), (0, 0)]

    # 13 · At the end: 85 were there, 2 companions and 21 others were not, 4 of them came without a registration
    meeting.refresh_from_db()
    meeting.hold()
    assert meeting.registrations.filter(source="door").people() == 4
    assert people(meeting, "attended") == 87
    assert people(meeting, "cancelled") == 9
    assert stand(meeting) == (87, 13, 0)


def test_the_first_meeting_from_the_first_registration_to_the_last_walk_in(mira):
    meeting = MeetingFactory(
        slug="erstes-netzwerktreffen", starts_at=BEGIN, ends_at=BEGIN + timedelta(hours=3), deadline=DEADLINE
    )
    for number in range(1, 7):
        ThemeTableFactory(meeting=meeting, number=number, seats=SEATS)
    people_register(meeting)
    places_change_hands(meeting, mira)
    people_come(meeting, mira)
    the_door_gives_out_what_is_free(meeting, mira)
