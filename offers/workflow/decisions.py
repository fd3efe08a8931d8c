"""What the office's decisions have in common: each can be undone for a minute; its mail waits that long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.consents import keep_ticks
from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from offers.models import Decision, Event, Offer, Revision
from offers.models.decision import UNDO_FOR
from offers.workflow.records import COMPUTED, write

# For the offer and, where one is decided on, its change: the values of their columns as JSON keeps them
State = dict[str, dict[str, Any]]


class SecondReviewerError(ValidationError):
    """The second pair of eyes cannot be the first one's."""


@dataclass(frozen=True)
class Outcome:
    """What a decision leaves behind besides the new state: an entry in the history, a mail to the provider."""

    event: Event.Kind
    note: str = ""
    letter: Letter | None = None


def state_of(offer: Offer, revision: Revision | None = None) -> State:
    """What the database holds now; to be called under the offer's lock."""
    languages = sorted(offer.languages.values_list("pk", flat=True))
    state = {"offer": _columns(offer, COMPUTED) | {"languages": languages}}
    return state | {"revision": _columns(revision)} if revision else state


def _columns(record: Model, without: Iterable[str] = ()) -> dict[str, Any]:
    names = [field.attname for field in record._meta.concrete_fields if field.name not in without]
    row = type(record)._default_manager.values(*names).get(pk=record.pk)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def decided(  # noqa: PLR0913 - who and when by name
    before: State, outcome: Outcome, offer: Offer, revision: Revision | None = None, *, by: User, now: datetime
) -> Decision:
    """Note a decision that has just been carried out; `before` is the state it found."""
    Event.objects.create(offer=offer, kind=outcome.event, at=now, by=by, note=outcome.note)
    mail = None
    if outcome.letter and offer.email:
        mail = post(outcome.letter, to=offer.email, about=offer, not_before=now + UNDO_FOR)
    after = state_of(offer, revision)
    return Decision.objects.create(
        offer=offer,
        revision=revision,
        at=now,
        by=by,
        before=_unlike(before, after),
        after=_unlike(after, before),
        after_status=after["offer"]["status"],
        mail=mail,
    )


def _unlike(state: State, other: State) -> State:
    """The part of a state that another one differs in; statuses in any case."""
    return {
        record: {name: value for name, value in columns.items() if name == "status" or value != other[record][name]}
        for record, columns in state.items()
    }


@transaction.atomic
def undo(decision: Decision, *, by: User, now: datetime) -> None:
    """Put everything back as it was and keep the mail here. WrongStatusError when it is too late."""
    offer = Offer.objects.select_for_update().get(pk=decision.offer_id)
    if not Decision.objects.undoable(now).filter(pk=decision.pk).update(undone_at=now):
        raise WrongStatusError(_("Zum Zurücknehmen ist es zu spät."), code="wrong_status")
    if not _is_as_left(offer, decision):
        raise WrongStatusError(_("Inzwischen ist mit dem Angebot schon etwas anderes geschehen."), code="wrong_status")
    write(offer, decision.before["offer"])
    keep_ticks(offer, decision.before["offer"], now=now, language=offer.mail_language)
    if decision.revision_id:
        Revision.objects.filter(pk=decision.revision_id).update(**decision.before["revision"])
    if decision.mail:
        decision.mail.cancel()
    Event.objects.create(offer=offer, kind=Event.Kind.UNDONE, by=by, at=now)


def _is_as_left(offer: Offer, decision: Decision) -> bool:
    """Nobody has written since what an undo would overwrite, and no newer change builds upon it."""
    state = state_of(offer, decision.revision)
    left = all(columns.items() <= state[record].items() for record, columns in decision.after.items())
    return left and not offer.revisions.pending().exclude(decisions=decision).exists()
