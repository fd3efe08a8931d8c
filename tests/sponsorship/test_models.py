"""Lives, capacity, encryption: what holds whatever the code above does."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import DatabaseError, IntegrityError, connection, transaction

from arnsberg_hilfe.core.encryption import UnreadableError, decrypt, encrypt, lookup_key, lookup_keys
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship.models import Access, Household, Sponsor, Sponsorship
from sponsorship.models.choices import EndReason, HouseholdStatus, Side, SponsorshipStatus, SponsorStatus
from sponsorship.models.free_times import ALWAYS, pack, shared, unpack
from tests.factories import NOW, TODAY, HouseholdFactory, SponsorFactory, SponsorshipFactory, UserFactory

pytestmark = pytest.mark.django_db

OPEN = SponsorshipStatus.open()
SPONSOR_STEPS = {
    "confirm_email": ({"now": NOW, "answer_by": TODAY}, [SponsorStatus.INTEREST]),
    "arrange_interview": ({"answer_by": TODAY}, [SponsorStatus.CONFIRMED]),
    "await_papers": ({"answer_by": TODAY}, [SponsorStatus.INTERVIEW]),
    "approve": ({}, [SponsorStatus.PAPERS]),
    "pause": ({"until": None}, [SponsorStatus.APPROVED]),
    "come_back": ({}, [SponsorStatus.PAUSED]),
    "end": ({"now": NOW}, [SponsorStatus.APPROVED, SponsorStatus.PAUSED]),
    "decline": ({"now": NOW}, SponsorStatus.becoming()),
    "withdraw": ({"now": NOW}, [SponsorStatus.INTEREST, *SponsorStatus.in_contact()]),
}
HOUSEHOLD_STEPS = {
    "confirm_email": ({"now": NOW, "answer_by": TODAY}, [HouseholdStatus.UNCONFIRMED]),
    "arrange_talk": ({"answer_by": TODAY}, [HouseholdStatus.REQUEST]),
    "await_consent": ({"answer_by": TODAY}, [HouseholdStatus.TALK]),
    "wait": ({"answer_by": TODAY}, [HouseholdStatus.CONSENT]),
    "end": ({"now": NOW}, set(HouseholdStatus) - set(HouseholdStatus.closed())),
    "move_away": ({"now": NOW}, set(HouseholdStatus) - set(HouseholdStatus.closed())),
    "withdraw": ({"now": NOW}, set(HouseholdStatus) - set(HouseholdStatus.closed())),
}
SPONSORSHIP_STEPS = {
    "ask_sponsor": ([], {"now": NOW}, [SponsorshipStatus.PROPOSED]),
    "ask_household": ([], {"now": NOW}, [SponsorshipStatus.SPONSOR_ASKED]),
    "agree": ([], {"now": NOW}, [SponsorshipStatus.HOUSEHOLD_ASKED]),
    "begin_trial": ([], {"now": NOW}, [SponsorshipStatus.MEETING]),
    "activate": ([], {"agreed_on": TODAY}, [SponsorshipStatus.TRIAL]),
    "pause": ([], {"until": None}, [SponsorshipStatus.ACTIVE]),
    "resume": ([], {}, [SponsorshipStatus.PAUSED]),
    "decline": (
        [Side.SPONSOR],
        {"now": NOW},
        [*SponsorshipStatus.proposals(), SponsorshipStatus.MEETING, SponsorshipStatus.TRIAL],
    ),
    "end": ([EndReason.GOAL], {"now": NOW}, [SponsorshipStatus.ACTIVE, SponsorshipStatus.PAUSED]),
    "break_off": ([EndReason.CONFLICT], {"now": NOW}, OPEN),
    "hand_over": ([], {"now": NOW}, SponsorshipStatus.accompanied()),
}


@pytest.mark.parametrize("status", SponsorStatus)
@pytest.mark.parametrize("step", SPONSOR_STEPS)
def test_a_sponsor_takes_a_step_only_from_its_statuses(step, status):
    options, allowed = SPONSOR_STEPS[step]
    sponsor = SponsorFactory(status=status)
    if status in allowed:
        getattr(sponsor, step)(**options)
        sponsor.refresh_from_db()
        assert sponsor.status != status
    else:
        with pytest.raises(WrongStatusError):
            getattr(sponsor, step)(**options)


@pytest.mark.parametrize("status", HouseholdStatus)
@pytest.mark.parametrize("step", HOUSEHOLD_STEPS)
def test_a_household_takes_a_step_only_from_its_statuses(step, status):
    options, allowed = HOUSEHOLD_STEPS[step]
    household = HouseholdFactory(status=status)
    if status in allowed:
        getattr(household, step)(**options)
        household.refresh_from_db()
        assert household.status != status
    else:
        with pytest.raises(WrongStatusError):
            getattr(household, step)(**options)


def in_status(status):
    values: dict[str, Any] = {"closed_at": None if status in OPEN else NOW}
    values |= {"declined_by": Side.SPONSOR} if status == SponsorshipStatus.DECLINED else {}
    values |= (
        {"end_reason": EndReason.GOAL} if status in {SponsorshipStatus.ENDED, SponsorshipStatus.BROKEN_OFF} else {}
    )
    return SponsorshipFactory(status=status, **values)


@pytest.mark.parametrize("status", SponsorshipStatus)
@pytest.mark.parametrize("step", SPONSORSHIP_STEPS)
def test_a_sponsorship_takes_a_step_only_from_its_statuses(step, status):
    arguments, options, allowed = SPONSORSHIP_STEPS[step]
    sponsorship = in_status(status)
    if status in allowed:
        getattr(sponsorship, step)(*arguments, **options)
        sponsorship.refresh_from_db()
        assert sponsorship.status != status
    else:
        with pytest.raises(WrongStatusError):
            getattr(sponsorship, step)(*arguments, **options)


@pytest.mark.parametrize("status", SponsorshipStatus)
def test_contacts_are_disclosed_only_between_both_yeses_and_the_end(status):
    agreed = {"meeting", "trial", "active", "paused"}
    assert in_status(status).discloses == (status in agreed)


@pytest.mark.parametrize("status", SponsorshipStatus)
def test_the_database_counts_open_sponsorships_on_both_sides(status):
    sponsorship = in_status(status)
    sides = Sponsor.objects.get(), Household.objects.get()
    assert [side.taken for side in sides] == [int(status in OPEN)] * 2
    sponsorship.delete()
    assert [side.taken for side in (Sponsor.objects.get(), Household.objects.get())] == [0, 0]


def test_a_step_to_the_end_gives_the_room_back():
    sponsorship = SponsorshipFactory(status=SponsorshipStatus.ACTIVE)
    sponsorship.end(EndReason.GOAL, now=NOW)
    assert (Sponsor.objects.get().free, Household.objects.get().taken) == (1, 0)


def test_no_sponsor_and_no_household_gets_more_than_agreed():
    first = SponsorshipFactory()
    with pytest.raises(IntegrityError, match="sponsor_within_capacity"), transaction.atomic():
        SponsorshipFactory(sponsor=first.sponsor)
    with pytest.raises(IntegrityError, match="household_within_team"), transaction.atomic():
        SponsorshipFactory(household=first.household)
    assert Sponsorship.objects.count() == 1


def test_a_sponsorship_keeps_its_two_sides():
    sponsorship = SponsorshipFactory()
    with pytest.raises(DatabaseError, match="keeps its two sides"), transaction.atomic():
        Sponsorship.objects.filter(pk=sponsorship.pk).update(sponsor=SponsorFactory())


def test_a_pair_is_open_only_once():
    pair = {"sponsor": SponsorFactory(most_sponsorships=3), "household": HouseholdFactory(most_sponsors=2)}
    SponsorshipFactory(**pair)
    with pytest.raises(IntegrityError, match="sponsorship_pair_once"), transaction.atomic():
        SponsorshipFactory(**pair)


def test_names_and_contacts_stand_encrypted_in_the_database():
    SponsorFactory(name="Kanarina", email="kanarina@example.org", phone="0293100000", note="Kanarina singt.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sponsorship_sponsor")
        stored = repr(cursor.fetchall())
    assert "anarina" not in stored
    assert "0293100000" not in stored
    assert Sponsor.objects.get().note == "Kanarina singt."


def test_an_address_is_found_however_it_is_spelled():
    sponsor = SponsorFactory()
    sponsor.set_email(" Paula@Example.org")
    sponsor.save()
    assert Sponsor.objects.of_address("paula@example.ORG").get() == sponsor
    assert not Sponsor.objects.of_address("andere@example.org").exists()
    assert not Sponsor.objects.of_address("").exists()


def test_encrypted_columns_refuse_to_be_searched():
    with pytest.raises(FieldError, match="encrypted"):
        Sponsor.objects.filter(name="Paula").exists()


def test_a_new_key_reads_what_an_old_one_wrote(settings):
    settings.ENCRYPTION_KEYS = ["old"]
    token, key = encrypt("geheim"), lookup_key("a@example.org")
    settings.ENCRYPTION_KEYS = ["new", "old"]
    assert decrypt(token) == "geheim"
    assert key in lookup_keys("A@example.org ")
    settings.ENCRYPTION_KEYS = ["new"]
    with pytest.raises(UnreadableError):
        decrypt(token)


def test_nobody_changes_or_deletes_the_access_log():
    entry = Access.objects.create(by=UserFactory(), kind=Access.Kind.DETAIL, subject="household-1")
    for attempt in (lambda: Access.objects.update(subject="household-2"), Access.objects.all().delete):
        with pytest.raises(DatabaseError, match="access log"), transaction.atomic():
            attempt()
    Access.objects.get(pk=entry.pk)


def test_the_access_log_is_erased_after_two_years():
    Access.objects.create(by=UserFactory(), kind=Access.Kind.LIST, subject="sponsor", at=NOW - timedelta(days=800))
    assert Access.objects.all().delete()[0] == 1


def test_free_times_are_bits():
    assert unpack(pack([(0, 0), (6, 2), (0, 0)])) == [(0, 0), (6, 2)]
    assert pack((day, part) for day in range(7) for part in range(3)) == ALWAYS
    assert shared(pack([(0, 0), (1, 1)]), pack([(1, 1), (2, 2)])) == 1
    assert shared(None, ALWAYS) is None
