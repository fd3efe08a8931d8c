"""The steps of a Patenschaft, each killed and failing at every statement (tests/interruptions.py)."""

import pytest

from arnsberg_hilfe.core.models import OutgoingMail
from sponsorship.models import Consent, Sponsor, Sponsorship, Step
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.workflow import complaints, withdrawing
from sponsorship.workflow import sponsorships as workflow
from sponsorship.workflow.handing_over import hand_over
from tests.factories import NOW
from tests.interruptions import failing_anywhere, killed_anywhere, mail_jobs
from tests.sponsorship.lives import BARE, bare_pair, sponsor


def the_one():
    return Sponsorship.objects.select_related("sponsor", "household").order_by("pk").first()


def sponsor_answers():
    bare_pair(SponsorshipStatus.SPONSOR_ASKED)
    return lambda: workflow.sponsor_says_yes(the_one(), note="Gern", now=NOW)


def household_agrees():
    bare_pair(SponsorshipStatus.HOUSEHOLD_ASKED)
    return lambda: workflow.household_says_yes(the_one(), now=NOW)


def declining():
    bare_pair(SponsorshipStatus.MEETING)
    return lambda: workflow.decline(the_one(), Side.HOUSEHOLD, now=NOW)


def handing_over():
    bare_pair(SponsorshipStatus.ACTIVE)
    new = sponsor(**BARE).pk
    return lambda: hand_over(the_one(), Sponsor.objects.get(pk=new), note="Mag Tee", by=None, now=NOW)


def withdrawing_consent():
    bare_pair(SponsorshipStatus.ACTIVE)
    return lambda: withdrawing.withdraw(the_one().household, now=NOW)


def complaining():
    bare_pair(SponsorshipStatus.ACTIVE)
    return lambda: complaints.complain(the_one().household, the_one(), "Etwas", key="k", now=NOW)


# Mails and steps that are added
CASES = [
    (sponsor_answers, 1, 1),
    (household_agrees, 2, 1),
    (declining, 1, 1),
    (handing_over, 2, 2),
    (withdrawing_consent, 2, 1),
    (complaining, 2, 0),
]
NAMES = [case[0].__name__ for case in CASES]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("prepare", "mails", "steps"), CASES, ids=NAMES)
def test_a_step_killed_between_any_two_statements_leaves_all_or_nothing(prepare, mails, steps):
    step, waiting = prepare(), mail_jobs()
    killed_anywhere(step)
    assert (OutgoingMail.objects.count(), mail_jobs() - waiting, Step.objects.count()) == (mails, mails, steps)


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", [case[0] for case in CASES], ids=NAMES)
def test_a_step_whose_statement_fails_leaves_nothing_and_hides_nothing(prepare):
    failing_anywhere(prepare())


@pytest.mark.django_db
def test_a_withdrawal_leaves_the_other_sides_consent_alone():
    withdrawing_consent()()
    assert Consent.objects.current().count() == 1
