"""The life of one registration. Who calls these verbs holds the meeting's lock (network.workflow.places)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from arnsberg_hilfe.core.status import move
from network.models.choices import RegistrationStatus as Status


class RegistrationLife(models.Model):
    """Transitions. Every one may raise WrongStatusError."""

    if TYPE_CHECKING:
        status: "models.CharField[str, str]"
        status_before: "models.CharField[str, str]"
        confirmed_at: "models.DateTimeField[datetime | None, datetime | None]"

    class Meta:
        abstract = True

    def confirm(self, *, now: datetime) -> None:
        """The address is right; who waits keeps the place in the queue."""
        if self.status == Status.WAITING:
            move(self, [Status.WAITING], Status.WAITING, confirmed_at=self.confirmed_at or now, held_until=None)
        else:
            move(self, [Status.UNCONFIRMED], Status.CONFIRMED, confirmed_at=now, held_until=None)

    def move_up(self, *, until: datetime) -> None:
        """A place is offered from the waiting list and held until then."""
        move(self, [Status.WAITING], Status.OFFERED, held_until=until)

    def accept(self, *, now: datetime) -> None:
        """Take the offered place."""
        move(self, [Status.OFFERED], Status.CONFIRMED, confirmed_at=self.confirmed_at or now, held_until=None)

    def cancel(self, *, now: datetime) -> None:
        source = [Status.UNCONFIRMED, Status.CONFIRMED, Status.WAITING, Status.OFFERED]
        move(self, source, Status.CANCELLED, cancelled_at=now, held_until=None)

    def lapse(self, *, now: datetime) -> None:
        """Nobody answered while the place was held."""
        move(self, [Status.OFFERED], Status.LAPSED, cancelled_at=now, held_until=None)

    def attend(self) -> None:
        """Somebody of the group is here, and what was before is kept for the case that it was a slip of the finger.

        Where no place is left, the database refuses (IntegrityError).
        """
        source = [self.status] if self.status != Status.ATTENDED else []
        move(self, source, Status.ATTENDED, status_before=self.status)

    def take_back_arrival(self) -> None:
        """Nobody of the group is here after all: everything is as before, who waited waits again."""
        move(self, [Status.ATTENDED], self.status_before or Status.CONFIRMED, status_before="")

    def miss(self) -> None:
        """Registered and not here; the place is free for somebody else."""
        move(self, [Status.CONFIRMED, Status.UNCONFIRMED, Status.OFFERED], Status.ABSENT, held_until=None)
