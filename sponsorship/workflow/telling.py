"""Writing to the sides of a Patenschaft, each in its language, and noting what happened."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from arnsberg_hilfe.core.mail import Attachment, Letter, post, written_in
from arnsberg_hilfe.core.models import User
from sponsorship.models import Household, Sponsor, Sponsorship, Step
from sponsorship.models.choices import Side
from sponsorship.presenting.sides import BOTH, party

Write = Callable[[Sponsorship, Side], Letter]
Attach = Callable[[], Sequence[Attachment]]
Person = TypeVar("Person", bound=Sponsor | Household)


def tell(sponsorship: Sponsorship, write: Write, sides: Iterable[Side] = BOTH, attach: Attach = tuple) -> None:
    """A letter to each of these sides that has an address; the others are phoned by staff."""
    for side in sides:
        person = party(sponsorship, side)
        if not person.email:
            continue
        with written_in(person.mail_language):
            post(write(sponsorship, side), to=person.email, about=sponsorship, attachments=attach())


def tell_person(person: Person, write: Callable[[Person], Letter]) -> None:
    if person.email:
        with written_in(person.mail_language):
            post(write(person), to=person.email, about=person)


def note_step(
    sponsorship: Sponsorship, *, by: User | None, now: datetime, side: Side | str = "", note: str = ""
) -> Step:
    return sponsorship.steps.create(status=sponsorship.status, by=by, at=now, side=side, note=note.strip())
