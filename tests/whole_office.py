"""One record of every kind, linked as in life, with a canary in every personal text: who finds one has read a person.

A canary says of which part of the office it is: «Kanari-meetings-17@example.org».
"""

import re
from datetime import date, time, timedelta
from itertools import count
from typing import Any

from django.db import models
from django.utils import timezone

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.models import (
    Consent,
    District,
    ErasureCount,
    ErasureRun,
    MailAttachment,
    OutgoingMail,
    Rate,
    Tombstone,
)
from arnsberg_hilfe.core.models.outgoing_mail import name_of
from arnsberg_hilfe.core.privacy import Privacy, own_models
from arnsberg_hilfe.core.roles import Area, Role, area_of
from arnsberg_hilfe.portal.models import DataRequest, Entry, Inquiry, PromisedErasure
from network.models import (
    AgendaItem,
    Arrival,
    Invitation,
    Invitee,
    Measure,
    MeetingStatus,
    Notice,
    Placement,
    Progress,
)
from offers.models import (
    CallLetter,
    Decision,
    Edition,
    Event,
    Message,
    NeedReply,
    PageViews,
    Report,
    Revision,
    SearchWord,
    Status,
)
from sponsorship.models import (
    Access,
    BlockedPair,
    CheckIn,
    Complaint,
    ContactNote,
    Digest,
    Round,
    RoundPair,
    Step,
    Weight,
)
from sponsorship.models.choices import SponsorshipStatus
from tests.factories import (
    NOW,
    TODAY,
    CallFactory,
    ContactPointFactory,
    GlossaryConceptFactory,
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
    UserFactory,
)

CANARY = re.compile(r"Kanari-(\w+)-\d+", re.IGNORECASE)
LONG_ENOUGH = 30
Office = dict[str, Any]


def one_of_everything() -> Office:
    """The records that addresses of staff pages name, and one of every other kind besides."""
    colleague = UserFactory(roles=[Role.LEADERSHIP])
    invited = UserFactory(password="!")
    office = (
        {"user": colleague, "invited": invited} | _offers(colleague) | _meetings(colleague) | _sponsorships(colleague)
    )
    office |= _across(office)
    for model in own_models():
        if model is not Access:  # never changes once written
            _let_canaries_in(model)
    return office


def areas_read(text: str) -> set[str]:
    """Of which parts of the office there are canaries in this text."""
    return set(CANARY.findall(text))


def _offers(by: Any) -> Office:
    offer, need, call = OfferFactory(), NeedFactory(status="open"), CallFactory(created_by=by)
    waiting = OfferFactory(status=Status.IN_REVIEW, answer_by=TODAY)
    subscriber = SubscriberFactory()
    CallLetter.objects.create(call=call, subscriber=subscriber)
    Event.objects.create(offer=offer, kind=Event.Kind.SUBMITTED, note="", by=by)
    Message.objects.create(offer=offer, key="m", language="de", email="", name="", text="", answer="")
    PageViews.objects.create(offer=offer, day=TODAY)
    SearchWord.objects.create(word="singen")
    return {
        "offer": offer,
        "waiting": waiting,
        "need": need,
        "call": call,
        "subscriber": subscriber,
        "contactpoint": ContactPointFactory(),
        "concept": GlossaryConceptFactory(),
        "revision": Revision.objects.create(offer=offer, changes={}, answer_by=TODAY),
        "decision": Decision.objects.create(offer=waiting, before={}, after_status=Status.PUBLISHED, by=by, at=NOW),
        "report": Report.objects.create(offer=offer, key="r", kind="wrong", answer_by=TODAY),
        "reply": NeedReply.objects.create(need=need, key="n", status=NeedReply.Status.OPEN, answer_by=TODAY),
        "edition": Edition.objects.create(language="de", extract="", content="x"),
        "theme": offer.theme,
    }


def _meetings(by: Any) -> Office:
    """A meeting that is on right now, so that its door is open."""
    now = timezone.now().replace(microsecond=0)
    meeting = MeetingFactory(starts_at=now, ends_at=None, deadline=None, status=MeetingStatus.CLOSED)
    table = ThemeTableFactory(meeting=meeting, number=1)
    registration = RegistrationFactory(meeting=meeting, recorded_by=by)
    measure: Any = MeasureFactory(meeting=meeting, theme=table.theme)
    AgendaItem.objects.create(meeting=meeting, at=time(15, 30), title="Begrüßung")
    Arrival.objects.create(registration=RegistrationFactory(meeting=meeting), position=0, by=by)
    Invitation.objects.create(meeting=meeting, email="")
    Progress.objects.create(measure=measure, status=Measure.Status.RUNNING, by=by)
    Notice.objects.create(registration=registration, kind=Notice.Kind.WEEK, about=now)
    Placement.objects.create(registration=registration, round=1, table=table)
    return {
        "meeting": meeting,
        "published": MeetingFactory(over=True, status=MeetingStatus.RESULTS_PUBLISHED),
        "table": table,
        "registration": registration,
        "measure": measure,
        "result": ResultFactory(table=table, created_by=by),
        "invitee": Invitee.objects.create(email="", pillar="ehrenamt"),
    }


def _sponsorships(by: Any) -> Office:
    sponsor, household = SponsorFactory(responsible=by), HouseholdFactory(responsible=by)
    sponsorship = SponsorshipFactory(
        sponsor=sponsor, household=household, proposed_by=by, status=SponsorshipStatus.ACTIVE
    )
    figures = dict.fromkeys(["optimum", "one_by_one", "pairs", "pairs_one_by_one", "households", "sponsors"], 1)
    match = Round.objects.create(created_by=by, status=Round.Status.READY, figures=figures)
    pair = RoundPair.objects.create(round=match, sponsor=SponsorFactory(), household=HouseholdFactory(), score=1)
    Access.objects.create(by=by, kind=Access.Kind.LIST, subject=f"Kanari-{Area.SPONSORSHIP}-0")
    BlockedPair.objects.create(sponsor=sponsor, household=HouseholdFactory(), reason="")
    ContactNote.objects.create(sponsorship=sponsorship, on=TODAY, by=by)
    Digest.objects.create(user=by, monday=date(2026, 5, 4))
    Step.objects.create(sponsorship=sponsorship, status=sponsorship.status, side="office", by=by)
    Weight.objects.get_or_create(criterion="topics", defaults={"weight": 5})
    answered: Any = {"light": CheckIn.Light.RED, "answered_at": NOW}
    return {
        "sponsor": sponsor,
        "household": household,
        "sponsorship": sponsorship,
        "round": match,
        "pair": pair,
        "complaint": Complaint.objects.create(sponsorship=sponsorship, key="c", side="sponsor", answer_by=TODAY),
        "check_in": CheckIn.objects.create(
            sponsorship=sponsorship, side="sponsor", occasion="first", due_on=TODAY, **answered
        ),
    }


def _across(office: Office) -> Office:
    inquiry = Inquiry.objects.create(key="i", reason="question", language="de", answer_by=TODAY)
    Entry.objects.create(inquiry=inquiry, text="", by=office["user"])
    PromisedErasure.objects.create(label="offers.offer", key="0")
    Rate.objects.create(key="rate", since=NOW)
    mails = [_undelivered(office[name]) for name in ("offer", "sponsor", "registration")]
    Consent.objects.create(about=name_of(office["offer"]), purpose=Purpose.EMAIL_PUBLIC, version="1", language="de")
    Tombstone.objects.create(label="offers.offer", key="0", at=NOW)
    run = ErasureRun.objects.create(started_at=NOW)
    ErasureCount.objects.create(run=run, rule="core.mails", count=1)
    MailAttachment.objects.create(mail=mails[0], name="a.txt", content_type="text/plain", content=b"")
    return {
        "inquiry": inquiry,
        "erasure_run": run,
        "data_request": DataRequest.objects.create(kind=DataRequest.Kind.TOLD, by=office["user"], records=1),
        "mail_offer": mails[0],
        "mail_sponsor": mails[1],
        "mail_registration": mails[2],
        "district": District.objects.get(slug="neheim"),
    }


def _undelivered(about: models.Model) -> OutgoingMail:
    return OutgoingMail.objects.create(
        to="a@example.org",
        message_id=f"<{name_of(about)}>",
        about=name_of(about),
        status=OutgoingMail.Status.REFUSED,
        created_at=timezone.now() - timedelta(days=1),
    )


numbers = count(1)


def _let_canaries_in(model: type[models.Model]) -> None:
    """Into every personal text of every record that is long enough to hold one and not a choice."""
    privacy: Privacy = model.privacy
    texts = [name for name in privacy.personal if _holds_words(model._meta.get_field(name))]
    for record in model._default_manager.all():
        changes = {name: _canary(record, name) for name in texts}
        if changes:
            model._default_manager.filter(pk=record.pk).update(**changes)


def _holds_words(field: Any) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField) and not field.primary_key
    return is_text and not field.choices and (field.max_length or LONG_ENOUGH) >= LONG_ENOUGH


def _canary(record: models.Model, name: str) -> str:
    area = area_of(type(record)) or Area.ACCOUNTS
    if isinstance(record, OutgoingMail):
        area = {"offers": Area.OFFERS, "network": Area.MEETINGS}.get(record.about.split(".")[0], Area.SPONSORSHIP)
    text = f"Kanari-{area}-{next(numbers)}"
    return f"{text}@example.org" if isinstance(type(record)._meta.get_field(name), models.EmailField) else text
