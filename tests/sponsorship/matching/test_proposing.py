"""Proposals: refused in words where a rule is broken, and never more than there is room for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship.matching import worded
from sponsorship.models import Household, Round, RoundPair, Sponsor, Sponsorship
from sponsorship.models.choices import Mobility, Side, SponsorStatus
from sponsorship.models.free_times import pack
from sponsorship.models.matching import SILENT_FOR
from sponsorship.workflow import proposing, rounds
from tests.factories import NOW, HouseholdFactory, SponsorFactory, SponsorshipFactory, UserFactory


def propose(sponsor, household, **more):
    return proposing.propose(sponsor, household, by=None, now=NOW, **more)


@pytest.mark.django_db
def test_a_proposal_keeps_score_and_reasons():
    user = UserFactory()
    found = proposing.propose(SponsorFactory(), HouseholdFactory(), by=user, now=NOW)
    assert (found.status, found.proposed_by, found.proposed_at) == ("proposed", user, NOW)
    assert found.score == pytest.approx(sum(reason["points"] for reason in found.reasons))
    assert "1 von 2 Themen: Deutsch üben" in [worded(reason) for reason in found.reasons]
    assert Sponsor.objects.get().free == 0


@pytest.mark.django_db
def test_a_pair_that_breaks_a_rule_is_refused_in_words():
    sponsor = SponsorFactory(status=SponsorStatus.PAUSED)
    with pytest.raises(proposing.ExcludedError, match="nicht freigegeben") as refused:
        propose(sponsor, HouseholdFactory(), override_reason="Das passt schon.")
    assert not refused.value.may_be_overridden
    assert not Sponsorship.objects.exists()


@pytest.mark.django_db
def test_facts_are_read_anew_whatever_the_caller_holds():
    sponsor, household = SponsorFactory(), HouseholdFactory()
    Sponsor.objects.update(status=SponsorStatus.PAUSED)
    with pytest.raises(proposing.ExcludedError, match="nicht freigegeben"):
        propose(sponsor, household)


def declined(sponsor, household):
    SponsorshipFactory(sponsor=sponsor, household=household).decline(Side.HOUSEHOLD, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "prepare", "said"),
    [
        ({"mobility": Mobility.ON_FOOT, "district": 1}, None, "Weg ist zu weit"),
        ({"free_times": pack([(0, 0)])}, None, "keine gemeinsame freie Zeit"),
        ({}, declined, "schon einmal füreinander"),
    ],
)
def test_what_staff_may_judge_yields_to_a_reason_and_to_nothing_else(facts, prepare, said):
    from arnsberg_hilfe.core.models import District

    if "district" in facts:
        facts |= {"district": District.objects.get(slug="oeventrop")}
    sponsor, household = SponsorFactory(**facts), HouseholdFactory(free_times=pack([(1, 1)]))
    if prepare:
        prepare(sponsor, household)
    for nothing in ("", "  "):
        with pytest.raises(proposing.ExcludedError, match=said) as refused:
            propose(sponsor, household, override_reason=nothing)
        assert refused.value.may_be_overridden
    assert propose(sponsor, household, override_reason="Sie kennen sich.").override_reason == "Sie kennen sich."


@pytest.mark.django_db
def test_a_reason_that_was_not_needed_is_not_kept():
    assert propose(SponsorFactory(), HouseholdFactory(), override_reason="Einfach so.").override_reason == ""


def round_pair(sponsor, household):
    found = Round.objects.create(created_at=NOW)
    return RoundPair.objects.create(round=found, sponsor=sponsor, household=household, score=50)


@pytest.mark.django_db
def test_a_pair_of_a_round_is_decided_once():
    pair = round_pair(SponsorFactory(), HouseholdFactory())
    proposing.accept(pair, by=None, now=NOW)
    for again in (partial(proposing.accept, pair, by=None, now=NOW), partial(proposing.set_aside, pair)):
        with pytest.raises(ValidationError, match="schon entschieden"):
            again()
    assert Sponsorship.objects.count() == 1


@pytest.mark.django_db
def test_a_pair_that_fits_no_longer_stays_undecided():
    pair = round_pair(SponsorFactory(), HouseholdFactory())
    propose(pair.sponsor, HouseholdFactory())
    with pytest.raises(proposing.ExcludedError, match="keinen Platz frei"):
        proposing.accept(pair, by=None, now=NOW)
    assert RoundPair.objects.get().answer == RoundPair.Answer.OPEN


@pytest.mark.django_db
def test_setting_aside_proposes_nothing():
    pair = round_pair(SponsorFactory(), HouseholdFactory())
    proposing.set_aside(pair)
    assert RoundPair.objects.get().answer == RoundPair.Answer.SET_ASIDE
    assert not Sponsorship.objects.exists()


def at_once(steps):
    def alone(step):
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - the caller looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(alone, steps))


def fifty():
    """Without Stadtteile and languages, which an earlier transactional test has emptied."""
    sponsors = SponsorFactory.create_batch(5, most_sponsorships=2, district=None, speaks={})
    unknown: dict = {"district": None, "speaks": {}, "interpreting_arranged": True}
    households = HouseholdFactory.create_batch(10, most_sponsors=2, **unknown)
    return [round_pair(sponsor, household) for sponsor in sponsors for household in households]


def within_capacity():
    for side, most in ((Sponsor, "most_sponsorships"), (Household, "most_sponsors")):
        for each in side.objects.all():
            assert each.sponsorships.open().count() == each.taken <= getattr(each, most)


@pytest.mark.django_db(transaction=True)
def test_fifty_proposals_accepted_at_once_never_exceed_capacity():
    answers = at_once([partial(proposing.accept, pair, by=None, now=NOW) for pair in fifty()])
    refused = [answer for answer in answers if not isinstance(answer, Sponsorship)]
    assert len(answers) - len(refused) == Sponsorship.objects.count() == 10
    assert {type(answer) for answer in refused} == {proposing.ExcludedError}
    within_capacity()


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_the_database_refuses(monkeypatch):
    for kind in (Sponsor, Household):
        monkeypatch.setattr(type(kind.objects.all()), "select_for_update", lambda query: query)
    answers = at_once([partial(proposing.accept, pair, by=None, now=NOW) for pair in fifty()])
    assert Sponsorship.objects.count() == 10
    refused = {type(answer) for answer in answers if not isinstance(answer, Sponsorship)}
    assert refused <= {proposing.ExcludedError, IntegrityError}
    assert IntegrityError in refused
    within_capacity()


@pytest.mark.django_db
def test_a_round_writes_the_best_pairs_with_reasons_and_what_was_compared():
    SponsorFactory.create_batch(3)
    HouseholdFactory.create_batch(2)
    found = Round.objects.create(created_at=NOW)
    rounds.work_out(found, now=NOW)
    found.refresh_from_db()
    assert (found.status, found.done, found.pairs.count()) == (Round.Status.READY, 100, 2)
    total = pytest.approx(sum(pair.score for pair in found.pairs.all()))
    counts = {"pairs": 2, "pairs_one_by_one": 2, "households": 2, "sponsors": 3}
    assert found.figures == {"optimum": total, "one_by_one": total, **counts}
    assert worded(found.pairs.first().reasons[1]) == "gleicher Stadtteil"
    assert not Sponsorship.objects.exists()


@pytest.mark.django_db
def test_a_round_that_was_stopped_runs_again_and_replaces_its_pairs():
    pair = round_pair(SponsorFactory(), HouseholdFactory())
    pair.round.run(now=NOW)
    rounds.compute(pair.round_id)
    assert RoundPair.objects.count() == 1
    assert RoundPair.objects.get().score != 50
    rounds.compute(pair.round_id)  # a finished one stays as it is
    assert RoundPair.objects.count() == 1


@pytest.mark.django_db
def test_a_round_of_nobody_is_ready_and_empty():
    rounds.compute(rounds.begin(by=None, now=NOW).pk)
    assert (Round.objects.get().status, Round.objects.get().figures["optimum"]) == (Round.Status.READY, 0)


@pytest.mark.django_db
def test_a_round_that_fails_says_so(monkeypatch):
    monkeypatch.setattr(rounds.reading, "setting", lambda _today: 1 / 0)
    found = rounds.begin(by=None, now=NOW)
    with pytest.raises(ZeroDivisionError):
        rounds.compute(found.pk)
    assert Round.objects.get().status == Round.Status.FAILED


@pytest.mark.django_db
def test_a_round_that_falls_silent_has_failed_and_makes_way_for_a_new_one():
    lost = rounds.begin(by=None, now=NOW)
    lost.run(now=NOW)
    lost.progress(40, now=NOW + timedelta(minutes=5))
    assert rounds.give_up_silent(now=NOW + SILENT_FOR) == 0
    later = NOW + timedelta(minutes=5) + SILENT_FOR + timedelta(seconds=1)
    new = rounds.begin(by=None, now=later)
    lost.refresh_from_db()
    assert (lost.status, lost.finished_at) == (Round.Status.FAILED, later)
    assert list(Round.objects.being_computed()) == [new]


@pytest.mark.django_db
def test_a_round_that_was_given_up_does_not_write_over_what_came_after_it():
    SponsorFactory(), HouseholdFactory()
    found = rounds.begin(by=None, now=NOW)
    found.run(now=NOW)
    rounds.give_up_silent(now=NOW + timedelta(hours=1))
    with pytest.raises(WrongStatusError):
        found.progress(50, now=NOW + timedelta(hours=1))


@pytest.mark.django_db
def test_a_round_says_how_far_it_is_and_what_it_does():
    found = rounds.begin(by=None, now=NOW)
    found.run(now=NOW)
    heard = [found.phase]
    for percent in (12, 60, 80, 95):
        rounds.progress(found)(percent)
        heard.append(Round.objects.get().phase)
    assert len(set(heard)) == 5
