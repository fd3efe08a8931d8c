from datetime import timedelta

import pytest
from django.db import IntegrityError

from arnsberg_hilfe.core.status import WrongStatusError
from offers.models import Freshness, Offer, Status
from tests.factories import NOW, TODAY, OfferFactory, UserFactory

S = Status
WAITING = {S.EMAIL_CONFIRMED, S.IN_REVIEW}
STEPS = {
    "confirm_email": (lambda offer: offer.confirm_email(now=NOW, answer_by=TODAY), {S.SUBMITTED}, S.EMAIL_CONFIRMED),
    "take_up": (lambda offer: offer.take_up(), {S.EMAIL_CONFIRMED, S.QUERY}, S.IN_REVIEW),
    "ask_back": (lambda offer: offer.ask_back(), WAITING, S.QUERY),
    "publish": (lambda offer: offer.publish(by=None, now=NOW), WAITING | {S.QUERY}, S.PUBLISHED),
    "decline": (lambda offer: offer.decline("doppelt", now=NOW), WAITING | {S.QUERY}, S.DECLINED),
    "withdraw": (
        lambda offer: offer.withdraw(now=NOW),
        WAITING | {S.SUBMITTED, S.QUERY, S.PUBLISHED, S.FULL, S.PAUSED},
        S.WITHDRAWN,
    ),
    "mark_full": (lambda offer: offer.mark_full(), {S.PUBLISHED}, S.FULL),
    "reopen": (lambda offer: offer.reopen(), {S.FULL}, S.PUBLISHED),
    "pause": (lambda offer: offer.pause(), {S.PUBLISHED, S.FULL}, S.PAUSED),
    "resume": (lambda offer: offer.resume("MM", now=NOW), {S.PAUSED}, S.PUBLISHED),
    "end": (lambda offer: offer.end(now=NOW), {S.PUBLISHED, S.FULL, S.PAUSED}, S.ENDED),
    "archive": (lambda offer: offer.archive(now=NOW), {S.ENDED, S.PAUSED, S.DECLINED, S.WITHDRAWN}, S.ARCHIVED),
}
ALLOWED = [(name, status) for name, (_step, sources, _target) in STEPS.items() for status in S if status in sources]
FORBIDDEN = [
    (name, status) for name, (_step, sources, _target) in STEPS.items() for status in S if status not in sources
]


def offer_in(status):
    return OfferFactory(status=status, decline_reason="doppelt" if status == S.DECLINED else "")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), ALLOWED)
def test_a_step_leads_from_each_of_its_statuses_to_its_target(name, status):
    step, _sources, target = STEPS[name]
    offer = offer_in(status)
    step(offer)
    assert (offer.status, Offer.objects.get().status) == (target, target)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), FORBIDDEN)
def test_a_step_is_refused_from_every_other_status(name, status):
    offer = offer_in(status)
    with pytest.raises(WrongStatusError):
        STEPS[name][0](offer)
    assert Offer.objects.get().status == status


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), [(S.PUBLISHED, S.PUBLISHED), (S.FULL, S.FULL), (S.PAUSED, S.PUBLISHED)])
def test_a_confirmation_keeps_a_full_offer_full_and_brings_a_paused_one_back(before, after):
    offer = offer_in(before)
    offer.confirm("MM", now=NOW + timedelta(days=80))
    saved = Offer.objects.get()
    assert (saved.status, saved.confirmed_by, saved.confirmed_on) == (after, "MM", TODAY + timedelta(days=80))


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(set(S) - {S.PUBLISHED, S.FULL, S.PAUSED}))
def test_what_is_not_public_cannot_be_confirmed(status):
    with pytest.raises(WrongStatusError):
        offer_in(status).confirm("MM", now=NOW)


@pytest.mark.django_db
def test_of_two_people_with_the_same_page_open_only_one_publishes():
    offer = OfferFactory(status=S.IN_REVIEW)
    first, second = Offer.objects.get(pk=offer.pk), Offer.objects.get(pk=offer.pk)
    first.publish(by=UserFactory(), now=NOW)
    with pytest.raises(WrongStatusError, match="veröffentlicht"):
        second.publish(by=UserFactory(), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (74, Freshness.FRESH),
        (75, Freshness.DUE),
        (103, Freshness.DUE),
        (104, Freshness.UNCONFIRMED),
    ],
)
def test_freshness_follows_the_days_since_the_last_confirmation(days, expected):
    offer = OfferFactory()
    today = TODAY + timedelta(days=days)
    assert offer.freshness(today) == expected
    assert [value for value in Freshness if Offer.objects.of_freshness(value, today)] == [expected]


@pytest.mark.django_db
def test_an_offer_is_over_the_day_after_its_last_day():
    offer = OfferFactory(valid_until=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert not offer.is_over(TODAY)
    assert offer.is_over(tomorrow)
    assert (list(Offer.objects.current(TODAY)), list(Offer.objects.current(tomorrow))) == ([offer], [])
    assert list(Offer.objects.over(tomorrow)) == [offer]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": TODAY, "valid_until": TODAY - timedelta(days=1)},
        {"published_at": None},
        {"status": S.DECLINED, "decline_reason": ""},
    ],
)
def test_the_database_refuses_what_must_not_be(changes):
    with pytest.raises(IntegrityError):
        OfferFactory(**changes)
