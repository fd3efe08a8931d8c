"""What an e-mail service (Anymail) reports about mails that it took and could not deliver."""

from contextlib import suppress
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.urls import URLPattern

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.status import WrongStatusError

UNDELIVERED = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}


def listen() -> None:
    tracking.connect(note_bounce, dispatch_uid="note-bounce")


def note_bounce(event: AnymailTrackingEvent, **_options: Any) -> None:
    """Mark the mail as bounced. Told twice, or of a mail that is not ours, nothing happens."""
    if event.event_type not in UNDELIVERED or not event.message_id:
        return
    for mail in OutgoingMail.objects.sent_as(event.message_id):
        with suppress(WrongStatusError):
            mail.bounce(_words(event))


def _words(event: AnymailTrackingEvent) -> str:
    """The kind of failure without the recipient's server's own words, which may name the address."""
    return ": ".join(word for word in (event.event_type, event.reject_reason) if word)


def tracking_urls(provider: str) -> list[URLPattern]:
    """Where this one service reports; Anymail would open an entrance for every service it knows."""
    from anymail.urls import urlpatterns  # noqa: PLC0415 - reads the settings of all services

    return [pattern for pattern in urlpatterns if pattern.name == f"{provider}_tracking_webhook"]
