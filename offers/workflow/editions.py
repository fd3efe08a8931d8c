"""Editions of the Gesamtdarstellung: set when somebody asks and something has changed, kept until it changes again.

A small one is set while the visitor waits, a large one by a job; until it is ready everybody gets the last one.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from offers.models import Edition
from offers.overview import Content, Extract, every_extract, gather, printed
from offers.overview.printing import fingerprint

logger = logging.getLogger(__name__)

SMALL = 300  # offers
KEEP = 2  # ready editions of each language and extract


@dataclass(frozen=True)
class Wanted:
    """The edition that says what holds on a day."""

    extract: Extract
    content: Content
    fingerprint: str

    @classmethod
    def of(cls, extract: Extract, language: str, today: date) -> "Wanted":
        content = gather(extract, language, today)
        return cls(extract, content, fingerprint(content))

    @property
    def key(self) -> dict[str, str]:
        return {"language": self.content.language, "extract": self.extract.key, "content": self.fingerprint}


def latest(extract: Extract, language: str, *, now: datetime) -> Edition | None:
    """The edition for a visitor: today's where it is ready or quickly set, else the last one; None if there is none."""
    wanted = Wanted.of(extract, language, timezone.localdate(now))
    ready = Edition.objects.ready().filter(**wanted.key).first()
    if ready:
        return ready
    if wanted.content.count <= SMALL:
        with suppress(OperationalError):  # somebody else is setting it, and not quickly
            set_now(wanted, now=now)
    else:
        ask_for(extract, language, now=now)
    return Edition.objects.of(extract.key, language).ready().first()


@transaction.atomic
def set_now(wanted: Wanted, *, now: datetime) -> None:
    """Set it at once; of several at once the first sets it and the others wait for that. A failed one stays failed.

    The row is seen by others when it is ready: whoever is stopped before leaves none behind.
    """
    edition, is_new = Edition.objects.get_or_create(
        **wanted.key, defaults={"offers": wanted.content.count, "created_at": now}
    )
    if is_new:
        edition.begin(now=now)
        _set(edition, wanted.content, now=now)


@transaction.atomic
def ask_for(extract: Extract, language: str, *, now: datetime) -> bool:
    """Queue a job that sets it, unless one waits or works already, or the last has failed. Returns whether it did."""
    if Edition.objects.of(extract.key, language).unfinished().exists():
        return False
    _edition, is_new = Edition.objects.get_or_create(
        language=language, extract=extract.key, content="", defaults={"created_at": now}
    )
    if is_new:
        set_edition.defer(language=language, extract=extract.key)
    return is_new


@transaction.atomic
def ask_again(edition: Edition, *, now: datetime) -> None:
    """A failed one is tried anew. Raises WrongStatusError for any other."""
    edition.ask_again(now=now)
    set_edition.defer(language=edition.language, extract=edition.extract)


def prepare_all(*, now: datetime) -> int:
    """Queue every extract in every language; returns how many."""
    languages = [code for code, _name in settings.LANGUAGES]
    Edition.objects.filter(status=Edition.Status.FAILED).delete()
    return sum(ask_for(extract, language, now=now) for extract in every_extract() for language in languages)


@app.task(queue="care", name="offers.set_edition", pass_context=False)
def set_edition(language: str, extract: str) -> None:
    """Set what is waited for. Run again after a stop, it begins anew with what holds then."""
    for edition in Edition.objects.of(extract, language).unfinished():
        set_waiting(edition, now=timezone.now())


def set_waiting(edition: Edition, *, now: datetime) -> None:
    try:
        wanted = Wanted.of(Extract.of_key(edition.extract), edition.language, timezone.localdate(now))
    except ObjectDoesNotExist:  # the Stadtteil or theme is gone
        edition.delete()
        return
    if edition.find_content(wanted.fingerprint, wanted.content.count):
        edition.begin(now=now)
        _set(edition, wanted.content, now=now)


def _set(edition: Edition, content: Content, *, now: datetime) -> None:
    try:
        file = printed(content, now=now)
    except Exception:
        logger.exception("edition %s was not set", edition)
        edition.fail(now=timezone.now())
    else:
        edition.complete(file, now=timezone.now())


def forget_old() -> int:
    """Delete editions that newer ones have replaced. Returns how many."""
    return Edition.objects.replaced(keep=KEEP).delete()[0]


def forget_all() -> int:
    """An offer is erased, and no edition may go on telling of it: the next visitor gets a new one."""
    return Edition.objects.finished().delete()[0]
