"""What providers change after sending, and what the office makes of it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.consents import keep_ticks
from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.mail import post_sparingly, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from offers import emails
from offers.models import Decision, Event, Offer, Revision, Status
from offers.models.four_eyes import Review
from offers.workflow.decisions import Outcome, SecondReviewerError, State, decided, state_of
from offers.workflow.records import TRANSLATED, write
from offers.workflow.steps import PROVIDER

PLAIN = (
    "kind theme_id district_id venue schedule valid_from valid_until target_group audiences cost is_free provider"
    " pillar website phone phone_public email_public offers_housing offers_lifts alone_with_children"
).split()


def can_be_changed(offer: Offer) -> bool:
    return offer.status not in Status.closed()


def content_of(offer: Offer) -> dict[str, Any]:
    """Everything a provider may change, as plain values."""
    names = [*(f"{name}_{code}" for name in TRANSLATED for code in ("de", "uk", "en")), *PLAIN]
    return {name: _plain(getattr(offer, name), name) for name in names}


def _plain(value: Any, name: str) -> Any:
    """As JSON keeps it: a day in ISO form, a missing translation empty."""
    if isinstance(value, date):
        return value.isoformat()
    return value or "" if name.startswith(TRANSLATED) else value


@transaction.atomic
def propose(offer: Offer, before: dict[str, Any], languages: list[str], *, now: datetime) -> Revision | None:
    """Take in a provider's edit. `offer` carries the new values, `before` is its old content.

    What is not public yet is changed at once (and goes back to the review after a Rückfrage); what is public stays
    as it is until somebody accepts the change. None where nothing is left to be decided; WrongStatusError where the
    offer is over.
    """
    current = Offer.objects.select_for_update().get(pk=offer.pk)
    if not can_be_changed(current):
        raise WrongStatusError(_("Dieses Angebot ist beendet und lässt sich nicht mehr ändern."), code="wrong_status")
    spoken = sorted(current.languages.values_list("pk", flat=True))
    changes = {name: value for name, value in content_of(offer).items() if value != before[name]}
    if sorted(languages) != spoken:
        changes["languages"] = sorted(languages)
    if not changes:
        return None
    if current.status in Status.before_publication():
        _change_at_once(current, changes, now=now)
        return None
    current.revisions.pending().replace(now=now)
    Event.objects.create(offer=current, kind=Event.Kind.REVISED, at=now)
    return Revision.objects.create(offer=current, changes=changes, created_at=now, answer_by=answer_by(now))


def _change_at_once(offer: Offer, changes: dict[str, Any], *, now: datetime) -> None:
    write(offer, changes)
    keep_ticks(offer, changes, now=now)
    answered = offer.status == Status.QUERY
    if answered:
        offer.take_up()
        Offer.objects.filter(pk=offer.pk).update(answer_by=answer_by(now))
    Event.objects.create(offer=offer, kind=Event.Kind.ANSWERED if answered else Event.Kind.CHANGED, at=now)


@transaction.atomic
def review_first(revision: Revision, *, by: User, now: datetime) -> Decision:
    """Be the first pair of eyes. WrongStatusError for whoever comes second."""
    offer, before = _locked(revision)
    if not revision.needs_first_review:
        raise WrongStatusError(_("Jemand hat die Änderung schon geprüft. Bitte sehen Sie sie neu an."))
    revision.note_first_review(by)
    return decided(before, Outcome(Event.Kind.REVISION_SEEN), offer, revision, by=by, now=now)


@transaction.atomic
def accept(revision: Revision, *, by: User, now: datetime) -> Decision:
    """Write the change into the live offer. SecondReviewerError where another pair of eyes is needed."""
    offer, before = _locked(revision)
    if revision.next_review(by) != Review.LAST:
        raise SecondReviewerError(_("Diese Änderung braucht eine zweite Prüfung durch jemand anderen."))
    revision.decide(Revision.Status.ACCEPTED, by=by, now=now)
    write(offer, revision.changes)
    keep_ticks(offer, revision.changes, now=revision.created_at, language=offer.mail_language)
    offer.confirm(PROVIDER, now=now)
    with written_in(offer.mail_language):
        outcome = Outcome(Event.Kind.REVISION_ACCEPTED, letter=emails.revision_accepted(offer))
        return decided(before, outcome, offer, revision, by=by, now=now)


@transaction.atomic
def decline(revision: Revision, reason: str, *, by: User, now: datetime) -> Decision:
    offer, before = _locked(revision)
    revision.decide(Revision.Status.DECLINED, by=by, now=now)
    with written_in(offer.mail_language):
        outcome = Outcome(Event.Kind.REVISION_DECLINED, reason, emails.revision_declined(offer, reason))
        return decided(before, outcome, offer, revision, by=by, now=now)


def _locked(revision: Revision) -> tuple[Offer, State]:
    """The offer under its lock, which every decision on it or its changes takes first, and the state an undo restores.

    Reads the change anew.
    """
    offer = Offer.objects.select_for_update().get(pk=revision.offer_id)
    revision.refresh_from_db()
    revision.offer = offer
    return offer, state_of(offer, revision)


@transaction.atomic
def lost_links(email: str, *, now: datetime) -> None:
    """Send the links to all offers of an address again, where there are any; at most once an hour.

    For an unknown address the same is written and not kept: the time taken says nothing.
    """
    offers = list(Offer.objects.managed_by(email))
    shown = offers or [Offer(pk=0)]
    with written_in(shown[0].mail_language):
        post_sparingly(emails.manage_links(shown), to=email, now=now)
    transaction.set_rollback(not offers)


def seen_in_last_days(offer: Offer, *, days: int = 90) -> dict[str, int]:
    """Views and messages of the last days, for the provider."""
    since = timezone.localdate() - timedelta(days=days)
    return {
        "views": sum(offer.page_views.filter(day__gte=since).values_list("count", flat=True)),
        "messages": offer.messages.filter(relayed_at__date__gte=since).count(),
    }
