"""«Auskunft»: staff tell and erase for people who phone, in their own parts of the office, and leave a trace."""

import re

import pytest

from arnsberg_hilfe.core.models import OutgoingMail, Tombstone
from arnsberg_hilfe.core.roles import Role
from arnsberg_hilfe.portal.models import DataRequest
from offers.models import Offer
from sponsorship.models import Access, Household, Sponsor
from sponsorship.workflow import complaints
from tests.factories import (
    NOW,
    HouseholdFactory,
    OfferFactory,
    RegistrationFactory,
    SponsorFactory,
    SponsorshipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/team/auskunft/"
BOTH = [Role.COORDINATION, Role.FACHSTELLE]


def login(client, *roles):
    user = UserFactory(roles=list(roles))
    client.force_login(user)
    return user


def find(client, words):
    return re.findall(r'name="eintrag" value="([^"]+)"', client.post(PAGE, {"words": words}).content.decode())


def url(page, *records):
    return f"{PAGE}{page}?" + "&".join(f"eintrag={each._meta.label_lower}:{each.pk}" for each in records)


@pytest.mark.parametrize("words", ["paula probst", "Probst", "02931 999", "+49 2931/999-1", "paula@example.org"])
def test_somebody_is_found_by_name_phone_or_address_in_encrypted_columns_too(client, words):
    login(client, *BOTH)
    sponsor = SponsorFactory(name="Paula Probst", phone="02931 999 1" if "+" not in words else "0049 2931 9991")
    sponsor.set_email("Paula@example.org")
    sponsor.save()
    SponsorFactory(name="Petra Andere", phone="0151 123")
    if words.startswith("+"):
        Sponsor.objects.filter(pk=sponsor.pk).update(phone="+49 2931 9991")
    assert find(client, words) == [f"sponsorship.sponsor:{sponsor.pk}"]


@pytest.mark.parametrize(
    ("role", "found"),
    [
        (Role.COORDINATION, {"offers.offer", "network.registration"}),
        (Role.FACHSTELLE, {"sponsorship.household"}),
        (Role.LEADERSHIP, {"offers.offer", "network.registration", "sponsorship.household"}),
    ],
)
def test_each_colleague_finds_only_in_their_own_parts(client, role, found):
    login(client, role)
    records = [OfferFactory(provider="Hanna Hilft"), RegistrationFactory(name="Hanna Hilft")]
    records.append(HouseholdFactory(name="Hanna Hilft"))
    keys = find(client, "Hanna Hilft")
    assert {key.partition(":")[0] for key in keys} == found
    for record in records:
        may = record._meta.label_lower in found
        assert client.get(url("person/", record)).status_code == (200 if may else 302)
        client.post(url("loeschen/", record), {"checked": "papers"})
    erased = set(Tombstone.objects.values_list("label", flat=True))
    assert erased - {"sponsorship.consent"} == found


@pytest.mark.parametrize("role", [Role.MODERATION, Role.DOOR, Role.TECHNICAL])
def test_others_see_no_such_page(client, role):
    login(client, role)
    assert client.get(PAGE).status_code == 404


def test_searching_reading_and_printing_leave_a_trace(client):
    user = login(client, Role.FACHSTELLE)
    household = HouseholdFactory(name="Halyna Muster")
    find(client, "Halyna")
    client.get(url("person/", household))
    printed = client.post(url("person.pdf", household), {"checked": "papers"})

    assert printed.content.startswith(b"%PDF")
    assert "no-store" in printed.headers["Cache-Control"]
    kinds = Access.objects.filter(by=user, subject=f"household-{household.pk}").values_list("kind", flat=True)
    assert set(kinds) == {"search", "detail", "export"}
    told = DataRequest.objects.get()
    assert (told.kind, told.by, told.checked, told.records) == ("told", user, "papers", 1)


def test_nothing_is_printed_or_erased_before_somebody_says_how_the_person_was_known(client):
    login(client, *BOTH)
    offer = OfferFactory(provider="Hanna Hilft")
    for page in ("person.pdf", "loeschen/"):
        for answers in ({}, {"checked": "link"}):
            answer = client.post(url(page, offer), answers)
            assert answer.status_code == 200
            assert not answer.content.startswith(b"%PDF")
    assert Offer.objects.exists()
    assert not DataRequest.objects.exists()


def test_who_has_a_phone_only_is_erased_by_staff(client):
    user = login(client, *BOTH)
    household, guest = HouseholdFactory(name="Halyna Muster"), RegistrationFactory(name="Halyna Muster", email="")
    assert "Das wird gelöscht" in client.get(url("loeschen/", household, guest)).content.decode()
    client.post(url("loeschen/", household, guest), {"checked": "called"})

    guest.refresh_from_db()
    assert (Household.objects.count(), guest.name, OutgoingMail.objects.count()) == (0, "", 0)
    done = DataRequest.objects.get()
    assert (done.kind, done.by, done.checked, done.records, done.kept) == ("erased", user, "called", 2, 0)


def test_who_has_an_address_gets_a_mail_in_their_language(client):
    login(client, *BOTH)
    offer = OfferFactory(email="mira@example.org", mail_language="en")
    client.post(url("loeschen/", offer), {"checked": "papers"})
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language, mail.forgotten_when_sent) == ("mira@example.org", "en", True)


def test_records_of_different_addresses_are_pointed_out_and_nobody_is_written_to(client):
    login(client, *BOTH)
    offers = [OfferFactory(email=f"{name}@example.org") for name in ("eins", "zwei")]
    assert "verschiedene E-Mail-Adressen" in client.get(url("person/", *offers)).content.decode()
    client.post(url("loeschen/", *offers), {"checked": "papers"})
    assert OutgoingMail.objects.count() == 0


def test_the_responsible_colleague_learns_here_of_no_complaint(client):
    responsible = login(client, Role.FACHSTELLE)
    household = HouseholdFactory(responsible=responsible)
    pair = SponsorshipFactory(household=household, status="active")
    complaints.complain(household, pair, "Sie kommt nie.", key="k", now=NOW)
    assert "Sie kommt nie." not in client.get(url("person/", household)).content.decode()

    login(client, Role.FACHSTELLE)
    assert "Sie kommt nie." in client.get(url("person/", household)).content.decode()


@pytest.mark.parametrize("query", ["", "?eintrag=offers.offer:abc", "?eintrag=core.user:1", "?eintrag=x"])
def test_nothing_chosen_leads_back_to_the_search(client, query):
    login(client, *BOTH)
    assert client.get(f"{PAGE}person/{query}").headers["Location"] == PAGE
