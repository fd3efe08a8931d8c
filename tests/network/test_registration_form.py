"""The public form: from what is typed to the mail that asks for confirmation."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arnsberg_hilfe.core.models import District, OutgoingMail
from network.models import Meeting, Registration, RegistrationStatus
from tests.factories import MeetingFactory, RegistrationFactory, ThemeTableFactory

pytestmark = pytest.mark.django_db


def soon(**fields):
    begin = timezone.now() + timedelta(days=20)
    return MeetingFactory(starts_at=begin, ends_at=begin + timedelta(hours=3), deadline=None, **fields)


def form_of(meeting):
    return reverse("network:register", args=[meeting.slug])


def stamp_of(client, path):
    return re.search(r'name="stamp" value="([^"]+)"', client.get(path).content.decode())[1]


def answers(**changes):
    return {
        "name": "Tara Test",
        "email": "tara@example.org",
        "pillar": "ehrenamt",
        "companions": "0",
        "companion_names": "",
    } | changes


def send(client, meeting, **changes):
    path = form_of(meeting)
    return client.post(path, answers(stamp=changes.pop("stamp", None) or stamp_of(client, path), **changes))


def test_a_registration_is_taken_in_and_asked_for_confirmation(client):
    meeting = soon()
    tables = [ThemeTableFactory(meeting=meeting, number=number) for number in (1, 2, 3)]

    response = send(
        client,
        meeting,
        phone="02932 1234",
        organisation="Chorverein Beispielhausen",
        district=str(District.objects.first().pk),
        companions="3",
        companion_names="  Tom  Test \r\n\r\nTilda Test",
        wish_1=str(tables[2].pk),
        wish_3=str(tables[0].pk),
        interpreting="on",
        children="2",
        step_free="on",
        needs_note="Rollstuhl",
        photo_consent="on",
        wants_invitations="on",
    )

    assert response.headers["Location"] == f"{form_of(meeting)}gesendet/"
    guest = Registration.objects.get()
    assert guest.status == RegistrationStatus.UNCONFIRMED
    assert guest.names == ["Tara Test", "Tom Test", "Tilda Test", ""]
    assert guest.wishes == (tables[2].pk, tables[0].pk)
    assert (guest.pillar, guest.organisation, guest.district) == (
        "ehrenamt",
        "Chorverein Beispielhausen",
        District.objects.first(),
    )
    assert (guest.interpreting, guest.children, guest.step_free, guest.needs_note) == (True, 2, True, "Rollstuhl")
    assert (guest.photo_consent, guest.wants_invitations) == (True, True)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.purpose) == ("tara@example.org", "registration-confirm")
    assert "Tara" not in mail.text


def test_few_answers_are_enough(client):
    send(client, soon(), pillar="keine")

    guest = Registration.objects.get()
    assert (guest.people, guest.wishes, guest.pillar, guest.children, guest.district) == (1, (), "", 0, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"name": "Tara\r\nBcc: alle@example.org"}, "name"),
        ({"name": "Ta\0ra"}, "name"),
        ({"email": ""}, "email"),
        ({"email": "tara"}, "email"),
        ({"email": "tara@example.org\nBcc: alle@example.org"}, "email"),
        ({"email": "x" * 250 + "@example.org"}, "email"),
        ({"phone": "abends"}, "phone"),
        ({"pillar": ""}, "pillar"),
        ({"pillar": "quatsch"}, "pillar"),
        ({"organisation": "Chor\nverein"}, "organisation"),
        ({"district": "999"}, "district"),
        ({"companions": "6"}, "companions"),
        ({"companions": "-1"}, "companions"),
        ({"companions": "viele"}, "companions"),
        ({"companions": "1", "companion_names": "Tom\nTilda"}, "companion_names"),
        ({"companion_names": "Tom"}, "companion_names"),
        ({"companions": "1", "companion_names": "x" * 121}, "companion_names"),
        ({"companions": "1", "companion_names": "To\0m"}, "companion_names"),
        ({"companions": "1", "companion_names": "x" * 5_000_000}, "companion_names"),
        ({"wish_1": "999"}, "wish_1"),
        ({"wish_1": "quatsch"}, "wish_1"),
        ({"children": "21"}, "children"),
        ({"children": "-1"}, "children"),
        ({"needs_note": "x" * 300}, "needs_note"),
        ({"needs_note": "eins\nzwei"}, "needs_note"),
        ({"internet_site": "https://example.org"}, "internet_site"),
    ],
)
def test_bad_input_gets_an_error_beside_its_field_and_nothing_is_lost(client, changes, field):
    meeting = soon()
    ThemeTableFactory(meeting=meeting, number=1)

    response = send(client, meeting, **({"organisation": "Chor Beispielhausen"} | changes))

    assert list(response.context["form"].errors) == [field]
    assert "organisation" in changes or "Chor Beispielhausen" in response.content.decode()
    assert not Registration.objects.exists()


def test_a_table_is_wished_for_once_and_belongs_to_the_meeting(client):
    meeting = soon()
    tables = [ThemeTableFactory(meeting=meeting, number=number) for number in (1, 2, 3)]
    other = ThemeTableFactory(meeting=soon())

    twice = send(client, meeting, wish_1=str(tables[0].pk), wish_2="", wish_3=str(tables[0].pk))
    elsewhere = send(client, meeting, wish_1=str(other.pk))

    assert list(twice.context["form"].errors) == ["wish_3"]
    assert list(elsewhere.context["form"].errors) == ["wish_1"]


@pytest.mark.parametrize(
    ("tables", "wishes"), [(0, []), (2, ["wish_1", "wish_2"]), (5, ["wish_1", "wish_2", "wish_3"])]
)
def test_as_many_wishes_are_asked_for_as_there_are_tables(client, tables, wishes):
    meeting = soon()
    for number in range(tables):
        ThemeTableFactory(meeting=meeting, number=number + 1)

    page = client.get(form_of(meeting)).content.decode()

    assert sorted(set(re.findall(r'name="(wish_\d)"', page))) == wishes
    assert ("An welchen Tischen" in page) is bool(tables)


def test_who_finds_no_place_is_told_so(client):
    meeting = soon(places=1)
    RegistrationFactory(meeting=meeting)

    assert "Zurzeit sind alle Plätze vergeben" in client.get(form_of(meeting)).content.decode()
    response = send(client, meeting)

    assert response.headers["Location"].endswith("/gesendet/?warteliste=1")
    assert Registration.objects.get(email="tara@example.org").status == RegistrationStatus.WAITING
    assert "Warteliste" in client.get(response.headers["Location"]).content.decode()


def test_the_page_after_it_says_what_happens_next_when_and_who_writes(client):
    page = client.get(send(client, soon()).headers["Location"]).content.decode()

    for words in ("48 Stunden", "ukrainehilfe@arnsberg.de", "in den nächsten Minuten"):
        assert words in page
    assert "Warteliste" not in page


def test_a_known_address_gets_the_same_answer_as_an_unknown_one(client):
    meeting = soon(places=2)
    RegistrationFactory(meeting=meeting, email="tara@example.org")

    known, unknown = (send(client, meeting, email=email) for email in ("TARA@example.org", "tom@example.org"))

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert known.content == unknown.content
    assert set(known.headers) == set(unknown.headers)
    assert Registration.objects.count() == 2
    assert set(OutgoingMail.objects.values_list("purpose", flat=True)) == {
        "registration-already",
        "registration-confirm",
    }


def test_after_the_deadline_the_page_says_so_and_what_was_typed_stays(client):
    meeting = soon()
    stamp = stamp_of(client, form_of(meeting))
    Meeting.objects.update(deadline=timezone.now() - timedelta(minutes=1))

    page = send(client, meeting, stamp=stamp).content.decode()

    assert "Die Anmeldung zu diesem Treffen ist geschlossen" in page
    assert 'value="Tara Test"' in page
    assert not Registration.objects.exists()


@pytest.mark.parametrize("status", ["announced", "closed", "postponed", "cancelled", "held"])
def test_there_is_no_form_where_nobody_can_register(client, status):
    page = client.get(form_of(soon(status=status))).content.decode()

    assert 'name="stamp"' not in page
    assert "Zurzeit kann man sich hier nicht anmelden" in page


@pytest.mark.parametrize("page", ["register", "registered"])
def test_a_draft_has_no_form(client, page):
    assert client.get(reverse(f"network:{page}", args=[soon(draft=True).slug])).status_code == 404


def test_in_ukrainian_the_mail_is_in_ukrainian(client):
    meeting = soon()
    path = f"/uk{form_of(meeting)}"
    client.post(path, answers(stamp=stamp_of(client, path)))

    assert Registration.objects.get().mail_language == "uk"
    assert "http://testserver/uk/treffen/bestaetigen/" in OutgoingMail.objects.get().text


def test_the_same_form_twice_is_one_registration_and_one_mail(client):
    meeting = soon()
    stamp = stamp_of(client, form_of(meeting))

    locations = {send(client, meeting, stamp=stamp).headers["Location"] for _number in range(3)}

    assert locations == {f"{form_of(meeting)}gesendet/"}
    assert (Registration.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_a_mailbox_cannot_be_flooded(client):
    meeting = soon()
    for _number in range(5):
        send(client, meeting)

    assert OutgoingMail.objects.filter(status=OutgoingMail.Status.QUEUED).count() <= 2


def clear_away():
    Meeting.objects.all().delete()
    OutgoingMail.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_registering_takes_few_statements():
    meeting, district = soon(), District.objects.get_or_create(name="Neheim", slug="neheim")[0]
    tables = [ThemeTableFactory(meeting=meeting, number=number, theme=None, title="Chor") for number in range(1, 7)]
    client, path = Client(), form_of(meeting)
    with CaptureQueriesContext(connection) as form:
        stamp = stamp_of(client, path)
    wishes = {f"wish_{number}": str(table.pk) for number, table in enumerate(tables[:3], 1)}
    data = answers(stamp=stamp, district=district.pk, companions="2", companion_names="Tom\nTilda", **wishes)

    with CaptureQueriesContext(connection) as post:
        page = client.post(path, data).headers["Location"]
    with CaptureQueriesContext(connection) as confirmation:
        client.get(page)

    assert len(post) <= 12, [query["sql"][:90] for query in post]
    assert len(form) + len(post) + len(confirmation) <= 20
    clear_away()


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_posts_of_one_form_give_one_registration_and_one_mail():
    meeting = soon()
    stamp = stamp_of(Client(), form_of(meeting))

    def post(_number):
        try:
            return send(Client(), meeting, stamp=stamp).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        locations = set(pool.map(post, range(20)))

    assert locations == {f"{form_of(meeting)}gesendet/"}
    assert (Registration.objects.count(), OutgoingMail.objects.count()) == (1, 1)
    clear_away()
