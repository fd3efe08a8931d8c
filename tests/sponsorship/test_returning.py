"""Proposals that nobody was asked about: they return by themselves, and nothing speaks against the pair later."""

from datetime import timedelta

import pytest

from sponsorship.matching import broken
from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import EndReason, SponsorshipStatus
from sponsorship.models.sponsorship_life import ANSWER_WITHIN
from sponsorship.workflow import proposing, reading, returning
from tests.factories import NOW, TODAY, HouseholdFactory, SponsorFactory

LATER = NOW + ANSWER_WITHIN + timedelta(days=1)


def proposed():
    return proposing.propose(SponsorFactory(), HouseholdFactory(), by=None, now=NOW)


@pytest.mark.django_db
def test_a_proposal_nobody_was_asked_about_returns_after_the_time_for_an_answer(mailoutbox):
    found = proposed()
    assert returning.keep_moving(now=NOW + ANSWER_WITHIN) == 0
    assert returning.keep_moving(now=LATER) == 1
    found.refresh_from_db()
    assert (found.status, found.end_reason) == (SponsorshipStatus.BROKEN_OFF, EndReason.NOT_ASKED)
    assert found.closed_at == LATER
    assert [step.status for step in found.steps.all()] == [SponsorshipStatus.BROKEN_OFF]
    assert (Sponsor.objects.get().taken, Household.objects.get().taken) == (0, 0)
    assert mailoutbox == []
    assert returning.keep_moving(now=LATER) == 0


@pytest.mark.django_db
def test_whoever_was_asked_in_time_is_not_let_go():
    found = proposed()
    found.ask_sponsor(now=NOW + ANSWER_WITHIN)
    assert returning.keep_moving(now=LATER) == 0


@pytest.mark.django_db
def test_a_pair_that_returned_unasked_may_be_proposed_again():
    found = proposed()
    returning.keep_moving(now=LATER)
    pair = reading.candidate(found.sponsor_id), reading.seeker(found.household_id)
    assert broken(*pair, reading.setting(TODAY)) == []
    again = proposing.propose(found.sponsor, found.household, by=None, now=LATER)
    assert again.override_reason == ""
