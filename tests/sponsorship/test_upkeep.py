"""Nothing is kept longer than promised, and what counts is kept without anybody's name."""

from datetime import timedelta

import pytest
from django.db import connection

from arnsberg_hilfe.core import erasing
from sponsorship.models import Complaint, Consent, ContactNote, Household, Sponsor, Sponsorship
from sponsorship.models.choices import EndReason, HouseholdStatus, Side, SponsorshipStatus, SponsorStatus
from tests.factories import NOW, TODAY, HouseholdFactory, SponsorFactory, SponsorshipFactory, UserFactory
from tests.nights import night

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CANARY = {"name": "Kanarina", "phone": "0293177777", "address": "Kanarienweg", "note": "Kanarie", "wishes": "Kanarie"}


def gone(party, days):
    """Left this many days ago."""
    type(party).objects.filter(pk=party.pk).update(closed_at=NOW - days * DAY)
    return party


def ended_sponsor(**more):
    return SponsorFactory(status=SponsorStatus.ENDED, closed_at=NOW, **more)


def ended_household(**more):
    return HouseholdFactory(status=HouseholdStatus.ENDED, closed_at=NOW, **more)


def ended_sponsorship(**more):
    over = {"status": SponsorshipStatus.ENDED, "closed_at": NOW, "end_reason": EndReason.GOAL}
    return SponsorshipFactory(sponsor=ended_sponsor(**CANARY), household=ended_household(**CANARY), **over, **more)


def dump():
    """Everything the Patenprojekt has stored, with what is encrypted in the clear."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if name.startswith("sponsorship_")]
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own table names
            rows += cursor.fetchall()
    clear = [vars(each) for model in (Sponsor, Household, Sponsorship) for each in model.objects.all()]
    return f"{rows} {clear}"


@pytest.mark.parametrize(("days", "left"), [(7, 1), (8, 0)])
@pytest.mark.parametrize("make", [SponsorFactory, HouseholdFactory])
def test_what_nobody_confirmed_is_deleted_after_a_week(make, days, left):
    status = SponsorStatus.INTEREST if make is SponsorFactory else HouseholdStatus.UNCONFIRMED
    party = make(status=status, created_at=NOW - days * DAY)
    night("sponsorship", NOW)
    assert type(party).objects.count() == left
    assert Consent.objects.count() == left


@pytest.mark.parametrize(("days", "is_known"), [(90, True), (91, False)])
def test_a_certificate_is_forgotten_three_months_after_the_end(days, is_known):
    gone(ended_sponsor(certificate_seen_by=UserFactory()), days)
    night("sponsorship", NOW)
    sponsor = Sponsor.objects.get()
    facts = (sponsor.certificate_seen_on, sponsor.certificate_issued_on, sponsor.certificate_entry)
    assert (facts != (None, None, None)) == is_known
    assert (sponsor.certificate_seen_by is not None) == is_known


def test_the_period_of_certificates_is_a_setting(settings):
    settings.CERTIFICATE_FACTS_KEPT_DAYS = 10
    gone(ended_sponsor(), 11)
    assert night("sponsorship", NOW)["certificates"] == 1


@pytest.mark.parametrize(("make", "days"), [(ended_sponsor, 365), (ended_household, 182)])
def test_who_never_had_a_patenschaft_leaves_nothing(make, days):
    party = gone(make(**CANARY), days)
    night("sponsorship", NOW)
    assert type(party).objects.exists()
    night("sponsorship", NOW + DAY)
    assert not type(party).objects.exists()
    assert not Consent.objects.exists()


def test_who_had_one_leaves_a_row_that_names_nobody():
    user = UserFactory()
    pair = ended_sponsorship(meets_where="Kanariencafé", end_note="Kanarie", interpreter="Kanarina", proposed_by=user)
    ContactNote.objects.create(sponsorship=pair, on=TODAY, minutes=60, text="Kanarienkäfig", by=user)
    pair.steps.create(status=pair.status, note="Kanarie", by=user)
    Complaint.objects.create(sponsorship=pair, key="k", side=Side.SPONSOR, text="Kanarie", answer_by=TODAY)
    for party in (pair.sponsor, pair.household):
        party.set_email("kanarina@example.org")
        party.save()
        gone(party, 400)

    counts = night("sponsorship", NOW)

    assert (counts["sponsors"], counts["households"]) == (1, 1)
    assert (pair.steps.get().note, pair.steps.get().by) == ("", None)
    assert "anari" not in dump()
    left = Sponsorship.objects.get()
    assert (left.status, left.end_reason, left.sponsor.district_id) == ("ended", "goal", pair.sponsor.district_id)
    assert ContactNote.objects.get().minutes == 60
    assert not Complaint.objects.exists()
    assert not Sponsor.objects.of_address("kanarina@example.org").exists()
    assert Consent.objects.count() == 2


def test_a_second_night_finds_nothing_more_to_do():
    pair = ended_sponsorship()
    gone(pair.sponsor, 400)
    gone(pair.household, 400)
    night("sponsorship", NOW)
    assert set(night("sponsorship", NOW).values()) == {0}


def test_many_are_erased_in_batches(monkeypatch):
    monkeypatch.setattr(erasing, "BATCH", 2)
    for _ in range(5):
        gone(ended_sponsor(), 400)
    assert night("sponsorship", NOW)["sponsors"] == 5


@pytest.mark.parametrize("status", [each for each in SponsorStatus if each not in SponsorStatus.closed()])
def test_nobody_who_is_here_is_forgotten(status):
    SponsorFactory(status=status, created_at=NOW - 6 * DAY)
    HouseholdFactory(created_at=NOW - 3000 * DAY)
    assert set(night("sponsorship", NOW).values()) == {0}


def test_an_anonymised_record_opens_for_nobody(client):
    pair = ended_sponsorship()
    gone(pair.household, 400)
    night("sponsorship", NOW)
    client.force_login(UserFactory())
    assert client.get(f"/team/paten/haushalt/{pair.household.code}/").status_code == 404
