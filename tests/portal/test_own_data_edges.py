"""«Meine Daten» of people whose addresses are alike, who write nonsense, and who come twice."""

import pytest

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import agree
from arnsberg_hilfe.core.contact import whole
from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import Consent, OutgoingMail
from arnsberg_hilfe.portal import own_data
from arnsberg_hilfe.portal.models import DataRequest, Inquiry
from tests.factories import (
    NOW,
    TODAY,
    MeasureFactory,
    MeetingFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    UserFactory,
)
from tests.portal.test_own_data import MIRA, path

pytestmark = pytest.mark.django_db
OTHERS = ["el" + MIRA, "el-" + MIRA, "el." + MIRA, "el+" + MIRA, MIRA + ".example", MIRA + "a"]


def naming(address):
    """Everything in whose words an address stands."""
    letter = Letter("test", "Betreff", [f"Bitte an {address}, danke."])
    return [
        MeasureFactory(responsible=f"Elmira <{address}>"),
        ResultFactory(who=f"Elmira, {address}", text_de=f"{address} fragen", answer_de=f"({address})"),
        MeetingFactory(contact=f"Fragen an {address}.", internal_note=f"mailto:{address}"),
        post(letter, to="stelle@example.org"),
    ]


def said(records):
    for record in records:
        record.refresh_from_db()
    measure, result, meeting, mail = records
    return (measure.responsible, result.who, result.text_de, result.answer_de, meeting.contact, mail.text)


@pytest.mark.parametrize("other", OTHERS)
def test_an_address_that_ends_or_begins_alike_is_somebody_elses(other):
    records = naming(other)
    before = said(records)
    assert own_data.holdings_of(MIRA) == []

    naming(MIRA)
    assert len(own_data.holdings_of(MIRA)) == 3
    own_data.erase_everything(MIRA, now=NOW)

    assert said(records) == before
    assert own_data.holdings_of(MIRA) == []
    assert not OutgoingMail.objects.filter(text__regex=whole(MIRA)).exists()


# What somebody corrects


def correction(record, **more):
    return path("portal:own_data_correct", record._meta.label_lower, record.pk, address=MIRA), {"name": "Mira", **more}


def test_a_correction_takes_nobodys_name_away(client):
    guest = RegistrationFactory(email=MIRA, name="Mira Muster", phone="02931 4711")
    url, values = correction(guest, name=" ", phone="", organisation="")
    assert "error-summary" in client.post(url, values).content.decode()
    guest.refresh_from_db()
    assert guest.name == "Mira Muster"


def test_a_corrected_phone_number_is_one(client):
    mine = Inquiry.objects.create(key="i", reason="question", name="Mira", email=MIRA, answer_by=TODAY)
    for phone, status in (("morgen", 200), ("02931 4711", 302)):
        url, values = correction(mine, phone=phone)
        assert client.post(url, values).status_code == status
    mine.refresh_from_db()
    assert mine.phone == "02931 4711"


# Whoever comes twice


def test_where_nothing_is_held_nothing_is_offered_to_be_erased(client):
    page = path("portal:own_data_erase_all", address=MIRA)
    for answer in (client.get(page), client.post(page)):
        assert (answer.status_code, answer.headers["Location"][:13]) == (302, "/meine-daten/")
    assert OutgoingMail.objects.count() == 0


def test_a_consent_is_not_asked_about_again_once_it_is_withdrawn(client):
    offer = OfferFactory(email=MIRA, phone_public=True)
    agree(offer, [Purpose.PHONE_PUBLIC], now=NOW)
    consent = Consent.objects.get()
    page = path("portal:own_data_withdraw", offer._meta.label_lower, offer.pk, consent.pk, address=MIRA)
    assert client.get(page).status_code == 200
    client.post(page)
    assert client.get(page).headers["Location"].startswith("/meine-daten/")


def test_the_offices_second_tab_finds_nobody_left_to_erase(client):
    client.force_login(UserFactory())
    guest = RegistrationFactory(email="", name="Halyna Muster")
    page = f"/team/auskunft/loeschen/?eintrag=network.registration:{guest.pk}"
    for _tab in range(2):
        answer = client.post(page, {"checked": "called"})
    assert answer.headers["Location"] == "/team/auskunft/"
    assert DataRequest.objects.count() == 1
