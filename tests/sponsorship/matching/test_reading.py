"""Records become what the matching takes; names and notes stay in the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sponsorship.matching import Certificate, candidates_for
from sponsorship.models import BlockedPair, Consent, Criterion, Household, Sponsor
from sponsorship.models.choices import EndReason, HouseholdStatus, Level, Mobility, Side, SponsorshipStatus
from sponsorship.models.free_times import ALWAYS
from sponsorship.workflow import reading
from tests.factories import NOW, TODAY, HouseholdFactory, SponsorFactory, SponsorshipFactory

pytestmark = pytest.mark.django_db


def test_a_sponsor_is_read_with_everything_the_rules_ask_for():
    sponsor = SponsorFactory(speaks={"uk": Level.GOOD, "de": Level.FLUENT}, most_sponsorships=3, has_pets=True)
    SponsorshipFactory(sponsor=sponsor)
    found = reading.candidate(sponsor.pk)
    assert (found.key, found.since, found.approved, found.consents, found.free) == (sponsor.pk, TODAY, True, True, 2)
    assert (found.confidential, found.conduct, found.birth_year, found.gender) == (True, True, 1980, "woman")
    assert found.certificate == Certificate(TODAY - timedelta(days=30), TODAY, entry=False)
    assert (found.has_pets, found.mobility, found.free_times, found.hours) == (True, Mobility.CAR, ALWAYS, 4)
    assert (found.languages, found.topics) == ((("de", 3), ("uk", 2)), {"german", "offices"})
    assert found.district == sponsor.district_id


def test_what_a_sponsor_has_not_said_is_unknown():
    sponsor = SponsorFactory(
        interested=True, birth_year=None, district=None, free_times=None, hours=None, topics=[], speaks={}, agreed=False
    )
    found = reading.candidate(sponsor.pk)
    assert (found.approved, found.confidential, found.conduct, found.consents) == (False,) * 4
    assert [found.birth_year, found.district, found.free_times, found.hours, found.certificate] == [None] * 5
    assert (found.topics, found.languages) == (frozenset(), ())


def test_a_household_is_read_with_everything_the_rules_ask_for():
    household = HouseholdFactory(children_0_5=2, most_sponsors=2, interpreting_arranged=True, unaccompanied=True)
    SponsorshipFactory(household=household)
    found = reading.seeker(household.pk)
    assert (found.waits, found.consents, found.free, found.adults) == (True, True, 1, 1)
    assert (found.small_children, found.children, found.interpreting, found.unaccompanied) == (2, 3, True, True)
    assert found.languages == (("de", 1), ("uk", 3))


def test_only_a_waiting_household_waits():
    assert not reading.seeker(HouseholdFactory(status=HouseholdStatus.CONSENT).pk).waits


def test_a_withdrawn_consent_is_none():
    household = HouseholdFactory()
    Consent.objects.get(household=household).withdraw(now=NOW)
    assert not reading.seeker(household.pk).consents


@pytest.mark.parametrize("status", SponsorshipStatus)
def test_a_pair_is_together_or_parted_by_its_status(status):
    closed = status in SponsorshipStatus.closed()
    side, reason = (Side.SPONSOR, EndReason.GOAL) if closed else ("", "")
    pair = SponsorshipFactory(status=status, closed_at=NOW if closed else None, declined_by=side, end_reason=reason)
    found = reading.seeker(pair.household_id)
    assert pair.sponsor_id in (found.parted if closed else found.together)
    assert len(found.parted | found.together) == 1


def test_a_pair_that_was_never_answered_is_not_parted():
    pair = SponsorshipFactory(
        status=SponsorshipStatus.BROKEN_OFF, closed_at=NOW, end_reason=EndReason.UNANSWERED, declined_by=""
    )
    found = reading.seeker(pair.household_id)
    assert (found.unanswered, found.parted, found.together) == ({pair.sponsor_id}, frozenset(), frozenset())


def test_a_blocked_pair_is_read():
    pair = BlockedPair.objects.create(sponsor=SponsorFactory(), household=HouseholdFactory(), reason="verwandt")
    assert reading.seeker(pair.household_id).blocked == {pair.sponsor_id}


def test_the_setting_holds_weights_and_neighbours():
    found = reading.setting(TODAY)
    assert found.weights[Criterion.TOPICS] == 30
    assert sum(map(found.share, Criterion)) == pytest.approx(1)
    assert found.neighbours
    assert all(one in found.neighbours[other] for one, others in found.neighbours.items() for other in others)


@pytest.mark.parametrize("number", [1, 30])
def test_reading_takes_the_same_number_of_statements_for_one_and_for_thirty(number):
    SponsorFactory.create_batch(number)
    HouseholdFactory.create_batch(number)
    with CaptureQueriesContext(connection) as statements:
        reading.candidates(Sponsor.objects.in_contact())
        reading.seekers(Household.objects.waiting())
        reading.setting(TODAY)
    assert len(statements) == 2 + 4 + 2
    assert not any('"name"' in query["sql"] or '"note"' in query["sql"] for query in statements.captured_queries)


def test_the_factories_people_fit_each_other():
    SponsorFactory()
    seeker = reading.seeker(HouseholdFactory().pk)
    ranking = candidates_for(seeker, reading.candidates(Sponsor.objects.in_contact()), reading.setting(TODAY))
    assert len(ranking.ranked) == 1
    assert ranking.ranked[0].reasons[0].words == "gleicher Stadtteil"
