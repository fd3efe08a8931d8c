"""Staff see who has registered, and register, change and answer for people on the phone."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from arnsberg_hilfe.core.models import OutgoingMail
from network.models import Invitee, Registration
from network.workflow import registering
from tests.factories import NOW, MeetingFactory, RegistrationFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db
CALLER = {"name": "Tara Test", "phone": "02932 123456", "mail_language": "uk", "nameless": "1"}


@pytest.fixture
def staff(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def meeting():
    return MeetingFactory(places=3, starts_at="2099-06-17T13:30Z", ends_at=None, deadline=None)


def url(meeting, path=""):
    return f"/team/treffen/{meeting.slug}/anmeldungen/{path}"


def listed(page):
    return [registration.name for registration in page.context["page"]]


@pytest.mark.parametrize("path", ["anmeldungen/", "anmeldungen/neu/", "anmeldungen.csv", "anmeldungen.xlsx"])
def test_registrations_are_for_staff_only(client, meeting, path):
    address = f"/team/treffen/{meeting.slug}/{path}"

    assert client.get(address).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(address).status_code == 404


def test_the_list_is_searched_by_any_name_of_the_group_and_by_status(client, staff, meeting):
    RegistrationFactory(meeting=meeting, name="Anna Muster", companions=["Bela Beispiel"])
    RegistrationFactory(meeting=meeting, name="Cora Muster", waiting=True, organisation="Verein Beispiel")

    assert listed(client.get(url(meeting))) == ["Anna Muster", "Cora Muster"]
    assert listed(client.get(url(meeting), {"q": "bela muster"})) == ["Anna Muster"]
    assert listed(client.get(url(meeting), {"q": "beispiel", "status": "waiting"})) == ["Cora Muster"]


def test_a_search_with_a_character_that_no_text_can_contain_leaves_it_out(client, staff, meeting):
    RegistrationFactory(meeting=meeting, name="Anna Muster")

    assert listed(client.get(url(meeting), {"q": "anna\x00"})) == ["Anna Muster"]


def test_who_waits_is_shown_with_the_turn(client, staff, meeting):
    RegistrationFactory(meeting=meeting, waiting=True, companions=[""] * 3)
    RegistrationFactory(meeting=meeting, waiting=True)

    page = client.get(url(meeting)).content.decode()

    assert "Platz 1 auf der Warteliste" in page
    assert "Platz 2 auf der Warteliste" in page


def test_the_list_takes_the_same_number_of_statements_for_one_and_thirty(
    client, staff, meeting, django_assert_num_queries
):
    RegistrationFactory(meeting=meeting)
    with django_assert_num_queries(7):
        client.get(url(meeting))
    RegistrationFactory.create_batch(30, meeting=MeetingFactory())
    Registration.objects.update(meeting=meeting, status="waiting", waiting_since=NOW)
    with django_assert_num_queries(7):
        client.get(url(meeting))


def test_a_caller_has_a_place_at_once(client, staff, meeting):
    table = ThemeTableFactory(meeting=meeting, number=1)

    client.post(
        url(meeting, "neu/"), CALLER | {"companion_names": " Bela  Beispiel ", "nameless": "", "wish_1": table.pk}
    )

    registration = Registration.objects.get()
    assert (registration.status, registration.source, registration.recorded_by) == ("confirmed", "phone", staff)
    assert (registration.companions, registration.wish_1) == (["Bela Beispiel"], table)


def test_a_caller_with_an_address_gets_the_place_by_mail_with_calendar_entry_and_code(client, staff, meeting):
    client.post(url(meeting, "neu/"), CALLER | {"email": "tara@example.org"})

    mail = OutgoingMail.objects.get()
    assert (mail.purpose, mail.language) == ("registration-certain", "uk")
    assert [attachment.name for attachment in mail.attachments.order_by("pk")] == ["termin.ics", "einlass.png"]


def test_a_caller_waits_where_all_places_are_taken(client, staff, meeting):
    RegistrationFactory(meeting=meeting, companions=[""] * 2)

    client.post(url(meeting, "neu/"), CALLER)

    assert Registration.objects.get(name="Tara Test").status == "waiting"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"companion_names": "A\nB\nC\nD\nE", "nameless": "1"}, "höchstens sechs Personen"),
        ({"companion_names": "x" * 121}, "höchstens 120 Zeichen"),
        ({"email": "schon.da@example.org"}, "gibt es schon eine Anmeldung"),
        ({"name": ""}, "id_name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, staff, meeting, wrong, says):
    RegistrationFactory(meeting=meeting, email="schon.da@example.org")

    page = client.post(url(meeting, "neu/"), CALLER | wrong).content.decode()

    assert says in page
    assert "02932 123456" in page
    assert Registration.objects.count() == 1


def test_a_group_grows_only_where_places_are_free(client, staff, meeting):
    RegistrationFactory(meeting=meeting)
    registration = RegistrationFactory(meeting=meeting, companions=["Bela Beispiel"])
    page = url(meeting, f"{registration.pk}/")
    told = CALLER | {"nameless": "", "companion_names": "Bela Beispiel\nCora Muster"}

    assert "keine Plätze mehr frei" in client.post(page, told).content.decode()
    client.post(page, told | {"companion_names": ""})

    registration.refresh_from_db()
    meeting.refresh_from_db()
    assert (registration.companions, meeting.taken) == ([], 2)


def test_a_change_by_staff_does_not_undo_what_happened_meanwhile(client, staff, meeting):
    registration = RegistrationFactory(meeting=meeting, unconfirmed=True)
    stale = Registration.objects.get()
    registration.confirm(now=NOW)

    stale.phone = "02932 1"
    registering.change(stale, now=NOW)

    registration.refresh_from_db()
    assert (registration.status, registration.confirmed_at, registration.phone) == ("confirmed", NOW, "02932 1")


@pytest.mark.parametrize(("step", "status"), [("nehmen", "confirmed"), ("lassen", "cancelled")])
def test_staff_answer_for_somebody_without_an_address(client, staff, meeting, step, status):
    registration = RegistrationFactory(meeting=meeting, offered=True, email="")
    assert "bitte anrufen" in client.get(url(meeting)).content.decode()

    client.post(url(meeting, f"{registration.pk}/{step}/"))

    registration.refresh_from_db()
    assert registration.status == status
    assert not OutgoingMail.objects.exists()


def test_cancelling_for_somebody_lets_the_next_move_up(client, staff, meeting):
    registration = RegistrationFactory(meeting=meeting, companions=[""] * 2)
    waiting = RegistrationFactory(meeting=meeting, waiting=True)

    client.post(url(meeting, f"{registration.pk}/abmelden/"))

    waiting.refresh_from_db()
    assert waiting.status == "offered"


def test_a_registration_is_found_under_its_own_meeting_only(client, staff, meeting):
    other = RegistrationFactory()

    assert client.get(url(meeting, f"{other.pk}/")).status_code == 404
    assert client.post(url(meeting, f"{other.pk}/abmelden/")).status_code == 404


def test_files_for_spreadsheets_hold_no_formulas(client, staff, meeting):
    RegistrationFactory(meeting=meeting, name="=1+1", companions=["", "Bela"], organisation="@Verein")

    text = client.get(f"/team/treffen/{meeting.slug}/anmeldungen.csv").content.decode("utf-8-sig")
    book = load_workbook(BytesIO(client.get(f"/team/treffen/{meeting.slug}/anmeldungen.xlsx").content))

    assert "'=1+1,?; Bela,3,bestätigt" in text
    assert [cell.value for cell in book.active[2]][:3] == ["'=1+1", "?; Bela", 3]


def test_an_address_of_somebody_else_at_the_meeting_is_refused(client, staff, meeting):
    RegistrationFactory(meeting=meeting, email="schon.da@example.org")
    registration = RegistrationFactory(meeting=meeting)

    page = client.post(url(meeting, f"{registration.pk}/"), CALLER | {"email": "Schon.Da@example.org"})

    assert "gibt es schon eine Anmeldung" in page.content.decode()


def test_who_wants_invitations_is_remembered_whatever_the_spelling_of_the_address(client, staff, meeting):
    Invitee.objects.create(email="Tara@Example.org", declined_at=NOW)

    client.post(url(meeting, "neu/"), CALLER | {"email": "tara@example.org", "wants_invitations": "on"})

    invitee = Invitee.objects.get()
    assert (invitee.email, invitee.declined_at, invitee.language) == ("tara@example.org", None, "uk")
