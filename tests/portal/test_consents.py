"""Every consent is a record, the wording is kept, and taking it back works at once."""

import hashlib

import pytest
from django.utils import translation

from arnsberg_hilfe.core.consent_wordings import WORDINGS, Purpose, wording
from arnsberg_hilfe.core.consents import agree, agree_as_ticked, keep_ticks
from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.models import Consent, Tombstone
from arnsberg_hilfe.portal import erasures
from arnsberg_hilfe.portal.consents import WITHDRAWALS, consents_of, withdraw
from network.models import Invitee, Measure, Registration, Result
from network.workflow import registering
from network.workflow.erasing import forget_guests
from offers.models import Offer, Revision, Status, Subscriber
from offers.workflow import changes, submission, subscribing
from tests.factories import (
    NOW,
    TODAY,
    MeasureFactory,
    MeetingFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    SponsorFactory,
    SubscriberFactory,
    ThemeTableFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# A wording that people have agreed to never changes: write a new version below it, and its fingerprint here
KEPT = {
    ("calls", "1"): "530a9b13ea3b",
    ("calls", "form-1"): "e27be02c150e",
    ("email_public", "1"): "763c2a5c90b1",
    ("invitations", "1"): "4c7c35bbf800",
    ("named", "1"): "1e64d67e5950",
    ("phone_public", "1"): "5abf28f910d2",
    ("photos", "1"): "6219e74af0e3",
    ("publication", "1"): "d8f73f347f51",
    ("sponsorship", "2026-11"): "909579ee6bd7",
}


def fingerprints():
    with translation.override("de"):
        return {
            (str(purpose), each.version): hashlib.sha256(str(each).encode()).hexdigest()[:12]
            for purpose, versions in WORDINGS.items()
            for each in versions
        }


def current_of(record):
    return sorted(each.purpose for each in consents_of(record) if not each.withdrawn_at)


def test_no_wording_changes_without_a_new_version():
    assert fingerprints() == KEPT


def test_the_columns_say_what_the_forms_say():
    """What staff tick in the admin reads like what is kept."""
    for model in (Offer, Registration, Result, Measure):
        for field, purpose in model.ticks.items():
            assert WORDINGS[purpose]
            assert model._meta.get_field(field)
    with translation.override("de"):
        assert str(Offer._meta.get_field("email_public").verbose_name) == wording("email_public", "1")


def test_every_consent_can_be_taken_back():
    assert set(WITHDRAWALS) == set(Purpose) - {Purpose.SPONSORSHIP}


# Given


def test_sending_an_offer_keeps_what_was_agreed_to_in_which_language():
    offer = OfferFactory.build(
        status=Status.SUBMITTED, published_at=None, fresh_on=None, email="m@example.org", email_public=True
    )
    offer.theme_id = OfferFactory().theme_id
    with translation.override("uk"):
        submission.submit(offer, [], key="k", now=NOW)

    assert current_of(offer) == ["email_public", "publication"]
    assert set(Consent.objects.values_list("language", "how", "version", "given_at")) == {("uk", "online", "1", NOW)}


def test_a_registration_keeps_photos_invitations_and_calls():
    guest = RegistrationFactory.build(
        meeting=MeetingFactory(), status="unconfirmed", confirmed_at=None, email="m@example.org",
        photo_consent=True, wants_invitations=True, wants_calls=True,
    )  # fmt: skip
    registering.register(guest, key="k", now=NOW)
    assert current_of(guest) == ["photos"]

    registering.confirm(guest, now=NOW)
    assert current_of(Invitee.objects.get()) == ["invitations"]
    assert current_of(Subscriber.objects.get()) == ["calls"]


def test_nothing_is_kept_where_nothing_is_ticked():
    agree_as_ticked(RegistrationFactory(photo_consent=False), now=NOW)
    assert not Consent.objects.exists()


def test_agreeing_twice_is_agreeing_once():
    offer = OfferFactory()
    for _ in range(2):
        agree(offer, [Purpose.PUBLICATION], now=NOW)
    assert Consent.objects.count() == 1


def test_a_change_gives_and_takes_back():
    offer = OfferFactory(email="m@example.org", email_public=True)
    agree_as_ticked(offer, now=NOW)
    offer.email_public, offer.phone_public = False, True
    keep_ticks(offer, ["phone_public"], now=NOW)
    assert current_of(offer) == ["email_public", "phone_public"]

    keep_ticks(offer, ["email_public"], now=NOW)
    assert current_of(offer) == ["phone_public"]
    assert Consent.objects.count() == 2


def test_an_accepted_change_of_an_offer_changes_the_consents():
    offer = OfferFactory(email="m@example.org", email_public=True)
    agree_as_ticked(offer, now=NOW)
    revision = Revision.objects.create(offer=offer, changes={"email_public": False}, created_at=NOW, answer_by=TODAY)
    changes.accept(revision, by=UserFactory(), now=NOW)

    assert current_of(offer) == []


# Taken back: at once


def test_contact_data_are_hidden_at_once_and_no_waiting_change_brings_them_back(client):
    offer = OfferFactory(email="kanaria@example.org", email_public=True)
    agree_as_ticked(offer, now=NOW)
    waiting = Revision.objects.create(
        offer=offer, changes={"email_public": True, "cost": "frei"}, created_at=NOW, answer_by=TODAY
    )
    assert "kanaria" in client.get(offer.get_absolute_url()).content.decode()

    withdraw(consents_of(offer)[0], now=NOW)

    assert "kanaria" not in client.get(offer.get_absolute_url()).content.decode()
    assert (Offer.objects.get().email_public, current_of(offer)) == (False, [])
    waiting.refresh_from_db()
    assert waiting.changes == {"cost": "frei"}


@pytest.mark.parametrize(
    ("before", "after"),
    [("published", "withdrawn"), ("ended", "archived"), ("in_review", "withdrawn"), ("archived", "archived")],
)
def test_an_offer_leaves_the_public_pages_at_once(client, before, after):
    offer = OfferFactory(status=before)
    agree(offer, [Purpose.PUBLICATION], now=NOW)
    withdraw(consents_of(offer)[0], now=NOW)

    assert Offer.objects.get().status == after
    assert client.get(offer.get_absolute_url()).status_code in {404, 410}


def test_a_name_is_removed_at_once():
    result = ResultFactory(table=ThemeTableFactory(number=1), who="Kanaria", names_allowed=True)
    measure = MeasureFactory(theme=None, responsible="Kanaria", names_allowed=True)
    for record in (result, measure):
        agree_as_ticked(record, now=NOW)
        withdraw(consents_of(record)[0], now=NOW)
        record.refresh_from_db()
        assert (record.public_who, current_of(record)) == ("", [])


def test_lists_are_left_at_once():
    invitee = Invitee.objects.create(email="m@example.org", consent="Anmeldeformular, Fassung 1")
    subscriber = SubscriberFactory()
    agree(invitee, [Purpose.INVITATIONS], now=NOW)
    agree(subscriber, [Purpose.CALLS], now=NOW)
    for record in (invitee, subscriber):
        withdraw(consents_of(record)[0], now=NOW)

    assert not Invitee.objects.willing().exists()
    assert not Subscriber.objects.willing().exists()


def test_leaving_a_list_by_its_link_takes_the_consent_back_too():
    subscriber = SubscriberFactory()
    agree(subscriber, [Purpose.CALLS], now=NOW)
    subscriber.decline(now=NOW)
    assert current_of(subscriber) == []

    subscribing.change(subscriber, [], [], now=NOW)
    assert (current_of(subscriber), Consent.objects.count()) == (["calls"], 2)


def test_photos_and_patenschaften_end_too():
    guest = RegistrationFactory(photo_consent=True)
    agree_as_ticked(guest, now=NOW)
    withdraw(consents_of(guest)[0], now=NOW)
    guest.refresh_from_db()
    assert guest.photo_consent is False

    sponsor = SponsorFactory()
    withdraw(consents_of(sponsor)[0], now=NOW)
    sponsor.refresh_from_db()
    assert (sponsor.status, current_of(sponsor)) == ("withdrawn", [])


def test_a_second_withdrawal_changes_nothing():
    offer = OfferFactory(email_public=True)
    agree_as_ticked(offer, now=NOW)
    consent = consents_of(offer)[0]
    for _ in range(2):
        withdraw(consent, now=NOW)
    assert Tombstone.objects.count() == 1


# Kept and erased with the record


def test_consents_go_with_their_record():
    offer, guest = OfferFactory(email_public=True), RegistrationFactory(photo_consent=True)
    for record in (offer, guest):
        agree_as_ticked(record, now=NOW)
    erase(Offer.objects.all(), now=NOW, cause="test")
    forget_guests([guest.pk], NOW)

    guest.refresh_from_db()
    assert (Consent.objects.count(), guest.photo_consent) == (0, False)


def test_a_restored_backup_does_not_bring_a_consent_back():
    guest, sponsor = RegistrationFactory(photo_consent=True), SponsorFactory()
    agree_as_ticked(guest, now=NOW)
    kept = [consents_of(guest)[0], consents_of(sponsor)[0]]
    for each in kept:
        withdraw(each, now=NOW)
    rows = [erasures.Row(*row) for row in Tombstone.objects.values_list(*erasures.COLUMNS)]
    for each in kept:  # a backup from before
        type(each).objects.filter(pk=each.pk).update(withdrawn_at=None)
    Registration.objects.update(photo_consent=True)
    type(sponsor).objects.update(status="approved", closed_at=None)

    erasures.apply(rows, now=NOW)

    guest.refresh_from_db()
    sponsor.refresh_from_db()
    assert (guest.photo_consent, current_of(guest), sponsor.status) == (False, [], "withdrawn")
    assert erasures.apply(rows, now=NOW) == {}


def test_the_admin_shows_consents_in_words(client):
    offer = OfferFactory(email_public=True)
    agree_as_ticked(offer, now=NOW)
    withdraw(consents_of(offer)[0], now=NOW)
    client.force_login(UserFactory(admin=True))

    page = client.get(f"/admin/offers/offer/{offer.pk}/change/").content.decode()
    assert "»E-Mail-Adresse öffentlich zeigen« (Fassung 1), auf der Seite, Deutsch, 4. Mai 2026" in page
    assert "zurückgezogen am 4. Mai 2026" in page
