"""The life of one meeting: every change of status is a verb."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.status import move
from network.models.choices import DOOR_OPEN_AROUND
from network.models.choices import MeetingStatus as Status


class MeetingLife(models.Model):
    """Transitions and what follows from dates. Every transition may raise WrongStatusError."""

    if TYPE_CHECKING:
        status: "models.CharField[str, str]"
        starts_at: "models.DateTimeField[datetime | None, datetime | None]"
        ends_at: "models.DateTimeField[datetime | None, datetime | None]"
        deadline: "models.DateTimeField[datetime | None, datetime | None]"
        places: "models.PositiveIntegerField[int | None, int | None]"
        taken: "models.PositiveIntegerField[int, int]"

    class Meta:
        abstract = True

    def announce(self) -> None:
        """Make it public; people can see it, and not register yet."""
        self._check_dated()
        move(self, [Status.DRAFT], Status.ANNOUNCED)

    def open_registration(self) -> None:
        """ValidationError where the day or the number of places is not known yet."""
        self._check_dated()
        if not self.places:
            raise ValidationError(_("Bitte tragen Sie zuerst ein, wie viele Plätze es gibt."))
        move(self, [Status.DRAFT, Status.ANNOUNCED, Status.CLOSED], Status.OPEN)

    def close_registration(self) -> None:
        move(self, [Status.OPEN], Status.CLOSED)

    def postpone(self) -> None:
        """The day no longer holds and a new one is not known; who has registered stays registered."""
        source = [Status.ANNOUNCED, Status.OPEN, Status.CLOSED]
        move(self, source, Status.POSTPONED, sequence=F("sequence") + 1)
        self.refresh_from_db(fields=["sequence"])

    def reschedule(self, *, starts_at: datetime, ends_at: datetime | None, deadline: datetime | None) -> None:
        """Give it another day; one that was postponed is open again."""
        dates = {"starts_at": starts_at, "ends_at": ends_at, "deadline": deadline}
        if self.status == Status.POSTPONED:
            source, target = [Status.POSTPONED.value], Status.OPEN if self.places else Status.ANNOUNCED
        else:
            source, target = [self.status] if self.status in Status.upcoming() else [], Status(self.status)
        move(self, source, target, **dates, sequence=F("sequence") + 1)
        self.refresh_from_db(fields=["sequence"])

    def cancel(self) -> None:
        source = [Status.DRAFT, Status.ANNOUNCED, Status.OPEN, Status.CLOSED, Status.POSTPONED]
        move(self, source, Status.CANCELLED, sequence=F("sequence") + 1)
        self.refresh_from_db(fields=["sequence"])

    def hold(self) -> None:
        """It has taken place."""
        move(self, [Status.ANNOUNCED, Status.OPEN, Status.CLOSED], Status.HELD)

    def draft_results(self) -> None:
        move(self, [Status.HELD], Status.RESULTS_DRAFT)

    def check_results(self) -> None:
        move(self, [Status.RESULTS_DRAFT], Status.RESULTS_CHECKED)

    def reopen_results(self) -> None:
        """Something is to be added or put right before they are published."""
        move(self, [Status.RESULTS_CHECKED], Status.RESULTS_DRAFT)

    def publish_results(self) -> None:
        move(self, [Status.RESULTS_CHECKED], Status.RESULTS_PUBLISHED)

    def follow_up(self) -> None:
        move(self, [Status.RESULTS_PUBLISHED], Status.FOLLOWED_UP)

    def archive(self) -> None:
        move(self, [Status.HELD, Status.FOLLOWED_UP, Status.CANCELLED], Status.ARCHIVED)

    def _check_dated(self) -> None:
        if self.starts_at is None:
            raise ValidationError(_("Bitte tragen Sie zuerst Tag und Uhrzeit ein."))

    # What follows from dates and places

    @property
    def registers_until(self) -> datetime | None:
        return self.deadline or self.starts_at

    def takes_registrations(self, now: datetime) -> bool:
        """The public form is open."""
        until = self.registers_until
        return self.status == Status.OPEN and until is not None and now < until

    def takes_changes(self, now: datetime) -> bool:
        """Who has registered may change it."""
        return self.takes_registrations(now) or self.status == Status.POSTPONED

    def lies_ahead(self, now: datetime) -> bool:
        """It will take place and has not begun; a postponed one will, some day."""
        if self.status == Status.POSTPONED:
            return True
        return self.status in Status.upcoming() and (self.starts_at is None or now < self.starts_at)

    def is_over(self, now: datetime) -> bool:
        end = self.ends_at or self.starts_at
        return self.status in Status.over() or bool(end and end < now)

    def has_open_door(self, now: datetime) -> bool:
        """The door's list of names may be read, and people let in: from a day before the beginning to a day after."""
        if self.starts_at is None or self.status not in {*Status.taking_people(), Status.HELD}:
            return False
        return self.starts_at - DOOR_OPEN_AROUND <= now <= (self.ends_at or self.starts_at) + DOOR_OPEN_AROUND

    def takes_results(self, now: datetime) -> bool:
        """Rows may be written at its tables: from the day before it begins until somebody has checked them."""
        if self.status in {Status.HELD, Status.RESULTS_DRAFT}:
            return True
        running = {Status.ANNOUNCED, *Status.taking_people()}
        return self.status in running and self.starts_at is not None and self.starts_at - DOOR_OPEN_AROUND <= now

    @property
    def has_public_results(self) -> bool:
        return self.status in Status.with_published_results()

    @property
    def free(self) -> int:
        return max((self.places or 0) - self.taken, 0)
