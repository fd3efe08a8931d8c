"""The steps of a Patenschaft. Each is atomic with its letters; of two who act at once one gets a WrongStatusError.

`by` is the colleague who wrote it down; without one, the side itself has answered by its link.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.stale import check_seen
from sponsorship.emails import pausing
from sponsorship.emails import sponsorships as emails
from sponsorship.models import Sponsorship
from sponsorship.models.choices import EndReason, Side, SponsorshipStatus
from sponsorship.occasions import calendar_entry
from sponsorship.presenting.sides import BOTH, KNOWN_TO
from sponsorship.workflow.locking import lock_sides
from sponsorship.workflow.telling import Write, note_step, tell


@transaction.atomic
def ask_sponsor(sponsorship: Sponsorship, *, by: User | None, now: datetime) -> None:
    sponsorship.ask_sponsor(now=now)
    note_step(sponsorship, by=by, now=now)
    tell(sponsorship, _question(now), [Side.SPONSOR])


@transaction.atomic
def sponsor_says_yes(sponsorship: Sponsorship, *, by: User | None = None, note: str = "", now: datetime) -> None:
    """The household is asked at once."""
    sponsorship.ask_household(now=now)
    note_step(sponsorship, by=by, now=now, side=Side.SPONSOR, note=note)
    tell(sponsorship, _question(now), [Side.HOUSEHOLD])


@transaction.atomic
def household_says_yes(sponsorship: Sponsorship, *, by: User | None = None, note: str = "", now: datetime) -> None:
    sponsorship.agree(now=now)
    note_step(sponsorship, by=by, now=now, side=Side.HOUSEHOLD, note=note)
    tell(sponsorship, emails.both_agreed)


def _question(now: datetime) -> Write:
    def write(sponsorship: Sponsorship, side: Side) -> Letter:
        return emails.may_we_bring_you_together(sponsorship, side, timezone.localdate(now))

    return write


@transaction.atomic
def plan_meeting(
    sponsorship: Sponsorship, at: datetime, *, seen: int | None = None, by: User | None, now: datetime
) -> None:
    """Place and interpreter stand on the record and are saved here; calendars take the new day for the old one.

    StaleError where the date is not the one any more that its page has `seen`.
    """
    _check_date(sponsorship, seen)
    moved = sponsorship.sequence > 0
    sponsorship.plan_meeting(at)
    sponsorship.save(update_fields=["meets_where", "interpreter"])
    note_step(sponsorship, by=by, now=now)
    tell(
        sponsorship,
        lambda one, side: emails.meeting_planned(one, side, moved=moved),
        attach=lambda: calendar_entry(sponsorship, at, now=now),
    )


@transaction.atomic
def call_meeting_off(sponsorship: Sponsorship, *, seen: int | None = None, by: User | None, now: datetime) -> None:
    _check_date(sponsorship, seen)
    at = sponsorship.meets_at
    sponsorship.call_meeting_off(now=now)
    note_step(sponsorship, by=by, now=now)
    if at:
        tell(
            sponsorship,
            emails.meeting_called_off,
            attach=lambda: calendar_entry(sponsorship, at, now=now, off=True),
        )


@transaction.atomic
def begin_trial(sponsorship: Sponsorship, *, by: User | None, now: datetime) -> None:
    sponsorship.begin_trial(now=now)
    note_step(sponsorship, by=by, now=now)
    tell(sponsorship, emails.trial_begins)


@transaction.atomic
def activate(sponsorship: Sponsorship, *, agreed_on: date, by: User | None, now: datetime) -> None:
    sponsorship.activate(agreed_on=agreed_on)
    note_step(sponsorship, by=by, now=now)
    tell(sponsorship, emails.it_is_a_sponsorship)


@transaction.atomic
def pause(sponsorship: Sponsorship, *, until: date | None, note: str = "", by: User | None, now: datetime) -> None:
    """Both were asked before, and now have it in writing."""
    sponsorship.pause(until=until)
    note_step(sponsorship, by=by, now=now, note=note)
    tell(sponsorship, pausing.it_pauses)


@transaction.atomic
def resume(sponsorship: Sponsorship, *, by: User | None, now: datetime) -> None:
    sponsorship.resume()
    note_step(sponsorship, by=by, now=now)
    tell(sponsorship, pausing.it_goes_on)


@transaction.atomic
def decline(sponsorship: Sponsorship, side: Side, *, note: str = "", by: User | None = None, now: datetime) -> None:
    """This side does not want the pair. The other one is told kindly, and without a reason, if it knew of it at all."""
    before = _as_it_is(sponsorship)
    sponsorship.decline(side, now=now)
    note_step(sponsorship, by=by, now=now, side=side, note=note)
    others = [each for each in BOTH if each != side]
    _tell_it_is_over(sponsorship, before, others, emails.it_did_not_work_out, now)


@transaction.atomic
def lapse(sponsorship: Sponsorship, *, now: datetime) -> None:
    """Nobody has answered in time: both are free for others, and may be asked again."""
    before = _as_it_is(sponsorship)
    sponsorship.lapse(now=now)
    note_step(sponsorship, by=None, now=now)
    _tell_it_is_over(sponsorship, before, BOTH, emails.it_did_not_work_out, now)


@transaction.atomic
def end(sponsorship: Sponsorship, reason: EndReason, *, note: str, by: User | None, now: datetime) -> None:
    """What has been a Patenschaft ends; what has not come so far is broken off."""
    before = _as_it_is(sponsorship)
    began = before.status in {SponsorshipStatus.ACTIVE, SponsorshipStatus.PAUSED}
    (sponsorship.end if began else sponsorship.break_off)(reason, now=now)
    sponsorship.end_note = note.strip()
    sponsorship.save(update_fields=["end_note"])
    note_step(sponsorship, by=by, now=now, side=Side.OFFICE)
    _tell_it_is_over(sponsorship, before, BOTH, emails.it_is_over if began else emails.it_did_not_work_out, now)


@transaction.atomic
def let_go(sponsorship: Sponsorship, *, now: datetime) -> None:
    """A proposal that nobody outside the office has heard of: nobody is written to."""
    sponsorship.let_go(now=now)
    note_step(sponsorship, by=None, now=now, side=Side.OFFICE)


def break_off_withdrawn(sponsorship: Sponsorship, side: Side, *, now: datetime) -> None:
    """This side has withdrawn its consent; part of a larger step, inside whose transaction it belongs."""
    before = _as_it_is(sponsorship)
    sponsorship.break_off(EndReason.WITHDRAWN, now=now)
    note_step(sponsorship, by=None, now=now, side=side)
    others = [each for each in BOTH if each != side]
    began = before.status in SponsorshipStatus.accompanied()
    _tell_it_is_over(sponsorship, before, others, emails.it_is_over if began else emails.it_did_not_work_out, now)


def _check_date(sponsorship: Sponsorship, seen: int | None) -> None:
    if seen is not None:
        words = _("Inzwischen hat jemand anderes den Termin geändert. Bitte sehen Sie nach, was jetzt gilt.")
        check_seen(str(seen), str(_as_it_is(sponsorship).sequence), words)


def _as_it_is(sponsorship: Sponsorship) -> Sponsorship:
    """As it stands in the database; nobody else changes it until the transaction ends."""
    lock_sides([sponsorship.sponsor_id], [sponsorship.household_id])
    return Sponsorship.objects.select_for_update().get(pk=sponsorship.pk)


def _tell_it_is_over(
    sponsorship: Sponsorship, before: Sponsorship, sides: list[Side] | tuple[Side, ...], write: Write, now: datetime
) -> None:
    """Whoever knew of it is told; a meeting that was still to come goes from the calendar."""
    planned = before.meets_at
    is_ahead = before.status == SponsorshipStatus.MEETING and planned is not None and planned > now
    if is_ahead:
        sponsorship.sequence = before.sequence + 1
        sponsorship.save(update_fields=["sequence"])
    told = [side for side in sides if before.status in KNOWN_TO[side]]
    tell(
        sponsorship,
        write,
        told,
        attach=lambda: calendar_entry(sponsorship, planned, now=now, off=True) if is_ahead and planned else [],
    )
