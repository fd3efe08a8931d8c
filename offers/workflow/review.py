"""The office's decisions on submitted offers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from offers import emails
from offers.models import Decision, Event, Offer, Status
from offers.models.four_eyes import Review
from offers.models.offer_life import SENSITIVE
from offers.search import learn
from offers.workflow.decisions import Outcome, SecondReviewerError, State, decided, state_of

DECIDABLE = (*Status.waiting(), Status.QUERY)


@transaction.atomic
def begin(offer: Offer) -> None:
    """Note that somebody has the offer open; harmless when it is in review already."""
    if offer.status in {Status.EMAIL_CONFIRMED, Status.QUERY}:
        offer.take_up()


def _too_late(offer: Offer) -> WrongStatusError:
    """What has become of the offer since the reviewer opened the page, and who did it."""
    last = offer.events.select_related("by").first()
    who = last.by.get_short_name() if last and last.by else "–"
    return WrongStatusError(
        _("Jemand war schneller: %(what)s (%(who)s). Ihre Entscheidung wurde nicht gespeichert.")
        % {"what": last or offer.get_status_display(), "who": who},
        code="wrong_status",
    )


@transaction.atomic
def review_first(offer: Offer, *, seen: str, by: User, now: datetime) -> Decision:
    """Be the first pair of eyes. WrongStatusError for whoever comes second with the same page open."""
    before = _locked(offer, seen)
    if not offer.needs_first_review:
        raise _too_late(offer)
    offer.note_first_review(by)
    return decided(before, Outcome(Event.Kind.FIRST_REVIEW), offer, by=by, now=now)


@transaction.atomic
def publish(offer: Offer, *, seen: str, by: User, now: datetime) -> Decision:
    """Publish. SecondReviewerError where four eyes are asked for and these would be the first or the same again."""
    before = _locked(offer, seen)
    if offer.next_review(by) != Review.LAST:
        raise SecondReviewerError(_("Dieses Angebot braucht eine zweite Prüfung durch jemand anderen."))
    offer.publish(by=by, now=now)
    learn([offer])
    with written_in(offer.mail_language):
        return decided(before, Outcome(Event.Kind.PUBLISHED, letter=emails.published(offer)), offer, by=by, now=now)


@transaction.atomic
def ask_back(offer: Offer, question: str, *, seen: str, by: User, now: datetime) -> Decision:
    before = _locked(offer, seen)
    offer.ask_back()
    with written_in(offer.mail_language):
        outcome = Outcome(Event.Kind.ASKED_BACK, question, emails.asked_back(offer, question))
        return decided(before, outcome, offer, by=by, now=now)


@transaction.atomic
def decline(offer: Offer, reason: str, *, seen: str, by: User, now: datetime) -> Decision:
    before = _locked(offer, seen)
    offer.decline(reason[:300], now=now)
    with written_in(offer.mail_language):
        outcome = Outcome(Event.Kind.DECLINED, reason, emails.declined(offer, reason))
        return decided(before, outcome, offer, by=by, now=now)


def _locked(offer: Offer, seen: str) -> State:
    """The state an undo restores, read under a lock that keeps a second reviewer waiting."""
    Offer.objects.select_for_update().values_list("pk").get(pk=offer.pk)
    offer.refresh_from_db(fields=["status", "first_review_by", *SENSITIVE])
    if offer.status != seen:
        raise _too_late(offer)
    return state_of(offer)
