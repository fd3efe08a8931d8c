"""Aufrufe: drafted for a gap, made the office's own, sent once to everybody who fits and wants to hear of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from offers.emails import calling as emails
from offers.models import Call, CallLetter, Need, Subscriber
from offers.radar import Gap

LONGEST_SUBJECT = 120


@dataclass(frozen=True)
class Reach:
    """How many a call would reach now and why they, in counts; `resting` have had another one too lately."""

    people: int
    by_theme: int
    in_district: int
    nearby: int
    anywhere: int
    resting: int


def call_for(gap: Gap) -> Call:
    return Call(theme=gap.theme, district=gap.district, language=gap.language)


def needs_of(call: Call) -> list[Need]:
    return list(Need.objects.of_gap(call.theme, call.district, call.language).order_by("urgent_until", "pk"))


def draft(gap: Gap, *, by: User, now: datetime) -> Call:
    """The gap's draft: the one that lies there already, else a new one with its first words."""
    same = {"theme": gap.theme, "district": gap.district, "language": gap.language}
    known = Call.objects.drafts().filter(**same).first()
    if known:
        return known
    call = call_for(gap)
    call.created_by, call.created_at = by, now
    _propose_words(call)
    call.save()
    return call


def _propose_words(call: Call) -> None:
    """In German, and in each language that has words of its own for it."""
    needs = needs_of(call)
    with translation.override(settings.LANGUAGE_CODE):
        german = emails.request()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if code == settings.LANGUAGE_CODE or emails.request() != german:
                setattr(call, f"subject_{code}", emails.subject_for(call)[:LONGEST_SUBJECT])
                setattr(call, f"text_{code}", emails.text_for(call, needs))


@transaction.atomic
def rewrite(call: Call, texts: dict[str, str]) -> None:
    """Save the office's own words. WrongStatusError where the call has been sent meanwhile."""
    if not Call.objects.drafts().select_for_update().filter(pk=call.pk).exists():
        raise WrongStatusError(_("Dieser Aufruf ist schon verschickt."), code="wrong_status")
    for name, text in texts.items():
        setattr(call, name, text)
    call.save(update_fields=[*texts, "subject", "text"])


def reach(call: Call, *, now: datetime) -> Reach:
    people = Subscriber.objects.to_be_called(call, now)
    here = Q(district__isnull=False, district=call.district_id)
    counts = people.aggregate(
        people=Count("pk", distinct=True),
        by_theme=Count("pk", distinct=True, filter=Q(themes__isnull=False)),
        in_district=Count("pk", distinct=True, filter=here),
        anywhere=Count("pk", distinct=True, filter=Q(district=None)),
    )
    nearby = counts["people"] - counts["in_district"] - counts["anywhere"]
    return Reach(**counts, nearby=nearby, resting=Subscriber.objects.resting(call, now).count())


@transaction.atomic
def send(call: Call, *, now: datetime) -> None:
    """Queue the letters. WrongStatusError the second time, ValidationError where nobody would get one."""
    if not Subscriber.objects.to_be_called(call, now).exists():
        raise ValidationError(_("Zurzeit gibt es niemanden, an den dieser Aufruf gehen könnte."))
    call.send(now=now)
    send_call.defer(call_id=call.pk)


@app.task(queue="mail", name="offers.send_call")
def send_call(call_id: int) -> None:
    """Run again after a stop, it goes on with those who have no letter yet."""
    deliver(call_id, now=timezone.now())


def deliver(call_id: int, *, now: datetime) -> int:
    """Write to everybody who is to be called and has no letter yet; returns to how many."""
    sent = Call.objects.filter(pk=call_id, status=Call.Status.SENT)
    call = sent.select_related("theme", "district", "language").first()
    if call is None:
        return 0
    needs = needs_of(call)
    people = Subscriber.objects.to_be_called(call, now).values_list("pk", flat=True)
    return sum(_write(pk, call, needs, now) for pk in people)


@transaction.atomic
def _write(pk: int, call: Call, needs: Sequence[Need], now: datetime) -> bool:
    """One letter and its mark.

    Under the subscriber's lock everything is asked anew: a no that came meanwhile counts, and of two workers, or two
    calls, at once only one writes.
    """
    subscriber = Subscriber.objects.select_for_update().filter(pk=pk).first()
    if subscriber is None or not Subscriber.objects.to_be_called(call, now).filter(pk=pk).exists():
        return False
    CallLetter.objects.create(call=call, subscriber=subscriber, sent_at=now)
    with written_in(language_for(call, subscriber.mail_language)):
        post(emails.call_letter(call, subscriber, needs), to=subscriber.email, about=call)
    return True


def language_for(call: Call, wanted: str) -> str:
    """The reader's language where the call is written in it, else German."""
    return wanted if getattr(call, f"text_{wanted}", "") else settings.LANGUAGE_CODE
