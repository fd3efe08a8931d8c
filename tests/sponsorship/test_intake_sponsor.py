"""Somebody wants to become Pate or Patin: two minutes, an address that is confirmed, and a promise."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from arnsberg_hilfe.core.models import District, Language, OutgoingMail
from network.models import Registration, RegistrationStatus
from network.models.choices import MeetingKind
from sponsorship import links
from sponsorship.models import Consent, Sponsor
from sponsorship.models.choices import SponsorStatus
from sponsorship.models.consent import CURRENT_VERSION
from sponsorship.models.free_times import pack
from sponsorship.workflow import intake
from tests.factories import NOW, MeetingFactory, RegistrationFactory, SponsorFactory

pytestmark = pytest.mark.django_db
PAGE = "/paten/werden/"
EMAIL = "kanarina@example.org"


def stamp_of(client, page=PAGE):
    return re.search(r'name="stamp" value="([^"]+)"', client.get(page).content.decode())[1]


def answers(client, **changes):
    plain = {"name": "Kanarina Probe", "email": EMAIL, "most_sponsorships": 1, "consent_given": "on"}
    return plain | {"stamp": stamp_of(client)} | changes


def send(client, **changes):
    return client.post(PAGE, answers(client, **changes))


def interested(email=EMAIL, **more):
    sponsor = Sponsor(**{"name": "Paula Probe"} | more)
    sponsor.set_email(email)
    intake.show_interest(sponsor, {}, key=sponsor.name, now=NOW)
    return Sponsor.objects.latest("pk")


def link_in(mail):
    return re.search(r"http://testserver(/paten/\S+)", mail.text)[1]


def test_name_address_and_consent_are_enough(client):
    assert send(client).headers["Location"] == "/paten/werden/gesendet/"
    sponsor = Sponsor.objects.get()
    assert (sponsor.name, sponsor.email, sponsor.status) == ("Kanarina Probe", EMAIL, SponsorStatus.INTEREST)
    assert (sponsor.free_times, sponsor.hours, sponsor.birth_year, sponsor.topics) == (None, None, None, [])


def test_everything_that_is_said_is_kept(client):
    neheim = District.objects.get(slug="neheim")
    send(
        client,
        phone="02932 1234",
        birth_year=1980,
        district=neheim.pk,
        mobility="car",
        hours=3,
        language_1="de",
        level_1=3,
        language_2="uk",
        level_2="",
        most_sponsorships=2,
        free_times=["0-0", "6-2"],
        topics=["german"],
        interests=["music"],
        situations=["retired"],
        excludes=["large"],
        wishes="Gemeinsam singen",
        wants_meeting="on",
    )
    sponsor = Sponsor.objects.get()
    assert sponsor.free_times == pack([(0, 0), (6, 2)])
    assert dict(sponsor.languages.values_list("language", "level")) == {"de": 3, "uk": 2}
    assert (sponsor.topics, sponsor.excludes, sponsor.wants_meeting) == (["german"], ["large"], True)
    assert (sponsor.district, sponsor.most_sponsorships, sponsor.wishes) == (neheim, 2, "Gemeinsam singen")


def test_the_consent_is_kept_with_wording_language_and_way(client):
    send(client)
    consent = Consent.objects.get()
    assert (consent.version, consent.language, consent.how) == (CURRENT_VERSION, "de", Consent.How.ONLINE)
    assert consent.wording in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consent_given": ""}, "consent_given"),
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"birth_year": 2020}, "birth_year"),
        ({"birth_year": 80}, "birth_year"),
        ({"free_times": ["7-0"]}, "free_times"),
        ({"most_sponsorships": 4}, "most_sponsorships"),
        ({"language_1": "de", "language_2": "de"}, "language_2"),
        ({"language_1": "", "level_1": 2}, "language_1"),
        ({"topics": ["religion"]}, "topics"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(client, changes, field):
    assert field in send(client, **changes).context["form"].errors
    assert not Sponsor.objects.exists()


def test_a_wrong_answer_loses_nothing_of_the_week(client):
    page = send(client, name="", free_times=["2-1"]).content.decode()
    assert re.search(r'value="2-1"\s+id="[^"]+"\s+checked', page)
    assert page.count("checked") == 2  # and the consent


def test_nobody_is_asked_what_is_never_stored(client):
    names = {field.name for field in client.get(PAGE).context["form"]}
    assert not names & {"religion", "health", "flight", "residence_status", "nationality"}


def test_opening_the_link_changes_nothing_and_pressing_the_button_confirms(client):
    send(client)
    link = link_in(OutgoingMail.objects.get())
    for _ in range(10):
        assert EMAIL in client.get(link).content.decode()
    client.head(link)
    assert Sponsor.objects.get().status == SponsorStatus.INTEREST

    for _ in range(2):
        assert "Danke, Ihre Adresse ist bestätigt" in client.post(link).content.decode()

    sponsor = Sponsor.objects.get()
    assert sponsor.status == SponsorStatus.CONFIRMED
    assert sponsor.answer_by > timezone.localdate()
    welcome = OutgoingMail.objects.get(purpose="sponsor-welcome")
    assert "verabreden ein Gespräch" in welcome.text
    assert "no-store" in client.get(link).headers["Cache-Control"]


def test_a_link_that_is_not_one_leads_on(client):
    for token in ("x", links.CONFIRM_HOUSEHOLD.token(1), links.CONFIRM_SPONSOR.token(10**6)):
        assert client.post(f"/paten/werden/bestaetigen/{token}/").status_code == 410


@pytest.mark.parametrize("status", SponsorStatus.closed())
def test_the_link_is_over_for_whoever_has_left(client, status):
    sponsor = SponsorFactory(status=status)
    assert client.get(f"/paten/werden/bestaetigen/{links.CONFIRM_SPONSOR.token(sponsor.pk)}/").status_code == 410


def test_a_link_ends_after_a_week(client, monkeypatch):
    send(client)
    link = link_in(OutgoingMail.objects.get())
    later = timezone.now().timestamp() + timedelta(days=8).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.post(link).status_code == 410


@pytest.mark.parametrize("status", [None, *SponsorStatus.values])
def test_the_page_says_the_same_whoever_is_known(client, status):
    if status:
        sponsor = SponsorFactory(status=status)
        sponsor.set_email(EMAIL)
        sponsor.save()
    answer = send(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/paten/werden/gesendet/")
    known = status in SponsorStatus.in_contact()
    assert OutgoingMail.objects.get().purpose == ("sponsor-known" if known else "sponsor-confirm")
    assert Sponsor.objects.count() == (1 if known or status is None else 2)


def test_no_mail_quotes_what_somebody_typed(client):
    send(client, wishes="Kanariengeheimnis", phone="02932 777777")
    client.post(link_in(OutgoingMail.objects.get()))
    for mail in OutgoingMail.objects.all():
        whole = f"{mail.subject} {mail.text} {mail.html}"
        assert not [word for word in ("Kanarina", "Kanariengeheimnis", "777777") if word in whole]


def test_nothing_that_was_typed_reaches_the_log(client, caplog):
    with caplog.at_level("DEBUG"):
        send(client, birth_year=1)
        send(client)
        client.post(link_in(OutgoingMail.objects.get()))
    ours = [record.getMessage() for record in caplog.records if record.name.split(".")[0] != "django.db.backends"]
    assert "anarina" not in " ".join(ours)


def test_of_several_forms_the_last_counts():
    earlier, later = interested(name="Paula Alt"), interested(name="Paula Neu")
    intake.confirm_sponsor(earlier, now=NOW)
    assert Sponsor.objects.get() == later
    assert later.name == "Paula Neu"


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_posts_of_one_form_give_one_sponsor_and_one_mail():
    Language.objects.get_or_create(code="de", defaults={"name_de": "Deutsch"})
    data = answers(Client(), name="Paula Probe")

    def post(_number):
        try:
            return Client().post(PAGE, data).headers.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(post, range(20))) == {"/paten/werden/gesendet/"}
    assert (Sponsor.objects.count(), Consent.objects.count(), OutgoingMail.objects.count()) == (1, 1, 1)


# The next Patentreffen


def patentreffen(**more):
    return MeetingFactory(kind=MeetingKind.SPONSORS, title="Patentreffen", **more)


def test_who_wants_to_come_is_registered_once_the_address_is_confirmed():
    meeting, sponsor = patentreffen(), interested(wants_meeting=True)
    assert not Registration.objects.exists()
    for _ in range(2):
        intake.confirm_sponsor(sponsor, now=NOW)
    guest = Registration.objects.get()
    assert (guest.meeting, guest.email, guest.status) == (meeting, EMAIL, RegistrationStatus.CONFIRMED)
    assert OutgoingMail.objects.filter(to=EMAIL).count() == 3  # confirm, welcome, the place


def test_who_is_registered_already_stays_so():
    guest = RegistrationFactory(meeting=patentreffen(), email=EMAIL, companions=["Tilo"])
    intake.confirm_sponsor(interested(wants_meeting=True), now=NOW)
    assert Registration.objects.get().companions == guest.companions


def test_a_full_meeting_has_a_waiting_list():
    meeting = patentreffen(places=1)
    RegistrationFactory(meeting=meeting)
    intake.confirm_sponsor(interested(wants_meeting=True), now=NOW)
    assert Registration.objects.get(email=EMAIL).status == RegistrationStatus.WAITING


@pytest.mark.parametrize("kind", [MeetingKind.NETWORK, None])
def test_without_a_patentreffen_the_wish_is_kept(kind):
    if kind:
        MeetingFactory(kind=kind)
    intake.confirm_sponsor(interested(wants_meeting=True), now=NOW)
    assert not Registration.objects.exists()
    assert Sponsor.objects.get().wants_meeting


def test_the_form_names_the_day_of_the_meeting(client):
    assert "Der Termin steht noch nicht fest" in client.get(PAGE).content.decode()
    meeting = patentreffen(coming=True)
    assert isinstance(meeting.starts_at, datetime)
    assert "Damit sind Sie gleich angemeldet" in client.get(PAGE).content.decode()


def test_the_way_in_shows_the_meeting_and_both_ways(client):
    patentreffen(coming=True)
    page = client.get("/paten/").content.decode()
    assert page.index("/paten/werden/") < page.index("/paten/suchen/")
    assert "Patentreffen" in page
    ukrainian = client.get("/uk/paten/").content.decode()
    assert ukrainian.index("/uk/paten/suchen/") < ukrainian.index("/uk/paten/werden/")
