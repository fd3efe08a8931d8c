"""Letters of the Patenprojekt: which address stands below them, and what somebody has in writing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arnsberg_hilfe.core.bot_trap import new_stamp
from arnsberg_hilfe.core.models import OutgoingMail
from sponsorship import links
from sponsorship.emails import sponsorships as emails
from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, Side, SponsorshipStatus, SponsorStatus
from sponsorship.presenting.staff import form_of
from sponsorship.workflow import complaints, steps
from sponsorship.workflow import sponsorships as workflow
from tests.factories import NOW, TODAY, UserFactory
from tests.sponsorship.lives import HOUSEHOLD_CANARIES, SPONSOR_CANARIES, household, pair, sponsor

pytestmark = pytest.mark.django_db
Status = SponsorshipStatus
FACHSTELLE = "paten@example.org"
WHO_ACTS = re.compile(r"^SELECT set_config.*?; ", re.DOTALL)  # the history's, before a statement that writes
FORMS = {
    "/paten/werden/": {"most_sponsorships": 1, "language_1": "de", "level_1": 3},
    "/paten/suchen/": {"adults": 1, "language_1": "uk", "level_1": 3},
}
KNOWN = {"/paten/werden/": SPONSOR_CANARIES["email"], "/paten/suchen/": HOUSEHOLD_CANARIES["email"]}


@pytest.fixture
def fachstelle(settings):
    settings.SPONSORSHIP_EMAIL, settings.COMPLAINTS_EMAIL = FACHSTELLE, "vertrauen@example.org"


@pytest.fixture
def both_known():
    return {
        "/paten/werden/": sponsor(status=SponsorStatus.APPROVED, mail_language="uk"),
        "/paten/suchen/": household(status=HouseholdStatus.WAITING, mail_language="uk"),
    }


def send(client, path, email):
    plain = {"name": "Paula Probe", "email": email, "consent_given": "on", "stamp": new_stamp()}
    assert client.post(path, plain | FORMS[path]).status_code == 302
    return OutgoingMail.objects.latest("pk")


# The address of the Fachstelle


@pytest.mark.parametrize("path", ["", "werden/", "suchen/", "werden/gesendet/", "suchen/unter-18/", "widerrufen/"])
def test_its_address_stands_on_every_page(client, fachstelle, path):
    assert f'href="mailto:{FACHSTELLE}"' in client.get(f"/paten/{path}").content.decode()


def test_its_address_stands_below_its_letters_and_answers_go_there(client, fachstelle):
    mail = send(client, "/paten/werden/", "neu@example.org")
    assert mail.reply_to == FACHSTELLE
    assert FACHSTELLE in mail.text
    assert FACHSTELLE in mail.html


def test_without_one_of_its_own_it_is_the_offices(settings):
    assert settings.SPONSORSHIP_EMAIL == settings.OFFICE_EMAIL


def test_calendars_name_it_as_well(fachstelle):
    workflow.plan_meeting(pair(Status.MEETING), NOW + timedelta(days=3), by=None, now=NOW)
    for mail in OutgoingMail.objects.all():
        assert f"ORGANIZER:mailto:{FACHSTELLE}" in bytes(mail.attachments.get().content).decode()


def test_answers_about_a_complaint_by_pass_the_fachstelle(fachstelle):
    sponsorship = pair(Status.ACTIVE)
    complaints.complain(sponsorship.household, sponsorship, "Das war zu viel.", key="k", now=NOW)
    mail = OutgoingMail.objects.get(to=HOUSEHOLD_CANARIES["email"])
    assert mail.reply_to == "vertrauen@example.org"
    assert FACHSTELLE not in mail.text


# Whom we know already


@pytest.mark.parametrize("path", FORMS)
def test_whom_we_know_is_led_to_their_own_page_in_their_language(client, both_known, path):
    mail = send(client, path, KNOWN[path])
    assert mail.language == "uk"
    link = re.search(r"http://testserver(/uk/paten/\S+)", mail.text)[1]
    assert client.get(link).context["person"] == both_known[path]


@pytest.mark.parametrize("path", FORMS)
def test_the_same_is_done_whether_somebody_is_known_or_not(client, both_known, path):
    """Otherwise the time that the answer takes would say who is known. What is written in vain is not kept."""
    done = {}
    client.get(path)
    for email in (KNOWN[path], "neu@example.org"):
        before = Sponsor.objects.count() + Household.objects.count()
        with CaptureQueriesContext(connection) as captured:
            send(client, path, email)
        statements = [WHO_ACTS.sub("", each["sql"]) for each in captured]
        done[email] = [" ".join(each.split()[:3]) for each in statements]
        kept = Sponsor.objects.count() + Household.objects.count() - before
        assert kept == (email != KNOWN[path])
    written = [[each for each in all_of_them if "SAVEPOINT" not in each] for all_of_them in done.values()]
    assert written[0] == written[1]
    assert any(each.startswith("INSERT") for each in written[0])


# A pause


def test_both_sides_have_a_pause_and_its_end_in_writing():
    sponsorship = pair(Status.ACTIVE)
    workflow.pause(sponsorship, until=TODAY + timedelta(days=30), note="Kanariengrund", by=None, now=NOW)
    workflow.resume(sponsorship, by=None, now=NOW)
    letters = ["sponsorship-paused", "sponsorship-resumed"]
    for person in (SPONSOR_CANARIES, HOUSEHOLD_CANARIES):
        mails = OutgoingMail.objects.filter(to=person["email"]).order_by("pk")
        assert [mail.purpose for mail in mails] == letters
        assert "Kanariengrund" not in "".join(mail.text for mail in mails)
    assert "macht Pause bis zum" in mails[0].text


@pytest.mark.parametrize(("until", "words"), [(TODAY, "Pause bis zum"), (None, "erst wieder, wenn Sie es möchten")])
def test_a_sponsor_has_a_pause_and_its_end_in_writing_and_on_the_own_page(client, until, words):
    paula, who = sponsor(status=SponsorStatus.APPROVED), (UserFactory(), NOW)
    steps.SPONSOR["pause"](paula, {"pause_until": until}, *who)
    page = client.get(f"/paten/meine-seite/{links.SPONSOR_PAGE.token(paula.pk)}/").content.decode()
    steps.SPONSOR["zurueck"](paula, {}, *who)

    mails = OutgoingMail.objects.order_by("pk")
    assert [mail.purpose for mail in mails] == ["sponsor-paused", "sponsor-back"]
    assert words in page
    assert words in mails[0].text


# Small things that matter


@pytest.mark.parametrize("path", FORMS)
def test_browsers_fill_in_name_and_number_and_show_the_keys_of_a_phone(client, path):
    page = client.get(path).content.decode()
    assert re.search(r'<input type="text" name="name" [^>]*autocomplete="name"', page)
    assert re.search(r'<input type="tel" name="phone" [^>]*autocomplete="tel"', page)
    assert page.count('maxlength="120"') >= 1


@pytest.mark.parametrize(
    ("status", "words"), [(Status.ACTIVE, "Ihre Patenschaft"), (Status.PAUSED, "Ihre Patenschaft macht Pause")]
)
def test_the_own_page_says_how_it_stands_in_words(client, status, words):
    page = client.get(f"/paten/meine-seite/{links.SPONSOR_PAGE.token(pair(status).sponsor_id)}/").content.decode()
    assert f"<h2>{words}</h2>" in page


@pytest.mark.parametrize(
    ("status", "words"), [(Status.SPONSOR_ASKED, "Patin oder des Paten"), (Status.HOUSEHOLD_ASKED, "Haushalts")]
)
def test_the_office_sees_whose_answer_it_writes_down(status, words):
    assert words in form_of("answer", pair(status)).heading


def test_a_meeting_that_is_struck_out_names_no_place():
    sponsorship = pair(Status.MEETING, meets_at=NOW + timedelta(days=5), meets_where="Kanarienweg 2")
    sponsorship.uid = "6a0f1b3e-0000-4000-8000-000000000000"
    sponsorship.save()
    workflow.call_meeting_off(sponsorship, by=None, now=NOW)
    for mail in OutgoingMail.objects.all():
        assert b"Kanarienweg" not in bytes(mail.attachments.get().content)


def test_a_phone_number_is_dialled_as_phones_want_it(client):
    page = client.get(f"/paten/meine-seite/{links.SPONSOR_PAGE.token(pair(Status.ACTIVE).sponsor_id)}/")
    assert 'href="tel:+492932700002"' in page.content.decode()


def test_of_the_insurance_the_page_says_what_is_general_and_who_explains_the_rest(client):
    page = client.get("/paten/").content.decode()
    assert "§\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}SGB\N{NO-BREAK SPACE}VII" in page
    assert "erklärt Ihnen die Fachstelle beim Erstgespräch" in page


def test_every_letter_of_a_patenschaft_has_the_fachstelles_address(fachstelle):
    sponsorship = pair(Status.ACTIVE)
    letters = [emails.both_agreed, emails.trial_begins, emails.it_is_over]
    assert {write(sponsorship, Side.SPONSOR).desk for write in letters} == {FACHSTELLE}
