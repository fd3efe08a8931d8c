"""The canary person: everything personal that can hang on one address carries one token."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection, models

from arnsberg_hilfe.core import encryption
from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import agree
from arnsberg_hilfe.core.mail import Attachment, Letter, post
from arnsberg_hilfe.portal.models import Inquiry
from network.models import Invitation, Invitee, Notice, Placement
from offers.models import CallLetter, Decision, Event, Message, NeedReply, Report, Revision
from sponsorship.models import CheckIn, Complaint, ContactNote, Step
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.workflow.complaints import complain
from tests.factories import (
    NOW,
    TODAY,
    CallFactory,
    HouseholdFactory,
    MeasureFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    RegistrationFactory,
    ResultFactory,
    SponsorFactory,
    SponsorshipFactory,
    SubscriberFactory,
    ThemeTableFactory,
)

CANARY = "kanarie7x5q"
EMAIL = f"{CANARY}@example.org"


numbers = count(1)


def word() -> str:
    """The token with a number, so that each field's is told apart."""
    return f"{CANARY}-{next(numbers)}."


def filled(record: Any) -> Any:
    """Every personal text field of this record carries the token, whatever a later model brings."""
    for name in record.privacy.personal:
        field = record._meta.get_field(name)
        if isinstance(field, models.EmailField) or name == "email":
            value: Any = EMAIL
        elif isinstance(field, models.JSONField):
            value = {"text": word()}
        elif isinstance(field, models.CharField | models.TextField) and not field.choices and name != "email_key":
            value = word() if (field.max_length or 99) > len(CANARY) + 3 else None
        else:
            continue
        if value is not None:
            setattr(record, name, value)
    if "companions" in record.privacy.personal:
        record.companions = [word()]
    if hasattr(record, "set_email"):
        record.set_email(EMAIL)
    record.save()
    return record


def in_the_catalogue() -> list[Any]:
    offer = filled(OfferFactory())
    agree(offer, [Purpose.PUBLICATION], now=NOW)
    need, stranger = NeedFactory(), OfferFactory(email="andere@example.org")
    written = {"key": "k", "name": "x", "email": EMAIL, "text": "x"}
    revision = filled(Revision(offer=offer, changes={}, answer_by=TODAY))
    decision = filled(Decision(offer=offer, revision=revision, before={}, after={}, after_status="published", by=None))
    subscriber = filled(SubscriberFactory())
    CallLetter.objects.create(call=CallFactory(status="sent", sent_at=NOW), subscriber=subscriber)
    return [
        offer,
        revision,
        decision,
        filled(Event(offer=offer, kind=Event.Kind.CHANGED)),
        filled(NeedReply(need=need, **written)),
        filled(Message(offer=stranger, language="uk", status=Message.Status.ANSWERED, **written)),
        filled(Report(offer=stranger, kind=Report.Kind.WRONG, key="r", answer_by=TODAY)),
        subscriber,
    ]


def at_meetings() -> list[Any]:
    guest = filled(RegistrationFactory(photo_consent=True))
    agree(guest, [Purpose.PHOTOS], now=NOW)
    table = ThemeTableFactory(meeting=guest.meeting)
    Placement.objects.create(registration=guest, round=1, table=table)
    Notice.objects.create(registration=guest, kind="week", about=NOW)
    measure = filled(MeasureFactory(names_allowed=True))
    measure.progress.create(status="running", note=word())
    result = ResultFactory(who=f"{word()} {EMAIL}", text_de=f"{EMAIL} weiß mehr", answer_de=EMAIL, answered_at=NOW)
    return [
        guest,
        measure,
        measure.progress.get(),
        result,
        filled(Invitee()),
        filled(Invitation(meeting=guest.meeting)),
        MeetingFactory(contact=f"Fragen an {EMAIL}", internal_note=f"{EMAIL} anrufen"),
    ]


def in_the_patenprojekt() -> list[Any]:
    """As a sponsor with a running Patenschaft; and, with another sponsor, as a household."""
    found: list[Any] = []
    sides = (
        (Side.SPONSOR, filled(SponsorFactory()), HouseholdFactory()),
        (Side.HOUSEHOLD, SponsorFactory(), filled(HouseholdFactory())),
    )
    for side, sponsor, household in sides:
        pair = filled(SponsorshipFactory(sponsor=sponsor, household=household, status=SponsorshipStatus.ACTIVE))
        note = filled(ContactNote(sponsorship=pair, on=TODAY, by=None))
        check = filled(CheckIn(sponsorship=pair, side=side, occasion="trial", due_on=TODAY, light="green"))
        step = filled(Step(sponsorship=pair, status=pair.status, side=side))
        found += [sponsor if side == Side.SPONSOR else household, pair, note, check, step]
    return found


def closed_complaint(person: Any) -> Any:
    pair = person.sponsorships.get()
    complain(person, pair, word(), key=f"c{pair.pk}", now=NOW)
    complaint = Complaint.objects.get(sponsorship=pair)
    complaint.close(now=NOW)
    complaint.outcome = word()
    complaint.save()
    return complaint


def in_the_portal() -> list[Any]:
    inquiry = filled(Inquiry(reason="question", key="i", answer_by=TODAY, language="uk"))
    return [inquiry, filled(inquiry.entries.model(inquiry=inquiry))]


def everywhere() -> list[Any]:
    """Every kind of record of hers, and mails about them."""
    records = [*in_the_catalogue(), *at_meetings(), *in_the_patenprojekt(), *in_the_portal()]
    people = [each for each in records if hasattr(each, "set_email")]
    records += [closed_complaint(each) for each in people]
    letter = Letter("test", f"An {CANARY}", [CANARY], quote=CANARY)
    for record in records:
        post(letter, to=EMAIL, about=record, attachments=[Attachment("a.ics", "text/calendar", CANARY.encode())])
    post(letter, to="andere@example.org", reply_to=EMAIL)
    post(Letter("test", "Kontakt", [f"{CANARY}: {EMAIL}"]), to="andere@example.org", not_before=NOW + timedelta(days=1))
    return records


# What the database holds


def hits(token: str = CANARY) -> dict[str, int]:
    """Where the token stands in the database: every text of every table, encrypted columns opened; tables by name."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            count = sum(token in _readable(value) for row in cursor.fetchall() for value in row)
            if count:
                found[table] = count
    return found


def _readable(value: Any) -> str:
    text = bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
    if text.startswith("gAAAA"):
        return encryption.decrypt(text)
    return text
