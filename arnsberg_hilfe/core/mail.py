"""Mail as the office writes it: one greeting, a few paragraphs, one button; queued with what it is about.

An app's `emails.py` has one function a mail, which returns a Letter; its `workflow.py` posts it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation

from arnsberg_hilfe.core.limits import Limit
from arnsberg_hilfe.core.models import MailAttachment, OutgoingMail
from arnsberg_hilfe.core.models.outgoing_mail import name_of
from arnsberg_hilfe.core.office import office
from arnsberg_hilfe.core.tasks import deliver

ONE_AN_HOUR = Limit("unconfirmed-mail", most=1, window=timedelta(hours=1))


@dataclass(frozen=True)
class Letter:
    """A mail's words, in its recipient's language.

    `purpose` names the occasion, for staff and statistics. `button` is label and address; `after` says what
    happens if nothing is done; `quote` is somebody else's text; `stop` is label and address of the quiet link by which
    such mails end. `desk` is the address of the part of the office that writes, where it has one of its own: it stands
    below the letter, and answers go there.
    """

    purpose: str
    subject: str
    paragraphs: list[str]
    button: tuple[str, str] | None = None
    after: str = ""
    quote: str = ""
    stop: tuple[str, str] | None = None
    desk: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter. `content_type` may carry parameters: «text/calendar; method=REQUEST»."""

    name: str
    content_type: str
    content: bytes


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Words and links of a letter in its recipient's language, whoever the sender is."""
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        yield


@transaction.atomic(savepoint=False)
def post(  # noqa: PLR0913 - all but the letter by name
    letter: Letter,
    *,
    to: str,
    about: models.Model | None = None,
    reply_to: str = "",
    not_before: datetime | None = None,
    attachments: Sequence[Attachment] = (),
    forgotten_when_sent: bool = False,
) -> OutgoingMail:
    """Queue a letter; it leaves if and only if the surrounding transaction is committed."""
    context = {"letter": letter, "office": office(letter.desk)}
    mail = OutgoingMail.objects.create(
        to=to,
        reply_to=reply_to or letter.desk,
        subject=" ".join(letter.subject.split())[:200],
        text=render_to_string("emails/letter.txt", context),
        html=render_to_string("emails/letter.html", context),
        language=translation.get_language() or settings.LANGUAGE_CODE,
        purpose=letter.purpose,
        about=name_of(about) if about else "",
        message_id=make_msgid(domain=urlsplit(settings.PUBLIC_URL).hostname or "localhost"),
        forgotten_when_sent=forgotten_when_sent,
    )
    MailAttachment.objects.bulk_create(MailAttachment(mail=mail, **vars(each)) for each in attachments)
    deliver.configure(schedule_at=not_before, lock=f"mail-{mail.pk}").defer(mail_id=mail.pk)
    return mail


@transaction.atomic(savepoint=False)
def post_sparingly(
    letter: Letter,
    *,
    to: str,
    about: models.Model | None = None,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> OutgoingMail | None:
    """Queue a letter to an address that nobody has confirmed: at most one an hour for each occasion.

    A second one waits for the next hour, further ones are left out: nobody can flood a mailbox through us. The count
    is a row that stays locked until the transaction ends: whoever comes second sees the mail of the first.
    """
    if ONE_AN_HOUR.allows(f"{letter.purpose} {to}", now=now):
        return post(letter, to=to, about=about, attachments=attachments)
    queued = OutgoingMail.objects.filter(to__iexact=to, purpose=letter.purpose, status=OutgoingMail.Status.QUEUED)
    if queued.exists():
        return None
    return post(letter, to=to, about=about, not_before=now + ONE_AN_HOUR.window, attachments=attachments)
