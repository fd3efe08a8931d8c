"""A sponsor or a household wants to be forgotten at once, or is looked for by somebody who wants to know."""

from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.models.outgoing_mail import name_of
from sponsorship.models import Complaint, Household, Sponsor
from sponsorship.models.choices import Side
from sponsorship.presenting.sides import party, side_of
from sponsorship.workflow import withdrawing
from sponsorship.workflow.erasing import forget_households, forget_sponsors

LEAST_DIGITS = 4  # of a phone number that is looked for
Person = Sponsor | Household


def subject_of(person: Person) -> str:
    """As the log of who has read what names them."""
    return f"{side_of(person)}-{person.pk}"


def must_wait(person: Person) -> bool:
    """A complaint is being looked into: until then the Fachstelle has to know who was concerned."""
    return Complaint.objects.open().filter(sponsorship__in=person.sponsorships.all()).exists()


@transaction.atomic
def forget_person(person: Person, *, now: datetime, cause: str) -> None:
    """Withdraw first, so that the other side is told, then forget. The letters to the other side are theirs."""
    pairs = list(person.sponsorships.select_related("sponsor", "household"))
    names = [name_of(pair) for pair in pairs]
    earlier = set(OutgoingMail.objects.filter(about__in=names).values_list("pk", flat=True))
    withdrawing.withdraw(person, now=now)
    other = Side.HOUSEHOLD if isinstance(person, Sponsor) else Side.SPONSOR
    for pair in pairs:
        theirs = party(pair, other)
        letters = OutgoingMail.objects.concerning(pair).filter(to__iexact=theirs.email).exclude(pk__in=earlier)
        letters.update(about=name_of(theirs), forgotten_when_sent=True)
    forget = forget_sponsors if isinstance(person, Sponsor) else forget_households
    forget([person.pk], now, cause=cause)


def known_as(model: type[Person], words: str) -> list[int]:
    """Keys of those whose name or phone number it is, or a part of it. Reads every one: columns are encrypted."""
    wanted, digits = words.casefold().split(), _digits(words)
    rows = model._default_manager.filter(anonymised_at=None).values_list("pk", "name", "phone")
    return [
        pk
        for pk, name, phone in rows.iterator()
        if (wanted and all(word in name.casefold() for word in wanted))
        or (len(digits) >= LEAST_DIGITS and digits in _digits(phone))
    ]


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
