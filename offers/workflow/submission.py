"""From the form to the review: submitting, confirming the address, recording for people who phone or come by."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from arnsberg_hilfe.core import consents
from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import Language, User
from arnsberg_hilfe.core.once import saved_once
from offers import emails
from offers.importing import give_slugs
from offers.models import Event, Offer, Source, Status, Subscriber
from offers.workflow import subscribing


def submit(offer: Offer, languages: list[Language], *, key: str, now: datetime) -> None:
    """Take in an offer and ask its sender to confirm the address. The same form sent again changes nothing."""
    offer.submission_key, offer.created_at, offer.source = key, now, Source.ONLINE
    offer.mail_language = translation.get_language() or "de"
    with saved_once(Offer, submission_key=key):
        _save(offer, languages, Event.Kind.SUBMITTED, None)
        consents.agree(offer, [Purpose.PUBLICATION], now=now)
        consents.agree_as_ticked(offer, now=now)
        post_sparingly(emails.confirm_submission(offer), to=offer.email, about=offer, now=now)


@transaction.atomic
def record(offer: Offer, languages: list[Language], *, by: User, now: datetime, source: Source = Source.PHONE) -> None:
    """Write down an offer for somebody who told the office of it; it goes straight to the review."""
    offer.source, offer.status, offer.answer_by = source, Status.EMAIL_CONFIRMED, answer_by(now)
    offer.created_at = now
    _save(offer, languages, Event.Kind.RECORDED, by)
    consents.agree_as_ticked(offer, now=now, how=consents.How.SPOKEN, language=offer.mail_language)


def awaiting_confirmation(offer: Offer) -> list[Offer]:
    """All unconfirmed offers of the same address: one link confirms them together."""
    waiting = Offer.objects.filter(email__iexact=offer.email, status=Status.SUBMITTED)
    return list(waiting.order_by("created_at")) if offer.email else []


@transaction.atomic
def confirm(offer: Offer, *, now: datetime) -> list[Offer]:
    """The address is right: its offers go to the review. A second call finds nothing more to do."""
    confirmed = awaiting_confirmation(offer)
    for each in confirmed:
        each.confirm_email(now=now, answer_by=answer_by(now))
        Event.objects.create(offer=each, kind=Event.Kind.EMAIL_CONFIRMED, at=now)
        _join_calls(each, now)
        with written_in(each.mail_language):
            post(emails.submission_confirmed(each), to=each.email, about=each)
    return confirmed


def _join_calls(offer: Offer, now: datetime) -> None:
    """Who has asked for it hears when something is missing in the offer's theme, in its Stadtteil or near."""
    if offer.wants_calls:
        wish = Subscriber(
            email=offer.email,
            district=offer.district,
            mail_language=offer.mail_language,
            consent=subscribing.CONSENT_WITH_OFFER,
        )
        subscribing.join(wish, [offer.theme], now=now)


def _save(offer: Offer, languages: list[Language], kind: Event.Kind, by: User | None) -> None:
    give_slugs([offer])
    offer.save()
    offer.languages.set(languages)
    Event.objects.create(offer=offer, kind=kind, by=by, at=offer.created_at)
