"""Tables for everybody with a place; what staff decide stays, and everybody learns it once."""

import pytest
from django.urls import reverse

from arnsberg_hilfe.core.models import OutgoingMail
from network.allocation import AllocationError
from network.models import Placement
from network.workflow import seating
from tests.factories import NOW, MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(rounds=1)


@pytest.fixture
def tables(meeting):
    return [ThemeTableFactory(meeting=meeting, number=number, seats=2) for number in (1, 2)]


def places_of(registration):
    return list(registration.placements.order_by("round").values_list("table__number", flat=True))


def test_everybody_with_a_place_gets_a_table_and_nobody_else(meeting, tables):
    guest = RegistrationFactory(meeting=meeting, wish_1=tables[1])
    for state in ("waiting", "unconfirmed"):
        RegistrationFactory(meeting=meeting, **{state: True})

    seating.allocate(meeting)

    assert Placement.objects.count() == 1
    assert places_of(guest) == [2]
    assert seating.explained(guest)[0].reason == "1. Wunsch"


def test_the_page_does_not_call_everybody_placed_once_a_table_is_gone(client, meeting, tables):
    RegistrationFactory(meeting=meeting, wish_1=tables[1], companions=[""])
    RegistrationFactory(meeting=meeting, wish_1=tables[0])
    seating.allocate(meeting)
    seating.tell(meeting, now=NOW)
    tables[1].delete()
    client.force_login(UserFactory())

    page = client.get(reverse("network_team:seating", args=[meeting.slug])).content.decode()

    assert "Alle sind verteilt" not in page
    assert "Ohne Tisch in mindestens einer Runde: 2" in page


def test_the_reason_says_why_it_was_not_the_first_wish(meeting, tables):
    RegistrationFactory(meeting=meeting, wish_1=tables[0], companions=[""])
    late = RegistrationFactory(meeting=meeting, wish_1=tables[0], wish_2=tables[1])

    seating.allocate(meeting)

    assert places_of(late) == [2]
    assert seating.explained(late)[0].reason.startswith("2. Wunsch, weil")


def test_a_decision_of_staff_outlasts_the_next_run(meeting, tables):
    guest = RegistrationFactory(meeting=meeting, wish_1=tables[0])
    seating.allocate(meeting)

    seating.decide(guest, {1: tables[1].pk})
    seating.allocate(meeting)

    assert places_of(guest) == [2]
    assert seating.explained(guest)[0].reason == "von der Koordination gesetzt"
    seating.decide(guest, {1: None})
    assert places_of(guest) == [1]


def test_a_decision_that_cannot_be_kept_changes_nothing(meeting, tables):
    groups = [RegistrationFactory(meeting=meeting, companions=[""]) for _ in range(2)]
    seating.decide(groups[0], {1: tables[0].pk})
    before = places_of(groups[1])

    with pytest.raises(AllocationError):
        seating.decide(groups[1], {1: tables[0].pk})

    assert places_of(groups[1]) == before


def test_who_comes_late_is_seated_without_moving_anybody(meeting, tables):
    first = RegistrationFactory(meeting=meeting, wish_1=tables[0])
    seating.allocate(meeting)
    late = RegistrationFactory(meeting=meeting, wish_1=tables[0], companions=[""])

    seating.allocate(meeting, keep=True)

    assert (places_of(first), places_of(late)) == ([1], [2])
    assert seating.explained(first)[0].reason == "1. Wunsch"


def test_everybody_is_told_once(meeting, tables):
    guest = RegistrationFactory(meeting=meeting, mail_language="de")
    RegistrationFactory(meeting=meeting, email="")
    seating.allocate(meeting)

    assert seating.tell(meeting, now=NOW) == 1
    assert seating.tell(meeting, now=NOW) == 0

    mail = OutgoingMail.objects.get()
    assert mail.to == guest.email
    assert str(guest.placements.get().table) in mail.text


def test_who_sits_elsewhere_than_told_is_told_anew(meeting, tables):
    guest = RegistrationFactory(meeting=meeting, wish_1=tables[0])
    seating.allocate(meeting)
    seating.tell(meeting, now=NOW)

    seating.allocate(meeting)
    assert seating.tell(meeting, now=NOW) == 0
    seating.decide(guest, {1: tables[1].pk})

    assert seating.tell(meeting, now=NOW) == 1


def test_the_page_takes_the_same_statements_for_1_and_for_30_guests(client, meeting, tables, django_assert_num_queries):
    client.force_login(UserFactory())
    url = reverse("network_team:seating", args=[meeting.slug])
    RegistrationFactory(meeting=meeting)
    seating.allocate(meeting)
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
    for _number in range(29):
        RegistrationFactory(meeting=meeting)
    seating.allocate(meeting)
    with django_assert_num_queries(8):
        assert client.get(url).status_code == 200


def test_staff_allocate_decide_and_tell_on_the_page(client, meeting, tables):
    client.force_login(UserFactory())
    guest = RegistrationFactory(meeting=meeting)
    url = reverse("network_team:seating", args=[meeting.slug])

    client.post(reverse("network_team:seating_allocate", args=[meeting.slug]))
    assert str(guest.placements.get().table) in client.get(url).content.decode()
    decide = reverse("network_team:seating_decide", args=[meeting.slug, guest.pk])
    assert client.get(decide).status_code == 200
    client.post(decide, {"round_1": tables[1].pk})
    assert places_of(guest) == [2]
    assert client.post(decide, {"round_1": "999"}).status_code == 200
    client.post(reverse("network_team:seating_tell", args=[meeting.slug]))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", ["seating", "seating_allocate", "seating_tell"])
def test_the_pages_are_for_staff(client, meeting, name):
    url = reverse(f"network_team:{name}", args=[meeting.slug])

    assert client.get(url).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(url).status_code == 404
