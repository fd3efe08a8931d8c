"""A household looks for a Patin or a Pate: few questions, an address or a phone number, three languages."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from arnsberg_hilfe.core.models import District, Language, OutgoingMail
from sponsorship import links
from sponsorship.models import Consent, Household
from sponsorship.models.choices import HouseholdStatus
from sponsorship.models.consent import CURRENT_VERSION
from sponsorship.models.free_times import pack
from sponsorship.views.requesting import WITHOUT_MAIL
from sponsorship.workflow import intake
from tests.factories import NOW, HouseholdFactory

pytestmark = pytest.mark.django_db
PAGE = "/paten/suchen/"
SENT, TAKEN, MINORS = "/paten/suchen/gesendet/", "/paten/suchen/aufgenommen/", "/paten/suchen/unter-18/"
EMAIL = "kanarina@example.org"


def answers(client, page=PAGE, **changes):
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(page).content.decode())[1]
    plain = {"name": "Kanarina Haushalt", "email": EMAIL, "adults": 1, "consent_given": "on"}
    return plain | {"stamp": stamp} | changes


def send(client, page=PAGE, **changes):
    return client.post(page, answers(client, page, **changes))


def link_in(mail):
    return re.search(r"http://testserver(\S*/paten/\S+)", mail.text)[1]


def test_with_an_address_it_is_confirmed_first(client):
    assert send(client).headers["Location"] == SENT
    link = link_in(OutgoingMail.objects.get())
    for _ in range(10):
        client.get(link)
    household = Household.objects.get()
    assert (household.status, household.answer_by) == (HouseholdStatus.UNCONFIRMED, None)

    for _ in range(2):
        assert client.post(link).status_code == 200

    household.refresh_from_db()
    assert household.status == HouseholdStatus.REQUEST
    assert household.answer_by > timezone.localdate()
    assert OutgoingMail.objects.filter(purpose="household-welcome").count() == 1


def test_without_an_address_the_office_calls(client):
    assert send(client, email="", phone="02932 1234").headers["Location"] == TAKEN
    household = Household.objects.get()
    assert (household.status, household.email_key) == (HouseholdStatus.REQUEST, "")
    assert household.answer_by > timezone.localdate()
    assert not OutgoingMail.objects.exists()


def test_requests_without_an_address_are_limited(client):
    for number in range(WITHOUT_MAIL.most + 1):
        answer = send(client, email="", phone=f"02932 1234{number}")
    assert "sehr viele Nachrichten" in answer.content.decode()
    assert Household.objects.count() == WITHOUT_MAIL.most
    assert send(client).headers["Location"] == SENT


def test_everything_that_is_said_is_kept(client):
    huesten = District.objects.get(slug="huesten")
    send(
        client,
        district=huesten.pk,
        shelter="Unterkunft am Bach",
        adults=2,
        adults_are="woman",
        children_0_5=1,
        children_6_11="",
        children_12_17=2,
        language_1="uk",
        level_1=3,
        free_times=["5-1"],
        topics=["school"],
        excludes=["men"],
        needs_interpreting="on",
    )
    household = Household.objects.get()
    assert (household.district, household.shelter, household.people) == (huesten, "Unterkunft am Bach", 5)
    assert household.free_times == pack([(5, 1)])
    assert (household.excludes, household.needs_interpreting) == (["men"], True)
    assert dict(household.languages.values_list("language", "level")) == {"uk": 3}


@pytest.mark.parametrize(("page", "language"), [(PAGE, "de"), (f"/uk{PAGE}", "uk"), (f"/en{PAGE}", "en")])
def test_each_language_is_remembered_with_the_consent(client, page, language):
    send(client, page)
    consent = Consent.objects.get()
    assert (consent.version, consent.language, consent.how) == (CURRENT_VERSION, language, Consent.How.ONLINE)
    assert (Household.objects.get().mail_language, OutgoingMail.objects.get().language) == (language, language)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consent_given": ""}, "consent_given"),
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"adults": -1}, "adults"),
        ({"adults": ""}, "adults"),
        ({"children_0_5": 21}, "children_0_5"),
        ({"phone": "ruf an"}, "phone"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(client, changes, field):
    assert field in send(client, **changes).context["form"].errors
    assert not Household.objects.exists()


@pytest.mark.parametrize("alone", [{"unaccompanied": "on"}, {"adults": "0", "children_12_17": "1"}, {"adults": " 0 "}])
def test_of_unaccompanied_minors_nothing_is_kept(client, alone):
    answer = send(client, **alone, wishes="Ich bin allein hier.")
    assert answer.headers["Location"] == MINORS
    page = client.get(MINORS).content.decode()
    assert "Jugendamt" in page
    assert f'href="{PAGE}"' in page
    assert not Household.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("status", [None, *HouseholdStatus.values])
def test_the_page_says_the_same_whoever_is_known(client, status):
    if status:
        household = HouseholdFactory(status=status)
        household.set_email(EMAIL)
        household.save()
    answer = send(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, SENT)
    known = status in [*HouseholdStatus.preparing(), HouseholdStatus.WAITING]
    assert OutgoingMail.objects.get().purpose == ("household-known" if known else "household-confirm")


def test_no_mail_quotes_what_somebody_typed(client):
    send(client, wishes="Kanariengeheimnis", shelter="Kanarienheim")
    client.post(link_in(OutgoingMail.objects.get()))
    whole = " ".join(f"{mail.subject} {mail.text} {mail.html}" for mail in OutgoingMail.objects.all())
    assert "anari" not in whole


def test_a_link_that_is_not_one_leads_on(client):
    for token in ("x", links.CONFIRM_SPONSOR.token(1)):
        assert client.post(f"/paten/suchen/bestaetigen/{token}/").status_code == 410


@pytest.mark.parametrize("status", HouseholdStatus.closed())
def test_the_link_is_over_for_whoever_has_left(client, status):
    household = HouseholdFactory(status=status)
    assert client.get(f"/paten/suchen/bestaetigen/{links.CONFIRM_HOUSEHOLD.token(household.pk)}/").status_code == 410


def test_of_several_forms_the_last_counts():
    for name in ("Halyna Alt", "Halyna Neu"):
        household = Household(name=name)
        household.set_email(EMAIL)
        intake.request_sponsor(household, {"uk": 3}, key=name, now=NOW)
    intake.confirm_household(Household.objects.first(), now=NOW)
    assert Household.objects.get().name == "Halyna Neu"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("email", "where", "mails"), [(EMAIL, SENT, 1), ("", TAKEN, 0)])
def test_twenty_parallel_posts_of_one_form_give_one_household(email, where, mails):
    Language.objects.get_or_create(code="uk", defaults={"name_de": "Ukrainisch"})
    data = answers(Client(), email=email, phone="02932 1234")

    def post(_number):
        try:
            return Client().post(PAGE, data).headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(post, range(20))) == {where}
    assert (Household.objects.count(), OutgoingMail.objects.count()) == (1, mails)
