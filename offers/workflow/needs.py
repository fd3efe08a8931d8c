"""Bedarfe: replies from people who can help, what the office answers, and what covers a need."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.once import saved_once
from arnsberg_hilfe.core.status import WrongStatusError
from offers import emails
from offers.models import Need, NeedReply, Offer

STEPS: dict[str, Callable[[Need, datetime], None]] = {
    "publish": lambda need, _now: need.publish(),
    "cover": lambda need, now: need.cover(now=now),
    "drop": lambda need, now: need.drop(now=now),
    "reopen": lambda need, _now: need.reopen(),
}


def reply(answer: NeedReply, *, now: datetime) -> None:
    """Keep a reply and ask its writer to confirm the address. The same form sent again changes nothing."""
    with saved_once(NeedReply, key=answer.key):
        answer.save()
        post_sparingly(emails.confirm_reply(answer), to=answer.email, about=answer, now=now)


@transaction.atomic
def confirm(answer: NeedReply, *, now: datetime) -> None:
    """The writer's address is right: the reply waits for the office. A second call changes nothing."""
    try:
        answer.confirm(answer_by=answer_by(now))
    except WrongStatusError:
        return
    with written_in(answer.language):
        post(emails.reply_received(answer), to=answer.email, about=answer, reply_to=settings.OFFICE_EMAIL)


@transaction.atomic
def answer(answered: NeedReply, text: str, *, by: User, now: datetime) -> None:
    """The office writes back. WrongStatusError where somebody else was faster."""
    answered.close(by=by, now=now)
    with written_in(answered.language):
        letter = emails.reply_answered(answered, text)
        post(letter, to=answered.email, about=answered, reply_to=settings.OFFICE_EMAIL)


def take(step: str, need: Need, *, now: datetime) -> None:
    """Take a step by its name. KeyError for an unknown one, WrongStatusError where somebody else was faster."""
    STEPS[step](need, now)


@transaction.atomic
def cover_with(need: Need, offer: Offer, *, wholly: bool, now: datetime) -> None:
    """Count an offer as what covers the need; `wholly` closes it. WrongStatusError where it is closed already."""
    need.note_cover(offer)
    if wholly:
        need.cover(now=now)


@transaction.atomic
def uncover(need: Need, offer: Offer) -> None:
    """The offer does not help with it after all; it is not suggested as an answer again."""
    need.covered_by.remove(offer)
    Offer.objects.filter(pk=offer.pk, for_need=need).update(for_need=None)


def write(need: Need, changed: Collection[str]) -> None:
    """Save what staff have changed, and nothing else: the status may have moved on meanwhile.

    A new need begins as a draft: it is the office's own until somebody publishes it.
    """
    if need.pk is None:
        need.status = Need.Status.DRAFT
        need.save()
    elif changed:
        need.save(update_fields={*changed, *(name.removesuffix("_de") for name in changed)})
