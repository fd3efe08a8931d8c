"""The office plans meetings on pages of its own."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from network.forms.planning import MeetingPlan
from network.models import Meeting, MeetingStatus, RegistrationStatus, ThemeTable
from network.presenting.planning import STEPS
from network.workflow import change, places, planning, registering
from tests.factories import NOW, MeetingFactory, RegistrationFactory, ResultFactory, ThemeTableFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=80)


@pytest.fixture
def staff(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page_data(client, url):
    """What the browser would send back unchanged, by the rendered forms."""
    plan = client.get(url).context["plan"]
    forms = [*plan.forms(), plan.agenda.management_form, plan.tables.management_form]
    found = {field.html_name: field.value() for form in forms for field in form}
    shown = {name: value for name, value in found.items() if value is not None and value is not False}
    return {
        name: value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "astimezone") else value
        for name, value in shown.items()
    }


def edit_url(meeting):
    return f"/team/treffen/{meeting.slug}/bearbeiten/"


def test_the_list_shows_what_comes_drafts_and_what_was(client, staff):
    RegistrationFactory(
        meeting=MeetingFactory(
            title="Bald", places=10, starts_at=timezone.now() + timedelta(days=9), ends_at=None, deadline=None
        ),
        companions=["", ""],
    )
    MeetingFactory(title="Geplant", draft=True)
    MeetingFactory(title="Gewesen", over=True)

    page = client.get("/team/treffen/")

    assert [[meeting.title for meeting in group] for _title, group in page.context["groups"]] == [
        ["Bald"],
        ["Geplant"],
        ["Gewesen"],
        [],
    ]
    assert "3 von 10 Plätzen vergeben" in " ".join(page.content.decode().split())


@pytest.mark.parametrize("path", ["", "neu/", "{slug}/", "{slug}/bearbeiten/", "{slug}/schritt/cancel/"])
def test_planning_is_for_staff_only(client, path):
    url = f"/team/treffen/{path.format(slug=MeetingFactory().slug)}"

    assert client.get(url).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(url).status_code == 404


def test_a_new_meeting_is_a_draft_with_its_programme_and_tables(client, staff):
    data = page_data(client, "/team/treffen/neu/") | {
        "title_de": "Drittes Netzwerktreffen",
        "starts_at": "2026-09-17T15:30",
        "places": "120",
        "programm-0-at": "15:30",
        "programm-0-title_de": "Begrüßung",
        "tische-0-number": "1",
        "tische-0-title_de": "Wohnen",
    }
    client.post("/team/treffen/neu/", data)

    meeting = Meeting.objects.get()
    assert (meeting.slug, meeting.status, meeting.places) == ("drittes-netzwerktreffen", "draft", 120)
    assert timezone.localtime(meeting.starts_at).isoformat() == "2026-09-17T15:30:00+02:00"
    assert [item.title for item in meeting.agenda.all()] == ["Begrüßung"]
    assert [str(table) for table in meeting.tables.all()] == ["1 Wohnen"]


def test_what_was_typed_is_kept_when_something_is_wrong(client, staff):
    data = page_data(client, "/team/treffen/neu/") | {"title_de": "", "venue": "Halle am Beispielplatz"}

    page = client.post("/team/treffen/neu/", data).content.decode()

    assert "Halle am Beispielplatz" in page
    assert 'href="#id_title_de"' in page
    assert not Meeting.objects.exists()


def test_a_table_number_given_twice_is_refused_on_the_page(client, staff):
    meeting = MeetingFactory()
    ThemeTableFactory(meeting=meeting, number=1)
    data = page_data(client, edit_url(meeting)) | {"tische-1-number": "1", "tische-1-title_de": "Noch einer"}

    assert client.post(edit_url(meeting), data).status_code == 200
    assert meeting.tables.count() == 1


def test_fewer_places_than_are_taken_are_refused_beside_the_field(client, staff):
    meeting = MeetingFactory(places=10)
    RegistrationFactory(meeting=meeting, companions=["", ""])
    data = page_data(client, edit_url(meeting)) | {"places": "2", "venue": "Woanders"}

    page = client.post(edit_url(meeting), data)

    assert page.context["plan"].facts.errors["places"] == [
        "3 Plätze sind schon vergeben; weniger können es nicht werden."
    ]
    meeting.refresh_from_db()
    assert (meeting.places, meeting.venue) == (10, "Beispielhalle")


def test_more_places_let_the_waiting_list_move_up(client, staff):
    meeting = MeetingFactory(coming=True, places=1)
    RegistrationFactory(meeting=meeting)
    waiting = RegistrationFactory(meeting=meeting, waiting=True)

    client.post(edit_url(meeting), page_data(client, edit_url(meeting)) | {"places": "2"})

    waiting.refresh_from_db()
    assert waiting.status == "offered"


def test_an_edit_leaves_registrations_of_the_meantime_alone(client, staff):
    meeting = MeetingFactory(places=5)
    data = page_data(client, edit_url(meeting))
    RegistrationFactory(meeting=meeting, companions=[""])
    Meeting.objects.get().close_registration()

    client.post(edit_url(meeting), data | {"venue": "Rathaus"})

    meeting.refresh_from_db()
    assert (meeting.venue, meeting.taken, meeting.status) == ("Rathaus", 2, "closed")


def test_of_two_who_edit_at_once_the_second_is_told_and_overwrites_nothing(client, staff):
    meeting = MeetingFactory()
    first, second = page_data(client, edit_url(meeting)), page_data(client, edit_url(meeting))
    client.post(edit_url(meeting), first | {"venue": "Rathaus"})

    page = client.post(edit_url(meeting), second | {"address": "Neue Straße 2"})

    assert "jemand anderes" in page.content.decode()
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.address) == ("Rathaus", "Musterstraße 1, 59821 Arnsberg")


def test_a_deadline_after_the_known_day_is_refused_beside_the_field(client, staff):
    meeting = MeetingFactory(coming=True)
    late = (meeting.starts_at + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    page = client.post(edit_url(meeting), page_data(client, edit_url(meeting)) | {"deadline": late})

    assert page.context["plan"].facts.errors["deadline"] == ["Der Anmeldeschluss liegt nach dem Beginn."]
    assert Meeting.objects.get().deadline is None


def test_the_day_of_a_meeting_that_people_know_of_is_not_changed_by_an_edit(client, staff):
    meeting = MeetingFactory()

    client.post(edit_url(meeting), page_data(client, edit_url(meeting)) | {"starts_at": "2026-09-01T10:00"})

    assert Meeting.objects.get().starts_at == meeting.starts_at


def test_a_new_place_reaches_subscribed_calendars(client, staff):
    meeting = MeetingFactory()
    client.post(edit_url(meeting), page_data(client, edit_url(meeting)) | {"internal_note": "Schlüssel holen"})
    assert Meeting.objects.get().sequence == 0

    client.post(edit_url(meeting), page_data(client, edit_url(meeting)) | {"venue": "Rathaus"})
    assert Meeting.objects.get().sequence == 1


def test_a_copy_is_a_draft_without_day_and_registrations(client, staff):
    source = MeetingFactory(title="Netzwerktreffen", places=90, rounds=2)
    source.agenda.create(at="15:30", title="Begrüßung")
    ThemeTableFactory(meeting=source, number=1, question="Was fehlt?")
    RegistrationFactory(meeting=source)

    client.post(f"/team/treffen/{source.slug}/kopieren/")

    copy = Meeting.objects.exclude(pk=source.pk).get()
    assert (copy.status, copy.starts_at, copy.places, copy.rounds, copy.venue) == (
        "draft",
        None,
        90,
        2,
        "Beispielhalle",
    )
    assert copy.slug != source.slug
    assert [item.title for item in copy.agenda.all()] == ["Begrüßung"]
    assert [table.question for table in copy.tables.all()] == ["Was fehlt?"]
    assert (copy.taken, source.tables.count()) == (0, 1)


def test_one_click_makes_a_table_for_each_theme(client, staff):
    meeting = MeetingFactory()
    url = f"/team/treffen/{meeting.slug}/thementische/"
    client.post(url)
    client.post(url)

    assert [(table.number, table.theme.number) for table in meeting.tables.select_related("theme")] == [
        (number, number) for number in range(1, 7)
    ]
    assert ThemeTable.objects.count() == 6


@pytest.mark.parametrize("status", MeetingStatus.values)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_is_offered_exactly_where_it_is_possible(step, status):
    meeting = MeetingFactory(status=status)
    ResultFactory(table__meeting=meeting)
    dates = {"starts_at": LATER, "ends_at": None, "deadline": None} if step.name == "reschedule" else {}
    now = meeting.starts_at if step.name == "hold" else NOW

    try:
        planning.take_step(meeting, step.name, dates, now=now)
    except ValidationError:
        assert status not in step.source
    else:
        assert status in step.source


def test_a_refused_step_says_why(client, staff):
    meeting = MeetingFactory(draft=True, starts_at=None, ends_at=None, deadline=None)

    page = client.post(f"/team/treffen/{meeting.slug}/schritt/open/", follow=True)

    assert "Bitte tragen Sie zuerst Tag und Uhrzeit ein." in page.content.decode()


def test_calling_off_asks_first(client, staff):
    meeting = MeetingFactory()
    RegistrationFactory(meeting=meeting)
    url = f"/team/treffen/{meeting.slug}/schritt/cancel/"

    assert "1 Anmeldung hat eine E-Mail-Adresse" in client.get(url).content.decode()
    assert Meeting.objects.get().status == "open"
    client.post(url)
    assert Meeting.objects.get().status == "cancelled"


def test_the_overview_counts_people(client, staff):
    meeting = MeetingFactory()
    table = ThemeTableFactory(meeting=meeting, number=1)
    RegistrationFactory(meeting=meeting, companions=["", ""], wish_1=table, interpreting=True, mail_language="uk")
    RegistrationFactory(meeting=meeting, children=2, step_free=True, pillar="hauptamt")
    RegistrationFactory(meeting=meeting, waiting=True)

    numbers = client.get(f"/team/treffen/{meeting.slug}/").context["numbers"]

    assert numbers.statuses == [("bestätigt", 4), ("Warteliste", 1)]
    assert numbers.pillars == [("Ehrenamt", 3), ("Stadt und Behörden", 1)]
    assert numbers.wishes == [(str(table), 3), ("kein Wunsch", 1)]
    assert numbers.needs == [
        ("Sprachmittlung (Mails: Ukrainisch)", 1),
        ("Kinder in Betreuung", 2),
        ("stufenloser Zugang", 1),
    ]


# Telling those who have registered


def step(meeting, name, **dates):
    planning.take_step(meeting, name, dates, now=NOW)


def ics_of(mail):
    return bytes(mail.attachments.get().content).decode().replace("\r\n ", "")


def write_all(meeting, name):
    return change.write(meeting.pk, name, at=NOW, now=NOW)


@pytest.mark.parametrize(
    ("name", "purpose", "method"),
    [
        ("postpone", "meeting-postponed", "CANCEL"),
        ("cancel", "meeting-cancelled", "CANCEL"),
        ("reschedule", "meeting-rescheduled", "PUBLISH"),
    ],
)
def test_everybody_who_has_registered_is_told_once_with_a_new_calendar_entry(name, purpose, method):
    meeting = MeetingFactory(places=2)
    RegistrationFactory(meeting=meeting, email="tara@example.org")
    RegistrationFactory(meeting=meeting, email="wanda@example.org", waiting=True, mail_language="uk")
    RegistrationFactory(meeting=meeting, email="")
    RegistrationFactory(meeting=meeting, status=RegistrationStatus.CANCELLED, email="fort@example.org")

    step(meeting, name, **({"starts_at": LATER, "ends_at": None, "deadline": None} if name == "reschedule" else {}))
    done = {"postpone": "postponed", "cancel": "cancelled", "reschedule": "rescheduled"}[name]

    assert write_all(meeting, done) == 2
    assert write_all(meeting, done) == 0
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert {to: (mail.purpose, mail.language) for to, mail in mails.items()} == {
        "tara@example.org": (purpose, "de"),
        "wanda@example.org": (purpose, "uk"),
    }
    entry = ics_of(mails["tara@example.org"])
    assert f"METHOD:{method}" in entry
    assert f"UID:{meeting.uid}" in entry
    assert "SEQUENCE:1" in entry


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ({}, "brauchen Sie nichts zu tun"),
        ({"waiting": True}, "Sobald ein Platz frei wird, schreiben wir Ihnen."),
        ({"unconfirmed": True}, "Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    ],
)
def test_the_letter_about_a_new_day_says_what_each_of_them_has_to_do(status, says):
    meeting = MeetingFactory(places=1)
    guest = RegistrationFactory(meeting=meeting, **status)
    if guest.status == RegistrationStatus.WAITING:
        RegistrationFactory(meeting=meeting, email="")
    step(meeting, "reschedule", starts_at=LATER, ends_at=None, deadline=None)

    write_all(meeting, "rescheduled")

    assert says in OutgoingMail.objects.get().text


def test_nobody_unconfirmed_reads_that_there_is_nothing_to_do():
    registration = RegistrationFactory(unconfirmed=True)
    step(registration.meeting, "postpone")

    write_all(registration.meeting, "postponed")

    assert "Bitte bestätigen Sie zuerst" in OutgoingMail.objects.get().text


def test_who_was_offered_a_place_is_asked_anew_for_the_new_day_and_only_that():
    registration = RegistrationFactory(offered=True)
    meeting = registration.meeting
    step(meeting, "reschedule", starts_at=LATER, ends_at=None, deadline=None)

    write_all(meeting, "rescheduled")

    assert OutgoingMail.objects.get().purpose == "registration-offered"


def test_a_letter_is_not_sent_once_it_is_untrue():
    meeting = MeetingFactory()
    RegistrationFactory(meeting=meeting)
    step(meeting, "postpone")
    step(meeting, "cancel")

    assert write_all(meeting, "postponed") == 0


def test_a_new_day_that_is_over_is_refused():
    with pytest.raises(ValidationError, match="schon vorbei"):
        step(MeetingFactory(), "reschedule", starts_at=NOW - timedelta(days=1), ends_at=None, deadline=None)


def test_places_given_back_while_no_day_is_known_go_to_those_who_wait_with_the_new_day():
    meeting = MeetingFactory(places=1)
    registration, waiting = RegistrationFactory(meeting=meeting), RegistrationFactory(meeting=meeting, waiting=True)
    step(meeting, "postpone")
    registering.cancel(registration, now=NOW)

    step(meeting, "reschedule", starts_at=LATER, ends_at=None, deadline=None)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.held_until) == ("offered", NOW + timedelta(hours=48))


def test_nobody_loses_an_offered_place_while_no_day_is_known():
    registration = RegistrationFactory(offered=True)
    meeting, much_later = registration.meeting, NOW + timedelta(days=30)
    step(meeting, "postpone")

    assert places.release_overdue(now=much_later) == 0
    dates = {"starts_at": LATER, "ends_at": None, "deadline": None}
    planning.take_step(meeting, "reschedule", dates, now=much_later)

    registration.refresh_from_db()
    assert (registration.status, registration.held_until) == ("offered", much_later + timedelta(hours=48))
    assert OutgoingMail.objects.get().purpose == "registration-offered"


def test_calling_off_a_meeting_of_five_hundred_stays_within_a_request(django_assert_max_num_queries):
    meeting = MeetingFactory(places=600)
    RegistrationFactory.create_batch(50, meeting=meeting)

    with django_assert_max_num_queries(10):
        step(meeting, "cancel")


def test_nobody_hears_that_a_place_at_a_cancelled_meeting_has_passed_on():
    registration = RegistrationFactory(offered=True)
    step(registration.meeting, "cancel")

    registration.refresh_from_db()
    assert registration.held_until is None


def test_a_table_with_results_is_not_deleted_and_nothing_typed_is_lost(client, staff):
    table = ThemeTableFactory(meeting=MeetingFactory(over=True))
    ResultFactory(table=table)
    url = edit_url(table.meeting)
    data = page_data(client, url) | {"tische-0-DELETE": "on", "venue": "Halle am Beispielplatz"}

    page = client.post(url, data)

    (row, *_others) = page.context["plan"].tables
    assert "schon etwas aufgeschrieben" in row.errors["DELETE"][0]
    assert "Halle am Beispielplatz" in page.content.decode()
    assert ThemeTable.objects.get() == table


def test_a_row_written_while_its_table_is_deleted_is_kept(client, staff):
    table = ThemeTableFactory(meeting=MeetingFactory(over=True))
    url = edit_url(table.meeting)
    plan = MeetingPlan(table.meeting, page_data(client, url) | {"tische-0-DELETE": "on"})
    assert plan.is_valid()
    ResultFactory(table=table)

    with pytest.raises(ValidationError, match="gerade jemand etwas aufgeschrieben"):
        planning.save(plan, now=NOW)
    assert ThemeTable.objects.get() == table
