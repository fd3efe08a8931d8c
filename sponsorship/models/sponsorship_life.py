"""The life of a Patenschaft: every change of status is a verb. Each may raise WrongStatusError."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone

from arnsberg_hilfe.core.status import move
from sponsorship.models.choices import EndReason, Side
from sponsorship.models.choices import SponsorshipStatus as Status

TRIAL_FOR = timedelta(weeks=4)
ANSWER_WITHIN = timedelta(days=10)


class SponsorshipLife(models.Model):
    if TYPE_CHECKING:
        sequence: "models.PositiveIntegerField[int, int]"
        uid: "models.UUIDField[UUID | None, UUID | None]"

    class Meta:
        abstract = True

    def ask_sponsor(self, *, now: datetime) -> None:
        move(self, [Status.PROPOSED], Status.SPONSOR_ASKED, answer_by=_in_time(now), reminded_on=None)

    def ask_household(self, *, now: datetime) -> None:
        """The sponsor has said yes."""
        move(self, [Status.SPONSOR_ASKED], Status.HOUSEHOLD_ASKED, answer_by=_in_time(now), reminded_on=None)

    def agree(self, *, now: datetime) -> None:
        """The household has said yes too: from now on each may know how to reach the other."""
        move(self, [Status.HOUSEHOLD_ASKED], Status.MEETING, answer_by=_in_time(now))

    def plan_meeting(self, at: datetime) -> None:
        """On another day or for the first time; the next day somebody asks how it was."""
        changes = {"meets_at": at, "sequence": self.sequence + 1, "uid": self.uid or uuid4()}
        answer_by = timezone.localdate(at) + timedelta(days=1)
        move(self, [Status.MEETING], Status.MEETING, **changes, answer_by=answer_by)

    def call_meeting_off(self, *, now: datetime) -> None:
        changes = {"meets_at": None, "sequence": self.sequence + 1, "answer_by": _in_time(now)}
        move(self, [Status.MEETING], Status.MEETING, **changes)

    def begin_trial(self, *, now: datetime) -> None:
        until = timezone.localdate(now) + TRIAL_FOR
        move(self, [Status.MEETING], Status.TRIAL, trial_until=until, answer_by=until)

    def activate(self, *, agreed_on: date) -> None:
        move(self, [Status.TRIAL], Status.ACTIVE, agreed_on=agreed_on, answer_by=None)

    def pause(self, *, until: date | None) -> None:
        move(self, [Status.ACTIVE], Status.PAUSED, pause_until=until)

    def resume(self) -> None:
        move(self, [Status.PAUSED], Status.ACTIVE, pause_until=None)

    def decline(self, side: Side, *, now: datetime) -> None:
        """One side does not want this pair; nobody is to blame."""
        source = [*Status.proposals(), Status.MEETING, Status.TRIAL]
        move(self, source, Status.DECLINED, declined_by=side, closed_at=now, answer_by=None)

    def end(self, reason: EndReason, *, now: datetime) -> None:
        self._close([Status.ACTIVE, Status.PAUSED], Status.ENDED, now, end_reason=reason)

    def break_off(self, reason: EndReason, *, now: datetime) -> None:
        self._close(Status.open(), Status.BROKEN_OFF, now, end_reason=reason)

    def let_go(self, *, now: datetime) -> None:
        """Nobody was asked in time; both are free for others, and for each other."""
        self._close([Status.PROPOSED], Status.BROKEN_OFF, now, end_reason=EndReason.NOT_ASKED)

    def lapse(self, *, now: datetime) -> None:
        """Whoever was asked has never answered: that is no refusal."""
        source: list[str] = [Status.SPONSOR_ASKED, Status.HOUSEHOLD_ASKED]
        self._close(source, Status.BROKEN_OFF, now, end_reason=EndReason.UNANSWERED)

    def hand_over(self, *, now: datetime) -> None:
        self._close(Status.accompanied(), Status.HANDED_OVER, now)

    def _close(self, source: list[str], target: Status, now: datetime, **changes: str) -> None:
        move(self, source, target, closed_at=now, answer_by=None, **changes)


def _in_time(now: datetime) -> date:
    return timezone.localdate(now + ANSWER_WITHIN)
