"""The door: check marks that mean the same however often they are sent, and never one place too many."""

import random
import re
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network import codes
from network.forms.door import Tick
from network.models import Arrival, Placement, Registration, RegistrationStatus
from network.presenting import door as shown
from network.workflow import door, places
from tests.factories import NOW, MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory
from tests.network.test_places import at_once, is_consistent, shared_meeting

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 6, 17, 13, 30, tzinfo=UTC)
FIRST, SECOND = timedelta(0), timedelta(minutes=1)


@pytest.fixture
def mira():
    return UserFactory(initials="MM")


@pytest.fixture
def tom():
    return UserFactory(initials="TT")


def tick(registration, *positions, by, at=BEGIN):
    return door.let_in(registration.meeting, registration.pk, positions or [0], by=by, now=at)


def untick(registration, *marks, at=BEGIN):
    seen = {mark.position: mark.pk for mark in marks}
    door.take_back(registration.meeting, registration.pk, seen, now=at)


def walk_in(meeting, by, companions=0, key="form", **fields):
    registration = Registration(meeting=meeting, name="Wanda Test", companions=[""] * companions, **fields)
    return door.walk_in(registration, key=key, by=by, now=BEGIN)


def numbers(meeting):
    meeting.refresh_from_db()
    counts = shown.counts(meeting)
    return counts.here, counts.expected, counts.free


def statuses(meeting):
    return dict(meeting.registrations.values_list("name", "status"))


# Check marks


def test_who_comes_is_ticked_with_time_and_initials(mira):
    registration = RegistrationFactory()

    (mark,) = tick(registration, by=mira)

    registration.refresh_from_db()
    assert registration.status == "attended"
    assert shown.since(mark) == "da seit 15:30 (MM)"


def test_a_tick_sent_twice_is_one_tick_and_the_first_stays(mira, tom):
    registration = RegistrationFactory()
    first = tick(registration, by=mira)

    assert tick(registration, by=tom, at=BEGIN + timedelta(minutes=4)) == first

    assert (Arrival.objects.get().by, Arrival.objects.get().at) == (mira, BEGIN)


def test_a_group_comes_in_bit_by_bit_and_keeps_its_places(mira):
    registration = RegistrationFactory(meeting__places=3, companions=["Tom Test", ""])

    tick(registration, 1, by=mira)
    assert numbers(registration.meeting) == (1, 2, 0)

    tick(registration, 0, 1, 2, by=mira)
    assert numbers(registration.meeting) == (3, 0, 0)


def test_somebody_who_left_the_group_cannot_be_ticked(mira):
    with pytest.raises(door.RefusedError, match="kleiner"):
        tick(RegistrationFactory(companions=[""]), 2, by=mira)


def test_a_registration_that_is_gone_is_refused_in_words(mira):
    with pytest.raises(door.RefusedError, match="nicht mehr"):
        door.let_in(MeetingFactory(), 1, [0], by=mira, now=BEGIN)


@pytest.mark.parametrize("status", ["waiting", "absent", "lapsed", "cancelled"])
def test_who_has_no_place_is_let_in_while_one_is_free_and_is_as_before_when_that_is_taken_back(status, mira):
    meeting = MeetingFactory(places=2)
    RegistrationFactory(meeting=meeting)
    registration = RegistrationFactory(meeting=meeting, status=status, waiting_since=NOW)

    marks = tick(registration, by=mira)
    assert numbers(meeting) == (1, 1, 0)

    untick(registration, *marks)
    registration.refresh_from_db()
    assert registration.status == status
    assert numbers(meeting) == (0, 1, 1)


@pytest.mark.parametrize("status", ["waiting", "absent", "lapsed", "cancelled"])
def test_a_group_is_told_how_many_places_are_free_when_they_do_not_do(status, mira):
    meeting = MeetingFactory(places=2)
    RegistrationFactory(meeting=meeting)
    group = RegistrationFactory(meeting=meeting, companions=[""], status=status, waiting_since=NOW)

    with pytest.raises(door.FullError, match="Gebraucht werden 2, frei sind 1"):
        tick(group, by=mira)

    assert numbers(meeting) == (0, 1, 1)


def test_who_has_registered_anew_is_ticked_on_the_new_registration(mira):
    meeting = MeetingFactory()
    old = RegistrationFactory(meeting=meeting, email="tara@example.org", status="cancelled")
    RegistrationFactory(meeting=meeting, email="TARA@example.org")

    with pytest.raises(door.RefusedError, match="noch einmal auf der Liste"):
        tick(old, by=mira)


def test_the_last_tick_taken_back_makes_the_group_expected_again(mira):
    registration = RegistrationFactory(companions=[""])
    first, second = tick(registration, 0, 1, by=mira)

    untick(registration, first)
    registration.refresh_from_db()
    assert registration.status == "attended"

    untick(registration, second)
    untick(registration, second)
    registration.refresh_from_db()
    assert registration.status == "confirmed"
    assert not Arrival.objects.exists()


def test_a_tick_set_anew_by_somebody_else_is_not_taken_back(mira, tom):
    registration = RegistrationFactory()
    marks = tick(registration, by=mira)
    untick(registration, *marks)
    tick(registration, by=tom)

    with pytest.raises(door.RefusedError, match="neu abgehakt"):
        untick(registration, *marks)

    assert Arrival.objects.get().by == tom


@pytest.mark.parametrize(
    ("distance", "is_open"),
    [(timedelta(hours=-25), False), (timedelta(hours=-23), True), (timedelta(hours=26), True), (timedelta(28), False)],
)
def test_the_door_is_open_from_a_day_before_to_a_day_after(distance, is_open, mira):
    meeting = MeetingFactory()

    assert meeting.has_open_door(BEGIN + distance) is is_open
    if not is_open:
        with pytest.raises(door.RefusedError, match="geschlossen"):
            tick(RegistrationFactory(meeting=meeting), by=mira, at=BEGIN + distance)


@pytest.mark.parametrize("status", ["draft", "announced", "postponed", "cancelled", "archived"])
def test_no_door_where_nothing_takes_place(status):
    assert not MeetingFactory(status=status).has_open_door(BEGIN)


# Without a registration


def test_who_has_not_registered_is_let_in_with_companions(mira):
    meeting = MeetingFactory(places=3)

    registration = walk_in(meeting, mira, companions=2)

    assert (registration.source, registration.status, registration.recorded_by) == ("door", "attended", mira)
    assert numbers(meeting) == (3, 0, 0)


def test_the_same_form_sent_twice_lets_in_once(mira):
    meeting = MeetingFactory(places=1)

    assert walk_in(meeting, mira) == walk_in(meeting, mira)

    assert numbers(meeting) == (1, 0, 0)


def test_nobody_is_let_in_beyond_the_last_place(mira):
    meeting = MeetingFactory(places=1)

    with pytest.raises(door.FullError):
        walk_in(meeting, mira, companions=1)

    assert not Registration.objects.exists()


def test_an_address_that_is_registered_is_named(mira):
    meeting = MeetingFactory()
    RegistrationFactory(meeting=meeting, email="tara@example.org")

    with pytest.raises(door.ValidationError, match="schon eine Anmeldung"):
        walk_in(meeting, mira, email="Tara@example.org")


def test_a_slip_of_the_finger_gives_the_place_back(mira):
    meeting = MeetingFactory(places=1)
    registration = walk_in(meeting, mira)

    untick(registration, *registration.arrivals.all())

    assert statuses(meeting) == {"Wanda Test": "cancelled"}
    assert numbers(meeting) == (0, 0, 1)


# Who does not come


def test_places_of_those_who_do_not_come_are_free_after_the_beginning_and_not_before(mira):
    meeting = MeetingFactory(places=4)
    for name, status in [("Da", "confirmed"), ("Weg", "confirmed"), ("Still", "unconfirmed"), ("Neu", "offered")]:
        RegistrationFactory(meeting=meeting, name=name, status=status)
    RegistrationFactory(meeting=meeting, name="Wartet", waiting=True)
    tick(meeting.registrations.get(name="Da"), by=mira)

    with pytest.raises(door.RefusedError):
        door.release_absent(meeting, now=BEGIN - timedelta(seconds=1))
    assert door.release_absent(meeting, now=BEGIN) == 3
    assert door.release_absent(meeting, now=BEGIN) == 3

    gone = dict.fromkeys(["Weg", "Still", "Neu"], "absent")
    assert statuses(meeting) == {"Da": "attended", "Wartet": "waiting", **gone}
    assert numbers(meeting) == (1, 0, 3)


def test_nobody_moves_up_by_mail_once_the_meeting_has_begun():
    meeting = MeetingFactory(places=1)
    RegistrationFactory(meeting=meeting, waiting=True)

    assert places.move_up(places.locked(meeting.pk), now=BEGIN) == []
    assert len(places.move_up(places.locked(meeting.pk), now=BEGIN - SECOND)) == 1


def test_counts_go_by_the_table_of_the_first_round(mira):
    meeting = MeetingFactory()
    one, two = (ThemeTableFactory(meeting=meeting, number=number) for number in (1, 2))
    for table, other, companions in [(one, two, 1), (one, two, 0), (two, one, 0)]:
        registration = RegistrationFactory(meeting=meeting, companions=[""] * companions)
        Placement.objects.create(registration=registration, round=1, table=table)
        Placement.objects.create(registration=registration, round=2, table=other)
    tick(meeting.registrations.get(companions__len=1), 0, 1, by=mira)

    assert [(table.number, table.here, table.placed) for table in shown.counts(meeting).tables] == [
        (1, 2, 3),
        (2, 0, 1),
    ]


# Two at the door


@pytest.mark.django_db(transaction=True)
def test_two_at_the_door_ticking_the_same_hundred_people_never_contradict_each_other():
    with shared_meeting(places=100) as meeting:
        staff = [UserFactory(initials=initials) for initials in ("MM", "TT")]
        groups = [RegistrationFactory(meeting=meeting, companions=[""] * (number % 3)) for number in range(50)]
        people = [(group, position) for group in groups for position in range(group.people)][:100]
        steps = [partial(tick, group, position, by=by) for by in staff for group, position in people]
        random.Random(4).shuffle(steps)

        answers = at_once(steps)

        assert Arrival.objects.count() == len(people) == 99
        assert {mark.pk for marks in answers for mark in marks} == set(Arrival.objects.values_list("pk", flat=True))
        assert numbers(meeting) == (99, 0, 1)
        is_consistent(meeting)


@pytest.mark.django_db(transaction=True)
def test_twenty_walk_ins_at_once_find_exactly_the_last_place():
    with shared_meeting(places=11) as meeting:
        mira = UserFactory()
        RegistrationFactory.create_batch(10, meeting=meeting)

        answers = at_once([partial(walk_in, meeting, mira, key=f"form-{number}") for number in range(20)])

        assert sum(isinstance(answer, door.FullError) for answer in answers) == 19
        assert numbers(meeting) == (1, 10, 0)


@pytest.mark.django_db(transaction=True)
def test_ticking_taking_back_releasing_and_walking_in_at_once_stay_in_step():
    dice = random.Random(7)
    with shared_meeting(places=40) as meeting:
        mira = UserFactory()
        groups = [RegistrationFactory(meeting=meeting, companions=[""]) for _ in range(15)]
        waiting = [RegistrationFactory(meeting=meeting, waiting=True, companions=[""]) for _ in range(10)]
        marks = [tick(group, 0, by=mira) for group in groups[:5]]
        steps = [partial(untick, group, *mark) for group, mark in zip(groups[:5], marks, strict=True)]
        steps += [partial(tick, group, 0, 1, by=mira) for group in [*groups, *waiting]]
        steps += [partial(walk_in, meeting, mira, key=f"form-{number}") for number in range(15)]
        steps += [partial(door.release_absent, meeting, now=BEGIN)] * 3
        dice.shuffle(steps)

        answers = at_once(steps)

        assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, door.RefusedError)] == []
        meeting.refresh_from_db()
        assert meeting.taken == meeting.registrations.filter(status__in=RegistrationStatus.seated()).people() <= 40
        here = set(Arrival.objects.values_list("registration", flat=True))
        assert here == set(meeting.registrations.filter(status="attended").values_list("pk", flat=True))


# Pages


@pytest.fixture
def today():
    """A meeting that begins in an hour, for pages that look at the clock."""
    begin = timezone.now() + timedelta(hours=1)
    return MeetingFactory(slug="heute", starts_at=begin, ends_at=begin + timedelta(hours=3), deadline=None)


@pytest.fixture
def look(client, mira):
    client.force_login(mira)
    return lambda path="", **data: client.get(f"/team/treffen/heute/einlass/{path}", data)


@pytest.fixture
def send(client, mira):
    client.force_login(mira)

    def send(path, **data):
        as_script = {"headers": {"Accept": "application/json"}} if path == "abhaken/" else {}
        return client.post(f"/team/treffen/heute/einlass/{path}", data, **as_script)

    return send


def names(response):
    return [row.name for row in response.context["rows"] if not row.is_hidden]


@pytest.mark.parametrize("path", ["", "abhaken/", "stand/", "ohne-anmeldung/", "freigeben/"])
def test_the_door_is_for_staff_only(client, path):
    url = f"/team/treffen/{MeetingFactory().slug}/einlass/{path}"
    assert "/anmelden/" in client.get(url).url
    client.force_login(UserFactory(is_staff=False))
    assert client.get(url).status_code == 404


def test_names_are_shown_only_around_the_day(client, mira):
    registration = RegistrationFactory(meeting__starts_at=timezone.now() + timedelta(days=3), meeting__ends_at=None)
    client.force_login(mira)

    response = client.get(f"/team/treffen/{registration.meeting.slug}/einlass/")

    assert registration.name not in response.content.decode()
    assert "öffnet am Tag vor dem Treffen" in response.content.decode()
    assert client.get(f"/team/treffen/{registration.meeting.slug}/einlass/stand/").status_code == 410


@pytest.mark.parametrize(
    ("query", "expected"),
    [("mü", "Jo Müller-Test"), ("MUE", "Jo Müller-Test"), ("te jo", "Jo Müller-Test"), ("ol", "Олена Тестова")],
)
def test_two_letters_find_a_name_umlauts_and_alphabets_notwithstanding(today, look, query, expected):
    for name in ("Jo Müller-Test", "Олена Тестова", "Kim Probe"):
        RegistrationFactory(meeting=today, name=name)

    assert names(look(q=query)) == [expected]


def test_companions_and_organisations_are_found_too(today, look):
    RegistrationFactory(meeting=today, name="A", companions=["Tilda Test"])
    RegistrationFactory(meeting=today, name="B", organisation="Verein Vorbild")

    assert (names(look(q="til")), names(look(q="vorb"))) == (["A"], ["B"])


def test_a_code_brings_its_group_to_the_top_however_it_is_typed(today, look):
    RegistrationFactory(meeting=today, name="A")
    RegistrationFactory(meeting=today, name="B", code="QZ5BUQ77")

    for code in ("QZ5BUQ77", "qz5b uq77", "02SB-V0 1I"):
        assert look(code=code).context["rows"][0].name == "B"
        assert names(look(q=code.replace(" ", ""))) == ["B"]


def test_a_code_of_another_meeting_says_so(today, look):
    other = RegistrationFactory(meeting__title="Patentreffen im Mai")

    response = look(code=other.code)

    assert "Dieser Code gehört zu einem anderen Treffen: Patentreffen im Mai" in response.content.decode()
    assert "Diesen Code gibt es nicht" in look(code="22222222").content.decode()


def test_the_qr_code_leads_to_the_door(today, settings):
    registration = RegistrationFactory(meeting=today)
    assert codes.door_url(registration) == f"{settings.PUBLIC_URL}/team/treffen/heute/einlass/?code={registration.code}"


@pytest.mark.parametrize("text", ["in:1:0", "in:12:0,1,2", "out:12:0,1:345,346"])
def test_a_tick_reads_as_it_is_written(text):
    assert str(Tick.read(text)) == text


@pytest.mark.parametrize(
    "text", ["", "in:1", "in:x:0", "out:1:0", "out:1:0,1:5", "in:1:0:5", "in:1:0,", f"in:{'9' * 19}:0", "in:1:٣\n"]
)
def test_what_is_no_tick_is_not_read(text):
    assert Tick.read(text) is None


def test_a_phone_sends_what_it_kept_in_order_and_hears_about_each(today, send, tom):
    full = RegistrationFactory(meeting=today, companions=[""] * 5, status="waiting", waiting_since=NOW)
    one, two = RegistrationFactory.create_batch(2, meeting=today)
    places.change_places(today, 5, now=NOW)
    tick(two, by=tom, at=timezone.now())

    answer = send("abhaken/", tick=[f"in:{full.pk}:0", f"in:{one.pk}:0", f"in:{two.pk}:0", "unsinn"]).json()

    refused, ticked, known, nonsense = answer["answers"]
    assert "Kein Platz frei" in refused["refused"]
    assert Tick.read(ticked["undo"]).marks == (one.arrivals.get().pk,)
    assert re.fullmatch(r"schon da seit \d\d:\d\d \(TT\)", known["told"])
    assert (known["refused"], known["undo"]) == ("", "")
    assert nonsense["refused"]
    assert answer["rows"][str(one.pk)]["word"] == "da"
    assert answer["counts"]["here"] == 2


def test_without_a_script_a_tick_leads_back_to_the_list_with_a_way_to_take_it_back(client, today, mira):
    registration = RegistrationFactory(meeting=today)
    client.force_login(mira)

    url = "/team/treffen/heute/einlass/abhaken/"
    page = client.post(url, {"tick": f"in:{registration.pk}:0", "q": "tara"}, follow=True)

    undo = str(page.context["last"]["tick"])
    assert page.context["query"] == "tara"
    assert f'value="{undo}"' in page.content.decode()
    page = client.post(url, {"tick": undo}, follow=True)
    assert page.context["last"] is None
    assert "Zurückgenommen" in page.content.decode()
    assert not Arrival.objects.exists()


def test_others_hear_what_is_new_and_nothing_when_nothing_is(today, look, tom):
    registration = RegistrationFactory(meeting=today)
    stamp = look().context["stamp"]
    assert look("stand/", stand=stamp, bis=registration.pk).status_code == 204

    tick(registration, by=tom, at=timezone.now())
    new = RegistrationFactory(meeting=today, name="Wanda Test")
    news = look("stand/", stand=stamp, bis=registration.pk).json()

    assert news["rows"][str(registration.pk)]["here"]["0"][1].endswith("(TT)")
    assert news["counts"]["here"] == 1
    assert len(news["added"]) == 1
    assert f'id="anmeldung-{new.pk}"' in news["added"][0]
    assert look("stand/", stand=news["stamp"], bis=new.pk).status_code == 204


def test_the_form_at_the_door_lets_in_and_says_when_it_is_full(today, send):
    form = {"name": "Wanda Test", "more": "1", "pillar": "", "email": "", "key": "form-1"}
    assert send("ohne-anmeldung/", **form).status_code == 302
    assert numbers(today) == (2, 0, 98)

    places.change_places(today, 2, now=NOW)
    page = send("ohne-anmeldung/", **form | {"key": "form-2"})
    assert "Kein Platz frei" in page.content.decode()
    assert numbers(today) == (2, 0, 0)


def test_places_are_given_free_with_a_button(today, send):
    RegistrationFactory(meeting=today)
    send("freigeben/")
    assert numbers(today) == (0, 1, 99)

    type(today).objects.update(starts_at=timezone.now())
    send("freigeben/")
    assert numbers(today) == (0, 0, 100)


@pytest.mark.parametrize(("path", "most"), [("", 15), ("stand/?stand=alt&bis=0", 22)])
def test_the_list_takes_a_fixed_number_of_statements_for_ten_and_two_hundred_people(today, look, mira, path, most):
    def fill(number):
        table = ThemeTableFactory(meeting=today, number=number)
        for registration in RegistrationFactory.create_batch(number, meeting=today, companions=[""]):
            Placement.objects.create(registration=registration, round=1, table=table)
            tick(registration, 0, by=mira, at=timezone.now())

    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert look(path).status_code == 200
        return len(captured)

    today.places = 300
    today.save()
    fill(5)
    few = statements()
    fill(95)
    assert statements() == few <= most
