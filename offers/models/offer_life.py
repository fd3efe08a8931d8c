"""The life of one offer: every change of status is a verb."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import move
from offers.models.choices import Status
from offers.models.four_eyes import FourEyes

ASK_AFTER = timedelta(days=75)
ASK_AGAIN_AFTER = timedelta(days=90)
UNCONFIRMED_AFTER = timedelta(days=104)
PAUSE_AFTER = timedelta(days=180)
# What asks for four eyes before everybody sees it
SENSITIVE = ("offers_housing", "offers_lifts", "alone_with_children")


class Freshness(StrEnum):
    FRESH = "fresh"
    DUE = "due"
    UNCONFIRMED = "unconfirmed"


class OfferLife(FourEyes, models.Model):
    """Transitions and what follows from dates. Every transition may raise WrongStatusError."""

    if TYPE_CHECKING:
        status: "models.CharField[str, str]"
        valid_until: "models.DateField[date | None, date | None]"
        fresh_on: "models.DateField[date | None, date | None]"

    class Meta:
        abstract = True

    # The path to publication

    def confirm_email(self, *, now: datetime, answer_by: date) -> None:
        move(self, [Status.SUBMITTED], Status.EMAIL_CONFIRMED, email_confirmed_at=now, answer_by=answer_by)

    def take_up(self) -> None:
        """Begin (or, after an answer to a Rückfrage, resume) the review."""
        move(self, [Status.EMAIL_CONFIRMED, Status.QUERY], Status.IN_REVIEW)

    def ask_back(self) -> None:
        move(self, [Status.EMAIL_CONFIRMED, Status.IN_REVIEW], Status.QUERY)

    @property
    def is_sensitive(self) -> bool:
        """Housing, private lifts, one-to-one contact with children: four eyes before it is published."""
        return any(getattr(self, name) for name in SENSITIVE)

    def note_first_review(self, by: User) -> None:
        move(self, [*Status.waiting(), Status.QUERY], Status.IN_REVIEW, first_review_by=by)

    def publish(self, *, by: User | None, now: datetime) -> None:
        source = [*Status.waiting(), Status.QUERY]
        move(self, source, Status.PUBLISHED, published_at=now, published_by=by, fresh_on=_day(now), answer_by=None)

    def decline(self, reason: str, *, now: datetime) -> None:
        source = [*Status.waiting(), Status.QUERY]
        move(self, source, Status.DECLINED, decline_reason=reason, closed_at=now, answer_by=None)

    def withdraw(self, *, now: datetime) -> None:
        source = [*Status.before_publication(), *Status.live(), Status.PAUSED]
        move(self, source, Status.WITHDRAWN, closed_at=now, answer_by=None)

    # Public life

    def confirm(self, by: str, *, now: datetime) -> None:
        """Note that the offer still holds; a paused one is published again, and the questions begin anew."""
        target = Status.FULL if self.status == Status.FULL else Status.PUBLISHED
        source = [Status.FULL] if target == Status.FULL else [Status.PUBLISHED, Status.PAUSED]
        move(self, source, target, **_confirmed(by, now))

    def mark_full(self) -> None:
        move(self, [Status.PUBLISHED], Status.FULL)

    def reopen(self) -> None:
        move(self, [Status.FULL], Status.PUBLISHED)

    def pause(self) -> None:
        move(self, Status.live(), Status.PAUSED)

    def resume(self, by: str, *, now: datetime) -> None:
        """Who ends a pause says that the offer holds; unsaid, the next night would pause it again."""
        move(self, [Status.PAUSED], Status.PUBLISHED, **_confirmed(by, now))

    def end(self, *, now: datetime) -> None:
        move(self, [*Status.live(), Status.PAUSED], Status.ENDED, closed_at=now)

    def archive(self, *, now: datetime) -> None:
        source = [Status.ENDED, Status.PAUSED, Status.DECLINED, Status.WITHDRAWN]
        move(self, source, Status.ARCHIVED, closed_at=now)

    # What follows from dates

    def is_over(self, today: date) -> bool:
        past = self.valid_until is not None and self.valid_until < today
        return self.status == Status.ENDED or past

    def freshness(self, today: date) -> Freshness:
        """How far the last confirmation (else the publication) lies back."""
        age = today - (self.fresh_on or today)
        if age >= UNCONFIRMED_AFTER:
            return Freshness.UNCONFIRMED
        return Freshness.DUE if age >= ASK_AFTER else Freshness.FRESH


def _day(now: datetime) -> date:
    return timezone.localdate(now)


def _confirmed(by: str, now: datetime) -> dict[str, Any]:
    """The columns of a confirmation; the questions to the provider begin anew."""
    day = _day(now)
    return {"confirmed_on": day, "confirmed_by": by, "fresh_on": day, "asked_on": None, "asked_times": 0}
