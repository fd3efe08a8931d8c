"""The office's decisions on submitted offers. Each can be undone for a minute; its mail waits that long."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter, post, written_in
from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.status import WrongStatusError
from offers import emails
from offers.models import Decision, Event, Offer, Status
from offers.models.decision import UNDO_FOR
from offers.models.offer_life import SENSITIVE
from offers.search import learn

RESTORED = (
    *("status", "published_at", "published_by_id", "fresh_on", "answer_by"),
    *("decline_reason", "closed_at", "first_review_by_id"),
)
DECIDABLE = (*Status.waiting(), Status.QUERY)


class SecondReviewerError(ValidationError):
    """The second pair of eyes cannot be the first one's."""


@dataclass(frozen=True)
class _Outcome:
    event: Event.Kind
    note: str = ""
    letter: Letter | None = None


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
    return _decided(offer, before, by, now, _Outcome(Event.Kind.FIRST_REVIEW))


@transaction.atomic
def publish(offer: Offer, *, seen: str, by: User, now: datetime) -> Decision:
    """Publish. SecondReviewerError where four eyes are asked for and these would be the first or the same again."""
    before = _locked(offer, seen)
    if offer.is_sensitive and offer.first_review_by_id in {None, by.pk}:
        raise SecondReviewerError(_("Dieses Angebot braucht eine zweite Prüfung durch jemand anderen."))
    offer.publish(by=by, now=now)
    learn([offer])
    with written_in(offer.mail_language):
        return _decided(offer, before, by, now, _Outcome(Event.Kind.PUBLISHED, letter=emails.published(offer)))


@transaction.atomic
def ask_back(offer: Offer, question: str, *, seen: str, by: User, now: datetime) -> Decision:
    before = _locked(offer, seen)
    offer.ask_back()
    with written_in(offer.mail_language):
        outcome = _Outcome(Event.Kind.ASKED_BACK, question, emails.asked_back(offer, question))
        return _decided(offer, before, by, now, outcome)


@transaction.atomic
def decline(offer: Offer, reason: str, *, seen: str, by: User, now: datetime) -> Decision:
    before = _locked(offer, seen)
    offer.decline(reason[:300], now=now)
    with written_in(offer.mail_language):
        outcome = _Outcome(Event.Kind.DECLINED, reason, emails.declined(offer, reason))
        return _decided(offer, before, by, now, outcome)


@transaction.atomic
def undo(decision: Decision, *, by: User, now: datetime) -> None:
    """Put everything back as it was and keep the mail here. WrongStatusError when it is too late."""
    if not Decision.objects.undoable(now).filter(pk=decision.pk).update(undone_at=now):
        raise WrongStatusError(_("Zum Zurücknehmen ist es zu spät."), code="wrong_status")
    unchanged = Offer.objects.filter(pk=decision.offer_id, status=decision.after_status)
    if not unchanged.update(**decision.before):
        raise WrongStatusError(_("Inzwischen ist mit dem Angebot schon etwas anderes geschehen."), code="wrong_status")
    if decision.mail and decision.mail.status == OutgoingMail.Status.QUEUED:
        decision.mail.cancel()
    Event.objects.create(offer_id=decision.offer_id, kind=Event.Kind.UNDONE, by=by, at=now)


def _locked(offer: Offer, seen: str) -> dict:
    """The columns an undo restores, read under a lock that keeps a second reviewer waiting."""
    row = Offer.objects.select_for_update().filter(pk=offer.pk).values(*RESTORED).get()
    offer.refresh_from_db(fields=["status", "first_review_by", *SENSITIVE])
    if offer.status != seen:
        raise _too_late(offer)
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def _decided(offer: Offer, before: dict, by: User, now: datetime, outcome: _Outcome) -> Decision:
    Event.objects.create(offer=offer, kind=outcome.event, at=now, by=by, note=outcome.note)
    mail = None
    if outcome.letter and offer.email:
        mail = post(outcome.letter, to=offer.email, about=offer, not_before=now + UNDO_FOR)
    return Decision.objects.create(offer=offer, at=now, by=by, before=before, after_status=offer.status, mail=mail)
