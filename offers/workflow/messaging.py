"""Messages from visitors to providers, and Hinweise to the office."""

from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.once import saved_once
from arnsberg_hilfe.core.status import WrongStatusError
from offers import emails
from offers.models import Event, Message, Offer, Report


def write(message: Message, *, now: datetime) -> None:
    """Keep a message and ask its writer to confirm the address. The same form sent again changes nothing."""
    with saved_once(Message, key=message.key):
        message.save()
        post_sparingly(emails.confirm_message(message), to=message.email, about=message, now=now)


@transaction.atomic
def relay(message: Message, *, now: datetime) -> None:
    """The writer's address is right: the provider gets the message. A second call changes nothing."""
    try:
        message.relay(now=now)
    except WrongStatusError:
        return
    offer = message.offer
    to = offer.email or (offer.contact_point.email if offer.contact_point else "")
    if to:
        with written_in(offer.mail_language):
            post(emails.relayed_message(message), to=to, about=message)


@transaction.atomic
def answer(message: Message, text: str, *, now: datetime) -> None:
    """The provider's answer; from now on the two write to each other directly. WrongStatusError the second time."""
    message.reply(text, now=now)
    offer = message.offer
    reply_to = offer.email or (offer.contact_point.email if offer.contact_point else "")
    with written_in(message.language):
        post(emails.answered_message(message), to=message.email, about=message, reply_to=reply_to)


def can_be_written_to(offer: Offer) -> bool:
    return bool(offer.email_confirmed_at and offer.email) or bool(offer.contact_point and offer.contact_point.email)


def report(hint: Report, *, now: datetime) -> None:
    """Take in a Hinweis. The same form sent again changes nothing."""
    hint.answer_by = answer_by(now)
    with saved_once(Report, key=hint.key):
        hint.save()
        Event.objects.create(offer=hint.offer, kind=Event.Kind.REPORTED, at=now, note=hint.get_kind_display())


@transaction.atomic
def close_report(hint: Report, *, by: User, now: datetime) -> None:
    """Somebody has seen to a Hinweis. WrongStatusError the second time."""
    hint.close(by=by, now=now)
    Event.objects.create(offer=hint.offer, kind=Event.Kind.REPORT_CLOSED, at=now, by=by, note=hint.get_kind_display())
