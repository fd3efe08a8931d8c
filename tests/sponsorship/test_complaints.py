"""Complaints pass the sponsor and the responsible colleague by: no page, no mail, no list shows them."""

import pytest
from django.conf import settings
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.roles import Role
from arnsberg_hilfe.portal import worklist
from sponsorship import links
from sponsorship.models import Complaint
from sponsorship.models.choices import Side, SponsorshipStatus
from tests.factories import NOW, TODAY, UserFactory, moderator
from tests.sponsorship.lives import HOUSEHOLD_CANARIES, household, pair, sponsor

pytestmark = pytest.mark.django_db
TEXT = "Kanarienbeschwerde"


@pytest.fixture
def staff():
    return {name: UserFactory(name=name) for name in ("of_sponsor", "of_household", "second")}


@pytest.fixture
def sponsorship(staff):
    sides = {
        "sponsor": sponsor(responsible=staff["of_sponsor"]),
        "household": household(responsible=staff["of_household"]),
    }
    return pair(SponsorshipStatus.ACTIVE, **sides)


def write(client, sponsorship, times=1):
    url = f"/paten/haushalt/{links.HOUSEHOLD_PAGE.token(sponsorship.household_id)}/beschwerde/"
    stamp = client.get(url).context["form"].fields["stamp"].initial
    codes = [client.post(url, {"text": TEXT, "stamp": stamp}).status_code for _time in range(times)]
    return codes, Complaint.objects.get()


def test_sent_twice_it_is_one_complaint_announced_without_its_content(client, sponsorship):
    codes, complaint = write(client, sponsorship, times=2)

    assert codes == [302, 302]
    assert (complaint.text, complaint.side) == (TEXT, Side.HOUSEHOLD)
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {settings.COMPLAINTS_EMAIL, HOUSEHOLD_CANARIES["email"]}
    for mail in mails.values():
        assert mail.about == f"sponsorship.complaint:{complaint.pk}"
        for words in (TEXT, sponsorship.household.code, *list(HOUSEHOLD_CANARIES.values())[:1]):
            assert words not in mail.subject + mail.text + mail.html
    assert "eine Antwort bis zum" in mails[HOUSEHOLD_CANARIES["email"]].text
    assert complaint.answer_by > timezone.localdate()


def test_only_a_second_person_finds_it(client, sponsorship, staff):
    _codes, complaint = write(client, sponsorship)
    for name, code in (("of_sponsor", 404), ("of_household", 404), ("second", 200)):
        client.force_login(staff[name])
        response = client.get(f"/team/paten/beschwerden/{complaint.pk}/")
        assert response.status_code == code
        listed = f"/team/paten/beschwerden/{complaint.pk}/" in client.get("/team/paten/beschwerden/").content.decode()
        on_worklist = "Beschwerde" in [task.kind for task in worklist.tasks(TODAY, staff[name])]
        assert (listed, on_worklist) == (code == 200, code == 200)
        assert client.post(f"/team/paten/beschwerden/{complaint.pk}/", {"step": "take_up"}).status_code in {302, code}
        for page in ("/team/", f"/team/paten/patenschaft/{sponsorship.pk}/"):
            assert TEXT not in client.get(page).content.decode()
    client.logout()
    assert client.get(f"/team/paten/beschwerden/{complaint.pk}/").status_code == 302
    assert "Beschwerde" not in [task.kind for task in worklist.tasks(TODAY, UserFactory(roles=[Role.COORDINATION]))]


def test_a_superuser_who_is_responsible_reads_it_only_where_nobody_else_is_there(client):
    boss = UserFactory(admin=True)
    moderator()
    UserFactory(is_active=False)
    sponsorship = pair(SponsorshipStatus.ACTIVE, sponsor=sponsor(responsible=boss), household=household())
    _codes, complaint = write(client, sponsorship)
    client.force_login(boss)
    assert client.get(f"/team/paten/beschwerden/{complaint.pk}/").status_code == 200

    UserFactory()
    assert client.get(f"/team/paten/beschwerden/{complaint.pk}/").status_code == 404


def test_it_is_taken_up_and_closed_with_what_was_done(client, sponsorship, staff):
    _codes, complaint = write(client, sponsorship)
    client.force_login(staff["second"])
    url = f"/team/paten/beschwerden/{complaint.pk}/"
    client.post(url, {"step": "take_up"})
    assert client.post(url, {"outcome": ""}).status_code == 200
    client.post(url, {"outcome": "Gesprochen"})

    complaint.refresh_from_db()
    assert (complaint.status, complaint.outcome, complaint.handled_by) == ("closed", "Gesprochen", staff["second"])
    assert "nicht möglich" in client.post(url, {"outcome": "Noch einmal"}, follow=True).content.decode()


@pytest.mark.parametrize("status", [SponsorshipStatus.PROPOSED, SponsorshipStatus.SPONSOR_ASKED])
def test_who_knows_of_no_patenschaft_cannot_complain_about_one(client, status):
    one = pair(status)
    url = f"/paten/haushalt/{links.HOUSEHOLD_PAGE.token(one.household_id)}/beschwerde/"
    assert client.get(url).status_code == 404


def test_after_the_end_one_can_still_complain(client):
    one = pair(SponsorshipStatus.ENDED, closed_at=NOW)
    assert write(client, one)[0] == [302]


def test_who_was_responsible_when_it_came_in_never_reads_it(client, sponsorship, staff):
    _codes, complaint = write(client, sponsorship)
    for side in (sponsorship.sponsor, sponsorship.household):
        side.responsible = staff["second"]
        side.save(update_fields=["responsible"])

    third = UserFactory(name="third")

    readers = [user for user in (*staff.values(), third) if complaint in Complaint.objects.readable_by(user)]
    assert readers == [third]
