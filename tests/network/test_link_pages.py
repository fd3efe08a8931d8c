"""What a guest does by the links in the mails: confirm, look, change, cancel, answer, decline."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from network import links
from network.models import Invitee, Meeting, Notice, Placement, Registration
from network.workflow import registering
from tests.factories import NOW, RegistrationFactory, ThemeTableFactory
from tests.interruptions import everything
from tests.network.test_registration_form import soon

pytestmark = pytest.mark.django_db
PURPOSES = [links.CONFIRM, links.MANAGE, links.OFFERED_PLACE, links.STOP_INVITATIONS]
PAGES = ["confirm", "manage", "manage_change", "manage_cancel", "offered_place", "stop_invitations"]


@pytest.fixture
def guest():
    return RegistrationFactory(meeting=soon(places=2), name="Tara Test", companions=["Tom Test"])


def page_of(guest, page="manage"):
    purpose = next(purpose for purpose in PURPOSES if page.startswith(purpose.page.removeprefix("network:")))
    return reverse(f"network:{page}", args=[purpose.token(guest.pk)])


def read(client, guest, page="manage"):
    return client.get(page_of(guest, page)).content.decode()


def unconfirmed(**fields):
    return RegistrationFactory(unconfirmed=True, **({"meeting": soon(), "name": "Tara Test"} | fields))


def test_confirming_asks_first_and_makes_the_place_certain(client):
    guest = unconfirmed(companions=["Tom Test", ""])
    asked = read(client, guest, "confirm")
    for words in (guest.meeting.title, "Beispielhalle", "Tara Test, Tom Test, eine weitere Person"):
        assert words in asked

    page = client.post(page_of(guest, "confirm"), follow=True).content.decode()

    guest.refresh_from_db()
    assert guest.status == "confirmed"
    assert "Ihre 3 Plätze sind sicher." in page
    assert guest.code in page


def test_confirming_on_the_waiting_list_tells_the_turn(client):
    meeting = soon(places=1)
    RegistrationFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting, waiting=True)
    guest = RegistrationFactory(
        meeting=meeting, waiting=True, confirmed_at=None, waiting_since=NOW + timedelta(minutes=1)
    )

    page = client.post(page_of(guest, "confirm"), follow=True).content.decode()

    assert "auf der Warteliste an Stelle 2" in page
    assert guest.code not in page


def test_a_second_click_confirms_nothing_twice(client):
    guest = unconfirmed()
    for _number in range(3):
        assert client.post(page_of(guest, "confirm")).status_code == 302
    assert client.get(page_of(guest, "confirm")).status_code == 302

    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("status", ["cancelled", "held"])
def test_nothing_is_confirmed_where_nothing_takes_place(client, status):
    guest = unconfirmed(meeting=soon(status=status))

    client.post(page_of(guest, "confirm"))

    guest.refresh_from_db()
    assert guest.status == "unconfirmed"


@pytest.mark.parametrize("traits", [{}, {"unconfirmed": True}, {"waiting": True}, {"offered": True}])
def test_looking_changes_nothing(client, traits):
    guest = RegistrationFactory(meeting=soon(), **traits)
    Invitee.objects.create(pk=guest.pk, email="tara@example.org")
    before = everything()

    for page in PAGES:
        for _number in range(3):
            assert client.get(page_of(guest, page)).status_code in {200, 302}
            assert client.head(page_of(guest, page)).status_code in {200, 302}

    assert everything() == before


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("wrong", ["quatsch", "1:1tEst:" + "x" * 43, "deleted", "other purpose", "expired"])
def test_a_link_that_is_over_leads_on(client, monkeypatch, page, wrong):
    guest = RegistrationFactory(meeting=soon())
    Invitee.objects.create(pk=guest.pk, email="tara@example.org")
    path = page_of(guest, page)
    token = path.split("/")[3]
    if wrong == "deleted":
        Registration.objects.all().delete()
        Invitee.objects.all().delete()
    elif wrong == "expired":
        later = timezone.now().timestamp() + 3 * 365 * 24 * 3600
        monkeypatch.setattr(signing.time, "time", lambda: later)
    else:
        other = links.MANAGE if page in {"confirm", "offered_place", "stop_invitations"} else links.CONFIRM
        path = path.replace(token, other.token(guest.pk) if wrong == "other purpose" else wrong)

    answers = [client.get(path), client.post(path)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "ukrainehilfe@arnsberg.de" in answers[0].content.decode()
    assert page == "stop_invitations" or 'href="/treffen/"' in answers[0].content.decode()


def test_the_page_says_how_things_stand(client, guest):
    table = ThemeTableFactory(meeting=guest.meeting, number=1)
    Registration.objects.update(wish_1=table, interpreting=True, children=2, step_free=True, needs_note="Hund")

    page = read(client, guest)

    for words in ("Ihre 2 Plätze sind sicher.", "Tara Test, Tom Test", str(table), "2 Kinder in Betreuung", "Hund"):
        assert words in page
    for link in (page_of(guest, "manage_change"), page_of(guest, "manage_cancel"), "termin.ics"):
        assert link.split(":")[0] in page


@pytest.mark.parametrize(("fields", "shown"), [({}, True), ({"status": "waiting", "waiting_since": NOW}, False)])
def test_who_has_a_place_can_show_it_at_the_door(client, guest, fields, shown):
    Registration.objects.update(**fields)

    page = read(client, guest)

    assert (guest.code in page, 'aria-label="Code für den Eingang"' in page) == (shown, shown)


def test_nobody_keeps_the_page_and_its_address_stays_inside(client, guest):
    response = client.get(page_of(guest))

    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="referrer" content="strict-origin">' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "cancelled"}, "Ihr Platz ist frei für jemand anderen"),
        ({"status": "lapsed"}, "den Platz weitergegeben"),
        ({"status": "attended"}, "Schön, dass Sie da sind."),
        ({"status": "absent"}, "Schade, dass Sie nicht kommen konnten."),
        ({"status": "offered", "held_until": NOW}, "Wir halten ihn bis Montag, 4. Mai, 11:00 Uhr"),
        ({"status": "unconfirmed", "confirmed_at": None}, "Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    ],
)
def test_every_state_is_told_in_words(client, guest, fields, words):
    Registration.objects.update(**fields)

    assert words in read(client, guest)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("cancelled", "Das Treffen findet nicht statt."),
        ("postponed", "Ihre Anmeldung bleibt bestehen."),
        ("held", "Das Treffen ist vorbei."),
        ("archived", "Das Treffen ist vorbei."),
    ],
)
def test_the_state_of_the_meeting_counts(client, guest, status, words):
    Meeting.objects.update(status=status)

    assert words in read(client, guest)


@pytest.mark.parametrize("prefix", ["/uk", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_in_other_languages(client, prefix, page):
    guest = RegistrationFactory(meeting=soon(), offered=True, confirmed_at=None)
    Invitee.objects.create(pk=guest.pk, email="tara@example.org")

    assert client.get(prefix + page_of(guest, page), follow=True).status_code == 200


def sit(guest, rounds=1):
    tables = [ThemeTableFactory(meeting=guest.meeting, number=number + 1) for number in range(rounds)]
    for number, table in enumerate(tables, 1):
        Placement.objects.create(registration=guest, round=number, table=table)
    return tables


def test_tables_are_shown_once_staff_have_told_them(client, guest):
    tables = sit(guest, rounds=2)
    assert "Hier sitzen Sie" not in read(client, guest)

    Notice.objects.create(registration=guest, kind=Notice.Kind.TABLES, about=guest.meeting.starts_at)

    page = read(client, guest)
    assert "Runde 2" in page
    assert all(str(table) in page for table in tables)


def change(client, guest, **changes):
    return client.post(page_of(guest, "manage_change"), {"companions": "1", "companion_names": "Tom Test"} | changes)


def test_a_guest_changes_group_wishes_and_needs(client, guest):
    tables = [ThemeTableFactory(meeting=guest.meeting, number=number) for number in (1, 2)]
    form = read(client, guest, "manage_change")
    assert "Tom Test" in form
    assert 'name="email"' not in form

    response = change(client, guest, phone="02932 1234", wish_1=tables[1].pk, children="1", step_free="on")

    assert response.headers["Location"].startswith("/treffen/anmeldung/")
    saved = Registration.objects.get()
    assert (saved.phone, saved.wishes, saved.children, saved.step_free) == ("02932 1234", (tables[1].pk,), 1, True)
    assert (saved.name, saved.email, saved.status, saved.people) == (guest.name, guest.email, "confirmed", 2)


def test_a_consent_is_withdrawn_as_easily_as_it_was_given(client, guest):
    Registration.objects.update(photo_consent=True)

    change(client, guest)

    assert not Registration.objects.get().photo_consent


def test_a_smaller_group_lets_others_move_up(client, guest):
    waiting = RegistrationFactory(meeting=guest.meeting, waiting=True)

    change(client, guest, companions="0", companion_names="")

    waiting.refresh_from_db()
    assert waiting.status == "offered"


def test_a_larger_group_than_there_are_places_is_told_beside_the_field(client, guest):
    response = change(client, guest, companions="2")

    assert "keine Plätze mehr frei" in str(response.context["form"].errors["companions"])
    assert Registration.objects.get().people == 2


def test_what_happened_meanwhile_is_not_undone_by_a_change(client):
    meeting = soon(places=2)
    gone = RegistrationFactory(meeting=meeting, companions=[""])
    waiting = RegistrationFactory(meeting=meeting, waiting=True)
    stale = Registration.objects.get(pk=waiting.pk)
    registering.cancel(gone, now=NOW)

    stale.phone = "02932 1234"
    registering.change(stale, now=NOW)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.phone, waiting.held_until) == ("offered", "02932 1234", NOW + timedelta(hours=48))


@pytest.mark.parametrize(
    ("fields", "can_change", "can_cancel"),
    [
        ({}, True, True),
        ({"deadline": NOW}, False, True),
        ({"status": "closed"}, False, True),
        ({"status": "postponed"}, True, True),
        ({"status": "cancelled"}, False, False),
        ({"status": "held"}, False, False),
        ({"starts_at": NOW, "ends_at": None}, False, False),
    ],
)
def test_there_is_a_time_for_changing_and_one_for_cancelling(client, guest, fields, can_change, can_cancel):
    Meeting.objects.update(**fields)

    page = read(client, guest)
    change(client, guest, phone="02932 1234")
    client.post(page_of(guest, "manage_cancel"))

    assert ("Anmeldung ändern" in page, "Absagen" in page) == (can_change, can_cancel)
    saved = Registration.objects.get()
    assert (saved.phone == "02932 1234", saved.status == "cancelled") == (can_change, can_cancel)


def test_cancelling_asks_first_and_gives_the_places_back(client, guest):
    waiting = RegistrationFactory(meeting=guest.meeting, waiting=True)
    assert "Möchten Sie Ihre Anmeldung absagen?" in read(client, guest, "manage_cancel")

    for _number in range(2):
        page = client.post(page_of(guest, "manage_cancel"), follow=True).content.decode()

    waiting.refresh_from_db()
    assert waiting.status == "offered"
    assert "Noch einmal anmelden" in page


@pytest.mark.parametrize(("answer", "status"), [("yes", "confirmed"), ("no", "cancelled")])
def test_an_offered_place_is_taken_or_left(client, answer, status):
    guest = RegistrationFactory(meeting=soon(), offered=True)
    assert "Wir halten ihn bis" in read(client, guest, "offered_place")

    first = client.post(page_of(guest, "offered_place"), {"answer": answer}, follow=True)
    again = client.post(page_of(guest, "offered_place"), {"answer": "no"}, follow=True)

    guest.refresh_from_db()
    assert guest.status == status
    assert "das ist notiert" in first.content.decode()
    assert "das ist notiert" not in again.content.decode()


def test_an_answer_that_is_none_is_not_found(client):
    guest = RegistrationFactory(meeting=soon(), offered=True)

    assert client.post(page_of(guest, "offered_place"), {"answer": "vielleicht"}).status_code == 404
    guest.refresh_from_db()
    assert guest.status == "offered"


def test_who_does_not_want_invitations_says_so_with_one_button(client):
    invitee = Invitee.objects.create(email="tara@example.org")
    assert "Bitte nicht mehr einladen" in read(client, invitee, "stop_invitations")

    page = client.post(page_of(invitee, "stop_invitations"), follow=True).content.decode()
    invitee.refresh_from_db()
    declined_at = invitee.declined_at
    client.post(page_of(invitee, "stop_invitations"))

    invitee.refresh_from_db()
    assert declined_at is not None
    assert invitee.declined_at == declined_at
    assert "Wir laden Sie nicht mehr ein." in page
