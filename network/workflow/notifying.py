"""Letters to participants, each once: its mark and the letter are written in one transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.mail import Attachment, Letter, post, written_in
from network.models import Notice, Registration

Write = Callable[[Registration], tuple[Letter, list[Attachment]]]


def tell_each(
    registrations: Iterable[Registration], kind: Notice.Kind, *, about: datetime, write: Write, now: datetime
) -> int:
    """Write to everybody who has no such letter yet; returns to how many. Stopped and run again, it goes on."""
    return sum(tell_once(each, kind, about=about, write=write, now=now) for each in registrations)


@transaction.atomic
def tell_once(registration: Registration, kind: Notice.Kind, *, about: datetime, write: Write, now: datetime) -> bool:
    """One letter in its reader's language; of two workers at once only one writes it."""
    _notice, is_new = Notice.objects.get_or_create(
        registration=registration, kind=kind, about=about, defaults={"at": now}
    )
    if is_new:
        with written_in(registration.mail_language):
            letter, attachments = write(registration)
            post(letter, to=registration.email, about=registration, attachments=attachments)
    return is_new
