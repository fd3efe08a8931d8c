"""Who agreed is invited, once, in their language, and knows why and how to get no more."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from arnsberg_hilfe.core.mail import post
from arnsberg_hilfe.core.models import OutgoingMail
from network.emails import invitation as emails
from network.models import Invitation, Invitee
from network.workflow import inviting, registering
from tests.factories import NOW, MeetingFactory, OfferFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL = ["participant", "provider", "ehrenamt", "hauptamt", "organisation"]


def invitee(email="tara@example.org", **more):
    return Invitee.objects.create(**{"email": email, "origin": "participant", "consent": "Formular, Fassung 1"} | more)


def send(meeting, *groups):
    inviting.invite(meeting, groups or ALL, now=NOW)
    return inviting.send(meeting.pk, groups or ALL, now=NOW)


def sent_to():
    return set(OutgoingMail.objects.values_list("to", flat=True))


def test_each_group_is_counted_and_invited_by_itself():
    meeting = MeetingFactory()
    invitee("frueher@example.org")
    invitee("verein@example.org", origin="organisation", pillar="ehrenamt")
    invitee("amt@example.org", origin="organisation", pillar="hauptamt")
    OfferFactory(email="chor@example.org", email_confirmed_at=NOW)

    assert inviting.counts(meeting, now=NOW) == {
        "participant": 1,
        "provider": 1,
        "ehrenamt": 1,
        "hauptamt": 1,
        "organisation": 0,
    }
    assert send(meeting, "ehrenamt", "participant") == 2
    assert sent_to() == {"frueher@example.org", "verein@example.org"}


def test_nobody_is_invited_twice_to_a_meeting_and_anew_to_the_next():
    meeting, following = MeetingFactory(), MeetingFactory()
    invitee()

    assert [send(meeting), send(meeting), send(following)] == [1, 0, 1]


@pytest.mark.parametrize("more", [{"declined_at": NOW}, {"consent": ""}])
def test_who_has_not_agreed_is_left_alone(more):
    invitee(**more)

    assert send(MeetingFactory()) == 0


def test_who_is_registered_already_is_not_invited():
    meeting = MeetingFactory()
    invitee("Tara@example.org")
    RegistrationFactory(meeting=meeting, email="tara@example.org")

    assert inviting.counts(meeting, now=NOW)["participant"] == 0
    assert send(meeting) == 0


def test_a_provider_gets_into_the_address_book_once_with_the_reason():
    OfferFactory(email="Chor@example.org", email_confirmed_at=NOW, mail_language="uk", provider="Chor Beispiel")
    OfferFactory(email="chor@example.org", email_confirmed_at=NOW)
    OfferFactory(email="unbestaetigt@example.org")
    OfferFactory(email="vorbei@example.org", email_confirmed_at=NOW, ended=True)

    assert send(MeetingFactory()) == 1

    found = Invitee.objects.get()
    assert (found.email, found.origin, found.consent) == ("chor@example.org", "provider", "Angebot im Portal")


def test_a_provider_who_said_no_is_never_asked_again():
    invitee("chor@example.org", origin="provider", declined_at=NOW)
    OfferFactory(email="Chor@example.org", email_confirmed_at=NOW)

    assert inviting.counts(MeetingFactory(), now=NOW)["provider"] == 0
    assert send(MeetingFactory()) == 0


def test_the_letter_says_why_in_the_readers_language_and_how_to_stop():
    invitee(language="uk")
    invitee("verein@example.org", origin="organisation", pillar="ehrenamt")
    send(MeetingFactory())

    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert mails["tara@example.org"].language == "uk"
    text = mails["verein@example.org"].text
    assert "weil Ihre Organisation eingeladen werden möchte" in text
    assert "/treffen/keine-einladungen/" in text
    assert "/anmelden/" in text


@pytest.mark.parametrize("status", ["draft", "closed", "held", "cancelled", "postponed"])
def test_only_a_meeting_that_takes_guests_is_invited_to(status):
    invitee()
    meeting = MeetingFactory(status=status)

    with pytest.raises(ValidationError):
        inviting.invite(meeting, ALL, now=NOW)
    assert inviting.send(meeting.pk, ALL, now=NOW) == 0


def test_a_job_that_was_killed_goes_on_where_it_stopped(monkeypatch):
    meeting = MeetingFactory()
    for number in range(4):
        invitee(f"tara{number}@example.org")
    real, calls = inviting.post, []

    def dies(*args, **options):
        calls.append(options["to"])
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args, **options)

    monkeypatch.setattr(inviting, "post", dies)
    with pytest.raises(KeyboardInterrupt):
        inviting.send(meeting.pk, ALL, now=NOW)

    assert inviting.send(meeting.pk, ALL, now=NOW) == 2
    assert len(sent_to()) == OutgoingMail.objects.count() == Invitation.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_of_two_jobs_at_once_one_writes():
    meeting = MeetingFactory()
    invitee()

    def run(_number):
        try:
            return inviting.send(meeting.pk, ALL, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 1


def test_the_page_shows_numbers_before_anything_is_sent(client):
    meeting = MeetingFactory(starts_at="2099-06-17T13:30Z", ends_at=None, deadline=None)
    invitee()
    client.force_login(UserFactory())
    url = f"/team/treffen/{meeting.slug}/einladen/"

    page = client.get(url).content.decode()

    assert "Frühere Teilnehmende: 1 Adresse" in page
    assert "wir laden Sie herzlich ein" in page
    assert client.post(url, {}).context["form"].errors
    assert client.post(url, {"groups": ["participant"]}).status_code == 302


def test_inviting_is_for_staff_only(client):
    url = f"/team/treffen/{MeetingFactory().slug}/einladen/"

    assert client.get(url).status_code == 302
    client.force_login(UserFactory(is_staff=False))
    assert client.get(url).status_code == 404


def test_a_guest_who_changes_their_mind_about_invitations_is_heard():
    guest = RegistrationFactory(email="tara@example.org", wants_invitations=False)
    guest.wants_invitations = True
    registering.change(guest, now=NOW)
    assert [one.declined_at for one in Invitee.objects.all()] == [None]

    guest.wants_invitations = False
    registering.change(guest, now=NOW)

    assert [one.declined_at for one in Invitee.objects.all()] == [NOW]


@pytest.mark.parametrize(("source", "consent"), [("online", "Anmeldeformular"), ("phone", "telefonisch")])
def test_the_consent_says_how_it_was_given(source, consent):
    guest = RegistrationFactory(unconfirmed=True, wants_invitations=True, source=source)

    registering.confirm(guest, now=NOW)

    assert Invitee.objects.get().consent.startswith(consent)


def test_the_link_that_ends_invitations_can_be_clicked_in_both_parts_of_the_mail():
    letter = emails.invitation(invitee("tara@example.org"), MeetingFactory())

    mail = post(letter, to="tara@example.org")

    assert f'<a href="{letter.stop[1]}">Keine Einladungen mehr</a>' in mail.html
    assert f"Keine Einladungen mehr: {letter.stop[1]}" in mail.text
