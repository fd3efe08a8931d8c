"""What each side sees of the other: nothing personal before both have agreed, nothing at all once it is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from sponsorship import links
from sponsorship.models import Consent, ContactNote, Sponsorship
from sponsorship.models.choices import EndReason, Side, SponsorshipStatus
from sponsorship.workflow import check_ins, returning
from sponsorship.workflow import sponsorships as workflow
from sponsorship.workflow.withdrawing import withdraw
from tests.factories import NOW, TODAY, UserFactory
from tests.sponsorship.lives import CONTACT, HOUSEHOLD_CANARIES, SPONSOR_CANARIES, household, pair, sponsor

pytestmark = pytest.mark.django_db
Status = SponsorshipStatus
OWN = {Side.SPONSOR: SPONSOR_CANARIES, Side.HOUSEHOLD: HOUSEHOLD_CANARIES}
OTHER = {Side.SPONSOR: HOUSEHOLD_CANARIES, Side.HOUSEHOLD: SPONSOR_CANARIES}
SIDES = [Side.SPONSOR, Side.HOUSEHOLD]


def address(side, sponsorship):
    if side == Side.SPONSOR:
        return f"/paten/meine-seite/{links.SPONSOR_PAGE.token(sponsorship.sponsor_id)}/"
    return f"/paten/haushalt/{links.HOUSEHOLD_PAGE.token(sponsorship.household_id)}/"


def found(canaries, text):
    return sorted(name for name, canary in canaries.items() if canary in text)


def mails_to(side):
    files = OutgoingMail.objects.filter(to=OWN[side]["email"])
    attached = [bytes(each.content).decode() for mail in files for each in mail.attachments.all()]
    return "\n".join([*(mail.subject + mail.text + mail.html for mail in files), *attached])


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("status", Status)
def test_contact_data_stand_on_the_page_exactly_while_both_agree(client, side, status):
    sponsorship = pair(status)
    page = client.get(address(side, sponsorship)).content.decode()
    assert found(OTHER[side], page) == (sorted(CONTACT) if status in Status.agreed() else [])


def test_before_both_have_agreed_no_page_and_no_mail_names_anybody(client):
    sponsorship = pair()
    workflow.ask_sponsor(sponsorship, by=UserFactory(), now=NOW)
    ask = f"/paten/antwort/{links.SPONSOR_ANSWERS.token(sponsorship.pk)}/"
    seen = {side: client.get(address(side, sponsorship)).content.decode() for side in SIDES}
    seen[Side.SPONSOR] += client.get(ask).content.decode()
    returning.keep_moving(now=NOW + timedelta(days=11))
    workflow.sponsor_says_yes(sponsorship, note=SPONSOR_CANARIES["note"], now=NOW)
    ask = f"/paten/haushalt/antwort/{links.HOUSEHOLD_ANSWERS.token(sponsorship.pk)}/"
    for side in SIDES:
        seen[side] += client.get(address(side, sponsorship)).content.decode()
    seen[Side.HOUSEHOLD] += client.get(ask).content.decode()
    returning.keep_moving(now=NOW + timedelta(days=11))
    workflow.decline(sponsorship, Side.HOUSEHOLD, note=HOUSEHOLD_CANARIES["note"], now=NOW)

    for side in SIDES:
        assert mails_to(side)
        assert found(OTHER[side], seen[side] + mails_to(side)) == []
        assert sponsorship.household.code not in seen[side] + mails_to(side)


def test_the_question_tells_size_ages_languages_district_and_topics(client):
    sponsorship = pair(Status.SPONSOR_ASKED)
    page = client.get(f"/paten/antwort/{links.SPONSOR_ANSWERS.token(sponsorship.pk)}/").content.decode()
    for words in ("2 Personen: 1 erwachsen, 1 von 6 bis 11 Jahren", "Ukrainisch (fließend)", "Neheim", "Schule"):
        assert words in page


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.SPONSOR_ASKED])
def test_a_household_does_not_learn_of_a_proposal_before_it_is_asked(client, status):
    page = client.get(address(Side.HOUSEHOLD, pair(status))).content.decode()
    assert "Wir suchen jemanden, der zu Ihnen passt" in page
    assert "30 bis 49" not in page


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("status", Status.open())
def test_withdrawal_ends_everything_at_once_and_tells_the_other_side_no_reason(client, side, status):
    sponsorship = pair(status)
    own, others = address(side, sponsorship), address(OTHER_SIDE[side], sponsorship)
    assert client.get(own + "widerrufen/").status_code == 200
    assert Consent.objects.current().count() == 2
    assert client.post(own + "widerrufen/", follow=True).status_code == 200

    person = getattr(sponsorship, side)
    person.refresh_from_db()
    sponsorship.refresh_from_db()
    assert (sponsorship.status, sponsorship.end_reason) == (Status.BROKEN_OFF, EndReason.WITHDRAWN)
    assert (person.status, person.consents.current().count()) == ("withdrawn", 0)
    assert client.get(own).status_code == client.post(own + "widerrufen/").status_code == 410
    assert found(OWN[side], client.get(others).content.decode() + mails_to(OTHER_SIDE[side])) == []
    assert "iderr" not in mails_to(OTHER_SIDE[side])
    knew = (OTHER_SIDE[side] == Side.SPONSOR and status != Status.PROPOSED) or status in [
        Status.HOUSEHOLD_ASKED,
        *Status.agreed(),
    ]
    assert bool(mails_to(OTHER_SIDE[side])) == knew


OTHER_SIDE = {Side.SPONSOR: Side.HOUSEHOLD, Side.HOUSEHOLD: Side.SPONSOR}


def test_withdrawing_twice_is_withdrawing_once():
    person = pair(Status.ACTIVE).sponsor
    withdraw(person, now=NOW)
    withdraw(person, now=NOW)
    assert OutgoingMail.objects.filter(purpose="sponsorship-withdrawn").count() == 1


@pytest.mark.parametrize("side", SIDES)
def test_after_the_end_the_page_shows_nothing_of_the_other_side(client, side):
    sponsorship = pair(Status.ACTIVE)
    assert found(OTHER[side], client.get(address(side, sponsorship)).content.decode()) == sorted(CONTACT)
    workflow.end(sponsorship, EndReason.GOAL, note="", by=None, now=NOW)
    assert found(OTHER[side], client.get(address(side, sponsorship)).content.decode() + mails_to(side)) == []


def test_pages_behind_a_link_are_neither_kept_nor_found_and_a_foreign_token_opens_none(client):
    sponsorship = pair(Status.ACTIVE)
    for side in SIDES:
        response = client.get(address(side, sponsorship))
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"
    wrong = links.HOUSEHOLD_PAGE.token(sponsorship.household_id)
    for url in (f"/paten/meine-seite/{wrong}/", "/paten/haushalt/unsinn/", f"/paten/rueckmeldung/{wrong}/"):
        response = client.get(url)
        assert response.status_code == 410
        assert 'href="/paten/"' in response.content.decode()


def test_the_next_meeting_stands_on_both_pages(client):
    sponsorship = pair(Status.MEETING, meets_at=NOW + timedelta(days=3), meets_where="Bürgerbahnhof")
    for side in SIDES:
        assert "Bürgerbahnhof" in client.get(address(side, sponsorship)).content.decode()


def test_the_field_for_programs_is_hidden_from_people(client):
    sponsorship = pair(Status.ACTIVE)
    own = address(Side.SPONSOR, sponsorship)
    for page in (f"{own}notiz/{sponsorship.pk}/", f"{own}beschwerde/"):
        html = client.get(page).content.decode()
        assert html.index('class="form-trap"') < html.index('name="internet_site"')


def note_form(client, url):
    stamp = client.get(url).context["form"].fields["stamp"].initial
    return {"on": str(timezone.localdate()), "minutes": "90", "kind": "meeting", "text": "Gelesen", "stamp": stamp}


def test_a_sponsors_note_sent_twice_is_one_note_and_the_household_writes_none(client):
    sponsorship = pair(Status.ACTIVE)
    url = address(Side.SPONSOR, sponsorship) + f"notiz/{sponsorship.pk}/"
    form = note_form(client, url)
    assert [client.post(url, form).status_code for _time in range(2)] == [302, 302]
    note = ContactNote.objects.get()
    assert (note.minutes, note.text, note.by) == (90, "Gelesen", None)
    assert client.post(url, form | {"on": "2999-01-01"}).status_code == 200


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.HOUSEHOLD_ASKED, Status.ENDED])
def test_notes_belong_to_a_living_patenschaft_of_ones_own(client, status):
    mine, others = pair(status), pair(Status.ACTIVE, sponsor=sponsor(), household=household())
    own = address(Side.SPONSOR, mine)
    assert [client.get(f"{own}notiz/{each.pk}/").status_code for each in (mine, others)] == [404, 404]


def test_check_in_mails_carry_nothing_of_the_other_side():
    pair(Status.MEETING, meets_at=NOW - timedelta(days=1))
    assert check_ins.send_due(now=NOW) == 2
    for side in SIDES:
        assert found(OTHER[side], mails_to(side)) == []
    assert Sponsorship.objects.get().meets_at.date() == TODAY - timedelta(days=1)
