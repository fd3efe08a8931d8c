"""«Meine Daten»: all of it is told, nothing of others, and after erasing nothing is left."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import signing
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from arnsberg_hilfe.core import tasks
from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import agree
from arnsberg_hilfe.core.encryption import seal_part
from arnsberg_hilfe.core.logs import TOKEN as IN_LOGS
from arnsberg_hilfe.core.models import Consent, OutgoingMail
from arnsberg_hilfe.core.privacy import own_models
from arnsberg_hilfe.portal import own_data, retention
from arnsberg_hilfe.portal.emails import OWN_DATA
from arnsberg_hilfe.portal.models import DataRequest, Inquiry, PromisedErasure
from network.models import Registration
from offers.models import Edition, NeedReply, Offer, Status
from sponsorship.models import Complaint, Sponsor
from sponsorship.models.choices import SponsorshipStatus
from sponsorship.workflow import complaints
from tests.factories import (
    NOW,
    TODAY,
    HouseholdFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    RegistrationFactory,
    SponsorFactory,
    SponsorshipFactory,
    SubscriberFactory,
    UserFactory,
)
from tests.interruptions import everything
from tests.offers.test_submission import stamp_of
from tests.portal.canary import CANARY, EMAIL, everywhere, hits

pytestmark = pytest.mark.django_db
ASK = "/meine-daten/"
MIRA = "mira@example.org"

# Personal texts that the person is not told, and why
ABOUT_BOTH = {
    "Sponsorship.override_reason": "the office's words about both sides of a Patenschaft",
    "Sponsorship.end_note": "the office's words about both sides",
    "Sponsorship.reasons": "what the matching found in the particulars of both sides",
    "ContactNote.text": "a note that somebody else wrote about both; one's own is told",
}


def path(name="portal:own_data", *more, address=EMAIL):
    return reverse(name, args=[OWN_DATA.token(seal_part(address)), *more])


def of(record, step, *more, address=MIRA):
    return path(f"portal:own_data_{step}", record._meta.label_lower, record.pk, *more, address=address)


# Everything is told


def texts_of(records):
    """«Model.field» and what stands in it, of every personal text that carries the token."""
    for record in records:
        record.refresh_from_db()
        for name in sorted(record.privacy.personal):
            value = getattr(record, name)
            if isinstance(record._meta.get_field(name), models.ForeignKey) or CANARY not in str(value):
                continue
            text = value["text"] if isinstance(value, dict) else value[0] if isinstance(value, list) else value
            yield f"{type(record).__name__}.{name}", text


def printed(content):
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_the_page_the_file_and_the_paper_tell_everything_that_is_hers(client):
    told = list(texts_of(everywhere()))
    page = client.get(path()).content.decode()
    file = client.get(path("portal:own_data_json")).content.decode()
    paper = printed(client.get(path("portal:own_data_pdf")).content)

    assert len(told) > 50
    assert {name for name, text in told if text not in page} == set(ABOUT_BOTH)
    assert {name for name, text in told if text not in file} == set(ABOUT_BOTH)
    assert {name for name, text in told if "".join(text.split()) not in paper} == set(ABOUT_BOTH)


def test_every_kind_of_record_with_an_address_is_looked_through():
    """A new model with an e-mail address needs a source."""
    with_address = {model for model in own_models() if model.privacy.personal & {"email", "to", "email_key"}}
    assert with_address - {source.model for source in own_data.SOURCES} == set()


def test_the_file_says_what_its_keys_mean(client):
    RegistrationFactory(email=MIRA)
    file = json.loads(client.get(path("portal:own_data_json", address=MIRA)).content)
    told = set(file) | {f"holdings[].{key}" for key in file["holdings"][0]}
    assert told - {"keys"} == set(file["keys"])
    assert file["address"] == MIRA


def test_of_the_other_side_of_a_patenschaft_nothing_is_told(client):
    household = HouseholdFactory(name=f"{CANARY} Haushalt", phone=f"{CANARY} 1", note=CANARY)
    pair = SponsorshipFactory(sponsor=sponsor(), household=household, status=SponsorshipStatus.ACTIVE)
    pair.check_ins.create(side="household", occasion="trial", due_on=TODAY, light="red", text=CANARY, answered_at=NOW)
    pair.notes.create(on=TODAY, text=CANARY, by=UserFactory())
    pair.steps.create(status=pair.status, side="household", note=CANARY)
    complaints.complain(household, pair, CANARY, key="k", now=NOW)

    page = client.get(path(address=MIRA)).content.decode()
    assert "Patenschaft" in page
    assert CANARY not in page
    assert "Beschwerde" not in page


def test_what_others_wrote_to_a_provider_is_not_told(client):
    offer = OfferFactory(email=MIRA)
    written = {"name": CANARY, "email": f"{CANARY}@example.org", "text": CANARY, "language": "de"}
    offer.messages.create(key="m", status="relayed", relayed_at=NOW, **written)
    offer.reports.create(key="r", kind="wrong", text=CANARY, email=f"{CANARY}@example.org", answer_by=TODAY)
    assert CANARY not in client.get(path(address=MIRA)).content.decode()


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_page_file_and_paper_are_kept_by_nobody(client, language):
    RegistrationFactory(email=MIRA)
    with translation.override(language):
        pages = [path(f"portal:own_data{name}", address=MIRA) for name in ("", "_json", "_pdf", "_erase_all")]
        assert client.get(reverse("portal:own_data_ask")).status_code == 200
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")


# Asking


def ask(client, address=MIRA, language=""):
    page = f"{language}{ASK}"
    return client.post(page, {"email": address, "stamp": stamp_of(client, page)}, follow=True)


def link_in(mail):
    return re.search(r"http://testserver(/\S*meine-daten/\S+)", mail.text)[1]


def test_an_address_gets_a_link_to_all_that_is_held_on_it(client):
    RegistrationFactory(email="Mira@Example.org", name="Mira Muster")
    ask(client)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.purpose) == (MIRA, "own-data")
    assert MIRA not in mail.text
    assert "Mira Muster" in client.get(link_in(mail)).content.decode()


def test_the_answer_is_the_same_for_an_unknown_address_and_nothing_stays_of_it(client):
    RegistrationFactory(email=MIRA)
    known, unknown = ask(client), ask(client, f"{CANARY}@example.org")
    assert without_tokens(known) == without_tokens(unknown)
    assert known.redirect_chain == unknown.redirect_chain
    assert OutgoingMail.objects.get().to == MIRA
    assert hits() == {}


def without_tokens(answer):
    return answer.status_code, re.sub(r'(value|nonce)="[^"]{20,}"', "", answer.content.decode())


def test_known_and_unknown_cost_the_same_statements():
    RegistrationFactory(email=MIRA)
    counts = []
    for address in (MIRA, "niemand@example.org"):
        with CaptureQueriesContext(connection) as caught:
            own_data.ask(address, now=NOW)
        counts.append(len(caught))
    assert counts[1] - counts[0] == 1  # what is taken back takes two statements, what is kept one


def test_a_mailbox_gets_one_link_an_hour(client):
    RegistrationFactory(email=MIRA)
    for minutes, mails in ((0, 1), (30, 1), (61, 2)):
        own_data.ask(MIRA, now=NOW + timedelta(minutes=minutes))
        assert OutgoingMail.objects.count() == mails


def test_the_mail_with_the_link_is_forgotten_when_it_has_left():
    RegistrationFactory(email=MIRA)
    own_data.ask(MIRA, now=NOW)
    tasks.deliver(OutgoingMail.objects.get().pk)
    assert OutgoingMail.objects.count() == 0


def test_the_offices_own_mailbox_gets_no_link(settings):
    Inquiry.objects.create(key="i", reason="question", name="x", email=settings.OFFICE_EMAIL, answer_by=TODAY)
    own_data.ask(settings.OFFICE_EMAIL, now=NOW)
    assert OutgoingMail.objects.count() == 0


def test_a_program_gets_no_link(client):
    RegistrationFactory(email=MIRA)
    client.post(ASK, {"email": MIRA, "stamp": stamp_of(client, ASK), "internet_site": "x"})
    assert OutgoingMail.objects.count() == 0


def test_the_link_ends_after_an_hour(client, monkeypatch):
    RegistrationFactory(email=MIRA)
    url = path(address=MIRA)
    now = timezone.now().timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3700)
    assert client.get(url).status_code == 410
    assert client.get(f"{ASK}falsch/").status_code == 410


def test_the_address_is_readable_in_no_link_and_no_log():
    token = OWN_DATA.token(seal_part(MIRA))
    assert "mira" not in token
    assert IN_LOGS.sub("…", f"/meine-daten/{token}/x") == "/meine-daten/…/x"


# Correcting, withdrawing


def reply(**more):
    values = {"need": NeedFactory(), "key": "r", "name": "Mira Muser", "email": MIRA, "text": "Ja"}
    return NeedReply.objects.create(**values | more)


def sponsor(**more):
    made = SponsorFactory(**more)
    made.set_email(MIRA)
    made.save()
    return made


def test_a_name_without_a_page_of_its_own_is_corrected_here(client):
    mine = reply()
    assert client.get(of(mine, "correct")).status_code == 200
    client.post(of(mine, "correct"), {"name": "Mira Muster", "phone": ""})
    mine.refresh_from_db()
    assert mine.name == "Mira Muster"


def test_what_has_a_page_of_its_own_is_changed_there(client):
    OfferFactory(email=MIRA)
    page = client.get(path(address=MIRA)).content.decode()
    link = re.search(r'href="(/angebote/verwalten/[^"]+)"', page)[1]
    assert client.get(link).status_code == 200


def test_consents_are_shown_with_wording_and_withdrawn_one_by_one(client):
    offer = OfferFactory(email=MIRA, email_public=True)
    agree(offer, [Purpose.PUBLICATION, Purpose.EMAIL_PUBLIC], now=NOW, language="uk")
    page = client.get(path(address=MIRA)).content.decode()
    assert "Fassung 1, Українська, auf der Seite" in page
    consent = Consent.objects.get(purpose=Purpose.EMAIL_PUBLIC)

    assert client.get(of(offer, "withdraw", consent.pk)).status_code == 200
    client.post(of(offer, "withdraw", consent.pk))

    offer.refresh_from_db()
    assert (offer.email_public, offer.status) == (False, Status.PUBLISHED)
    assert Consent.objects.current().get().purpose == Purpose.PUBLICATION


@pytest.mark.parametrize("step", ["correct", "erase"])
def test_nobody_reaches_what_belongs_to_another_address(client, step):
    theirs = reply(email="andere@example.org")
    for page in (of(theirs, step), of(theirs, step).replace("offers.needreply", "core.rate")):
        assert client.get(page).status_code == client.post(page, {"name": "x"}).status_code == 302
    theirs.refresh_from_db()
    assert theirs.name == "Mira Muser"


def test_a_consent_of_another_record_is_not_withdrawn(client):
    mine, other = OfferFactory(email=MIRA), OfferFactory()
    agree(other, [Purpose.PUBLICATION], now=NOW)
    assert client.post(of(mine, "withdraw", Consent.objects.get().pk)).status_code == 404


def test_opening_the_links_changes_nothing(client):
    offer, mine = OfferFactory(email=MIRA), reply()
    agree(offer, [Purpose.PUBLICATION], now=NOW)
    consent = Consent.objects.get().pk
    pages = [path(address=MIRA), path("portal:own_data_erase_all", address=MIRA)]
    pages += [of(mine, "erase"), of(mine, "correct"), of(offer, "withdraw", consent)]
    before = everything()
    for page in pages:
        for get in (client.get, client.head):
            assert get(page).status_code == 200
    assert everything() == before


# Erasing


def test_after_erasing_everything_nothing_is_left_anywhere(client):
    everywhere()
    assert len(hits()) > 20
    client.post(path("portal:own_data_erase_all"))

    assert OutgoingMail.objects.get(to=EMAIL).purpose == "own-data-erased"
    for mail in OutgoingMail.objects.filter(forgotten_when_sent=True):
        tasks.deliver(mail.pk)
    assert hits() == {}
    assert DataRequest.objects.get().kept == 0
    assert "Nichts gespeichert" in client.get(path()).content.decode()


def test_one_thing_is_erased_and_the_rest_stays(client):
    mine, offer = reply(), OfferFactory(email=MIRA)
    client.post(of(mine, "erase"))
    assert not NeedReply.objects.exists()
    assert Offer.objects.get() == offer
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.forgotten_when_sent) == (MIRA, True)
    assert "Ihre Antworten auf Bedarfe: Kinderbetten" in mail.text


def test_a_second_click_does_nothing(client):
    mine = reply()
    for page in (of(mine, "erase"), path("portal:own_data_erase_all", address=MIRA)):
        client.post(page)
        assert client.post(page).headers["Location"].startswith(ASK)
    assert (OutgoingMail.objects.count(), DataRequest.objects.count()) == (1, 1)


def test_a_public_offer_is_gone_from_the_printed_overview_too(client):
    offer = OfferFactory(email=MIRA)
    Edition.objects.create(language="de", content="x", status=Edition.Status.READY, file=b"x", finished_at=NOW)
    client.post(of(offer, "erase"))
    assert (Offer.objects.count(), Edition.objects.count()) == (0, 0)


def test_a_guest_who_is_erased_is_no_longer_expected_and_counts_remain(client):
    coming = RegistrationFactory(meeting=MeetingFactory(coming=True, places=1), email=MIRA, companions=[])
    waiting = RegistrationFactory(meeting=coming.meeting, waiting=True)
    client.post(of(coming, "erase"))
    coming.refresh_from_db()
    waiting.refresh_from_db()
    assert (coming.name, coming.email, coming.status, coming.size) == ("", "", "cancelled", 1)
    assert waiting.status == "offered"


def test_who_was_there_still_counts(client):
    guest = RegistrationFactory(meeting=MeetingFactory(over=True), email=MIRA, status="attended")
    client.post(of(guest, "erase"))
    assert Registration.objects.get().status == "attended"


def test_a_running_patenschaft_ends_and_the_other_side_is_told_before_the_sponsor_is_forgotten(client):
    household = HouseholdFactory(mail_language="de")
    household.set_email("haushalt@example.org")
    household.save()
    pair = SponsorshipFactory(sponsor=sponsor(), household=household, status=SponsorshipStatus.ACTIVE)
    client.post(path("portal:own_data_erase_all", address=MIRA))

    pair.refresh_from_db()
    told = OutgoingMail.objects.get(to="haushalt@example.org")
    assert (pair.status, told.purpose) == (SponsorshipStatus.BROKEN_OFF, "sponsorship-over")
    assert told.about == f"sponsorship.household:{household.pk}"
    assert (Sponsor.objects.get().name, Sponsor.objects.get().anonymised_at is None) == ("", False)


def test_while_a_complaint_is_looked_into_the_sponsor_is_withdrawn_and_erased_afterwards(client):
    household = HouseholdFactory()
    pair = SponsorshipFactory(sponsor=sponsor(), household=household, status=SponsorshipStatus.ACTIVE)
    complaints.complain(household, pair, "…", key="k", now=NOW)
    page = client.get(path("portal:own_data_erase_all", address=MIRA)).content.decode()
    assert "Das muss noch bleiben" in page
    assert "eschwerde" not in page
    client.post(path("portal:own_data_erase_all", address=MIRA))

    pair.refresh_from_db()
    assert pair.status == SponsorshipStatus.BROKEN_OFF
    assert Sponsor.objects.get().name
    assert "Das bleibt noch" in OutgoingMail.objects.get(to=MIRA).text
    assert own_data.erase_promised(NOW) == 0

    complaints.close(Complaint.objects.get(), "geklärt", by=UserFactory(), now=NOW)
    night = next(rule for rule in retention.RULES if rule.key == "portal.promised")
    assert night.erase(NOW) == 1
    assert (Sponsor.objects.get().name, PromisedErasure.objects.count()) == ("", 0)


def test_a_staff_account_is_told_and_stays(client):
    UserFactory(email=MIRA, name="Kollegin Geheim")
    page = client.get(path(address=MIRA)).content.decode()
    assert "Auskunft dazu gibt Ihnen die Leitung" in page
    assert "Kollegin Geheim" not in page.replace(MIRA, "")
    client.post(path("portal:own_data_erase_all", address=MIRA))
    assert UserFactory._meta.model.objects.filter(email=MIRA).exists()
    assert not PromisedErasure.objects.exists()


def test_who_has_said_no_to_calls_is_told_what_erasing_means(client):
    page = client.get(of(SubscriberFactory(email=MIRA, declined=True), "erase")).content.decode()
    assert "dann wissen wir das danach nicht mehr" in " ".join(page.split())
