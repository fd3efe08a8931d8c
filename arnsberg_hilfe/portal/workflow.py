"""What people write to the office, and what the office answers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.once import saved_once
from arnsberg_hilfe.portal import emails
from arnsberg_hilfe.portal.models import Entry, Inquiry
from offers.models import Event, Message, Offer


def receive(inquiry: Inquiry, text: str, *, now: datetime) -> None:
    """Take in an inquiry: to the office's mailbox and the Arbeitsliste. The same form sent again changes nothing."""
    inquiry.created_at, inquiry.answer_by = now, answer_by(now)
    with saved_once(Inquiry, key=inquiry.key):
        inquiry.save()
        entry = Entry.objects.create(inquiry=inquiry, text=text, at=now)
        post_sparingly(emails.acknowledged(inquiry), to=inquiry.email, about=inquiry, now=now)
        _tell_office(inquiry, entry)


@transaction.atomic
def write_again(inquiry: Inquiry, text: str, *, now: datetime) -> None:
    """The writer adds something; the thread is open again."""
    inquiry.reopen(answer_by(now))
    _tell_office(inquiry, Entry.objects.create(inquiry=inquiry, text=text, at=now))


@transaction.atomic
def answer(inquiry: Inquiry, text: str, *, by: User, now: datetime) -> None:
    inquiry.mark_answered()
    entry = Entry.objects.create(inquiry=inquiry, text=text, by=by, from_office=True, at=now)
    with written_in(inquiry.language):
        post(emails.answered(inquiry, entry), to=inquiry.email, about=inquiry)


@transaction.atomic
def settle(mail: OutgoingMail, *, by: User, now: datetime) -> None:
    """Somebody has seen to a mail that reached nobody; an offer it was about remembers. Once only."""
    if mail.settle(now=now) and (offer := offer_of(mail)):
        note = f"{mail.subject} ({mail.error})"
        Event.objects.create(offer=offer, kind=Event.Kind.UNDELIVERABLE, by=by, at=now, note=note)


def offer_of(mail: OutgoingMail) -> Offer | None:
    """The offer that a mail was about, or whose provider it brought a message."""
    if key := mail.about_key(Message):
        return Offer.objects.filter(messages__in=Message.objects.relayed().filter(pk=key)).first()
    return Offer.objects.filter(pk=mail.about_key(Offer) or 0).first()


def _tell_office(inquiry: Inquiry, entry: Entry) -> None:
    with written_in(settings.LANGUAGE_CODE):
        post(emails.to_the_office(inquiry, entry), to=settings.OFFICE_EMAIL, about=inquiry)
