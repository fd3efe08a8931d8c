"""Within an area, the record itself: one's own tables, one's own doors around the day, mails of one's own work."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.roles import OPENS, Role, area_of
from network.models import MeetingStatus
from offers.models import Offer, Status
from sponsorship.models import Complaint
from tests.factories import (
    TODAY,
    HouseholdFactory,
    MeetingFactory,
    OfferFactory,
    RegistrationFactory,
    SponsorFactory,
    SponsorshipFactory,
    ThemeTableFactory,
    UserFactory,
    moderator,
)
from tests.whole_office import areas_read, one_of_everything

pytestmark = pytest.mark.django_db
DOOR_PAGES = ["", "abhaken/", "stand/", "ohne-anmeldung/", "freigeben/"]
NAME = "Kanari Kreuzmann"


def meeting_on(days):
    begin = timezone.now().replace(microsecond=0) + timedelta(days=days)
    meeting = MeetingFactory(starts_at=begin, ends_at=None, deadline=None, status=MeetingStatus.CLOSED)
    RegistrationFactory(meeting=meeting, name=NAME)
    return meeting


@pytest.fixture
def helper(client):
    user = UserFactory(roles=[Role.DOOR])
    client.force_login(user)
    return user


@pytest.mark.parametrize("part", ["", "stand/"])
def test_a_moderator_reads_and_writes_at_their_own_tables_only(client, part):
    mine = ThemeTableFactory(number=1)
    other = ThemeTableFactory(meeting=mine.meeting, number=2)
    client.force_login(moderator(mine))
    url = f"/team/treffen/{mine.meeting.slug}/tische/"
    assert client.get(f"{url}{mine.number}/{part}").status_code == 200
    answers = [getattr(client, method)(f"{url}{other.number}/{part}") for method in ("get", "post")]
    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("part", DOOR_PAGES)
def test_the_door_of_another_meeting_is_closed(client, helper, part):
    meeting_on(0).doorkeepers.add(helper)
    other = meeting_on(0)
    url = f"/team/treffen/{other.slug}/einlass/{part}"
    assert client.get(url).status_code in {404, 405}
    assert client.post(url).status_code == 404


@pytest.mark.parametrize(("days", "is_open"), [(-2, False), (-0.9, True), (0, True), (0.9, True), (2, False)])
def test_the_list_of_names_is_there_around_the_day(client, helper, days, is_open):
    meeting = meeting_on(days)
    meeting.doorkeepers.add(helper)
    url, key = f"/team/treffen/{meeting.slug}/einlass/", meeting.registrations.get().pk
    listed = client.get(url).content.decode()
    ticked = client.post(f"{url}abhaken/", {"tick": f"in:{key}:0"}, headers={"Accept": "application/json"}).json()
    assert (NAME in listed, str(key) in ticked["rows"]) == (is_open, is_open)
    assert client.get(f"{url}stand/").status_code == (204 if is_open else 410)


def test_who_is_no_longer_asked_to_help_is_out_with_the_next_request(client, helper):
    meeting = meeting_on(0)
    meeting.doorkeepers.add(helper)
    assert client.get(f"/team/treffen/{meeting.slug}/einlass/").status_code == 200
    meeting.doorkeepers.clear()
    assert client.get(f"/team/treffen/{meeting.slug}/einlass/").status_code == 404


def test_my_doors_are_those_to_come_and_until_a_day_after(client, helper):
    for days in (-2, -0.5, 3):
        meeting_on(days).doorkeepers.add(helper)
    meeting_on(3)
    doors = client.get("/team/treffen/einlass/").context["doors"]
    assert [door["is_open"] for door in doors] == [True, False]


def test_the_office_says_who_helps_at_a_door(client):
    helper, moderating = UserFactory(name="Edda Einlass", roles=[Role.DOOR]), moderator()
    client.force_login(UserFactory(roles=[Role.COORDINATION]))
    meeting = meeting_on(3)
    url = f"/team/treffen/{meeting.slug}/einlass/wer/"
    choices = client.get(url).context["form"].fields["people"].choices
    assert choices[0] == (str(helper.pk), "Edda Einlass")
    assert client.post(url, {"people": [moderating.pk]}).status_code == 200
    client.post(url, {"people": [helper.pk]})
    assert list(meeting.doorkeepers.all()) == [helper]
    client.post(url, {"nobody": "ticked"})
    assert not meeting.doorkeepers.exists()


@pytest.mark.parametrize("role", Role)
def test_a_mail_that_reached_nobody_opens_to_whose_work_it_is_about(client, role):
    abouts = [OfferFactory(), RegistrationFactory(), SponsorFactory(), None]
    mails = [post(Letter("test", "Betreff", []), to="weg@example.org", about=about) for about in abouts]
    OutgoingMail.objects.update(status=OutgoingMail.Status.REFUSED)
    client.force_login(UserFactory(roles=[role]))
    opened = [client.get(f"/team/mail/{mail.pk}/").status_code == 200 for mail in mails]
    wanted = {
        Role.LEADERSHIP: [True, True, True, True],
        Role.COORDINATION: [True, True, False, False],
        Role.FACHSTELLE: [False, False, True, False],
    }
    assert opened == wanted.get(role, [False] * 4)


def test_mails_about_a_complaint_are_kept_from_those_involved():
    involved, other = [UserFactory(roles=[Role.LEADERSHIP]) for _time in range(2)]
    sponsorship = SponsorshipFactory(household=HouseholdFactory(responsible=involved))
    complaint = Complaint.objects.create(sponsorship=sponsorship, key="c", side="household", answer_by=TODAY)
    mail = post(Letter("test", "Betreff", []), to="a@example.org", about=complaint)
    assert list(OutgoingMail.objects.readable_by(other)) == [mail]
    assert not OutgoingMail.objects.readable_by(involved).exists()


@pytest.mark.parametrize("role", Role)
def test_search_boxes_of_the_admin_answer_with_ones_own_records_only(client, role):
    one_of_everything()
    client.force_login(UserFactory(roles=[role]))
    surprises = []
    for model, page in admin.site._registry.items():
        for name in page.autocomplete_fields:
            field = model._meta.get_field(name)
            asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}
            code = client.get("/admin/autocomplete/", asked).status_code
            if (code == 200) != (area_of(field.related_model) in OPENS[role]):
                surprises.append((model.__name__, name, code))
    assert surprises == []


def test_the_way_from_the_admin_to_a_public_page_does_not_tell_of_drafts(client):
    offer = OfferFactory(slug="geheimes-angebot", status=Status.SUBMITTED)
    url = f"/admin/r/{ContentType.objects.get_for_model(Offer).pk}/{offer.pk}/"
    client.force_login(UserFactory(roles=[Role.TECHNICAL]))
    assert client.get(url).status_code == 404
    client.force_login(UserFactory(roles=[Role.COORDINATION]))
    assert client.get(url).headers["Location"].endswith("/angebote/geheimes-angebot/")


def test_an_admin_action_of_another_area_does_nothing(client):
    offer = OfferFactory()
    client.force_login(UserFactory(roles=[Role.TECHNICAL]))
    answer = client.post("/admin/offers/offer/", {"action": "pause", "_selected_action": offer.pk})
    offer.refresh_from_db()
    assert (answer.status_code, offer.status) == (404, Status.PUBLISHED)


def test_what_somebody_did_in_an_earlier_role_is_out_of_sight(client):
    user, registration = UserFactory(roles=[Role.TECHNICAL]), RegistrationFactory(name=NAME)
    LogEntry.objects.log_actions(user.pk, [registration], CHANGE, "")
    client.force_login(user)
    assert NAME not in client.get("/admin/").content.decode()


def test_before_a_stadtteil_is_deleted_numbers_stand_there_instead_of_names(client):
    district = one_of_everything()["district"]
    client.force_login(UserFactory(roles=[Role.TECHNICAL]))
    text = client.get(f"/admin/core/district/{district.pk}/delete/").content.decode()
    assert "Einträge" in text
    assert areas_read(text) == set()


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        ([Role.COORDINATION], "Arbeitsliste"),
        ([Role.FACHSTELLE], "Arbeitsliste"),
        ([Role.MODERATION], "/team/treffen/meine-tische/"),
        ([Role.DOOR], "/team/treffen/einlass/"),
        ([Role.MODERATION, Role.DOOR], "/team/treffen/meine-tische/"),
        ([Role.TECHNICAL], "/team/technik/"),
        ([], "noch keine Rolle"),
    ],
)
def test_everybody_begins_where_their_work_is(client, roles, first):
    client.force_login(UserFactory(roles=roles))
    answer = client.get("/team/")
    assert first in answer.headers.get("Location", answer.content.decode())
