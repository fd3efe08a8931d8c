"""Proposals that nobody answers: one reminder, and a week later both are free for others again.

A proposal about which nobody was asked in that time returns too; then nothing speaks against it later.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from arnsberg_hilfe.core.mail import Letter
from sponsorship.emails import sponsorships as emails
from sponsorship.models import Sponsorship
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.models.sponsorship_query import SponsorshipQuerySet
from sponsorship.workflow.locking import lock_sides
from sponsorship.workflow.sponsorships import lapse, let_go
from sponsorship.workflow.telling import Write, tell

HOURS = range(9, 20)
WAITS_FOR = {SponsorshipStatus.SPONSOR_ASKED: Side.SPONSOR, SponsorshipStatus.HOUSEHOLD_ASKED: Side.HOUSEHOLD}


def keep_moving(*, now: datetime) -> int:
    """Reminders and returns that are due; how many. Safe to run twice, and at the same time."""
    if timezone.localtime(now).hour not in HOURS:
        return 0
    today, all_of_them = timezone.localdate(now), Sponsorship.objects
    reminded = sum(_remind(pk, today) for pk in _keys(all_of_them.to_be_reminded(today)))
    given_up = sum(_give_up(pk, now) for pk in _keys(all_of_them.given_up(today)))
    return reminded + given_up + sum(_let_go(pk, now) for pk in _keys(all_of_them.forgotten(today)))


@transaction.atomic
def _remind(pk: int, today: date) -> bool:
    """By mail; who has no address stands on the worklist from today, and is counted as reminded all the same."""
    found = locked(Sponsorship.objects.to_be_reminded(today), pk)
    if found is None:
        return False
    found.reminded_on = today
    found.save(update_fields=["reminded_on"])
    tell(found, _again(today), [WAITS_FOR[SponsorshipStatus(found.status)]])
    return True


@transaction.atomic
def _give_up(pk: int, now: datetime) -> bool:
    found = _with_sides(Sponsorship.objects.given_up(timezone.localdate(now)), pk)
    if found is None:
        return False
    lapse(found, now=now)
    return True


@transaction.atomic
def _let_go(pk: int, now: datetime) -> bool:
    found = _with_sides(Sponsorship.objects.forgotten(timezone.localdate(now)), pk)
    if found is None:
        return False
    let_go(found, now=now)
    return True


def _with_sides(due: SponsorshipQuerySet, pk: int) -> Sponsorship | None:
    """Locked in the order in which everybody locks: the two sides first."""
    sides = Sponsorship.objects.values_list("sponsor", "household").get(pk=pk)
    lock_sides(sides[:1], sides[1:])
    return locked(due, pk)


def locked(due: SponsorshipQuerySet, pk: int) -> Sponsorship | None:
    """The one if it is still due; nothing where another worker has it."""
    found = due.filter(pk=pk).select_related("sponsor", "household")
    return found.select_for_update(skip_locked=True, of=("self",)).first()


def _keys(due: SponsorshipQuerySet) -> list[int]:
    return list(due.values_list("pk", flat=True))


def _again(today: date) -> Write:
    def write(sponsorship: Sponsorship, side: Side) -> Letter:
        return emails.may_we_bring_you_together(sponsorship, side, today, again=True)

    return write
