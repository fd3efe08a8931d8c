"""«Meine Daten»: what the portal holds on an address across all apps, and how it is erased on its person's wish."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import get_language

from arnsberg_hilfe.core.erasing import blanked, erase_mails
from arnsberg_hilfe.core.mail import ONE_AN_HOUR, post, written_in
from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.own_data import CAUSE, Holding, Source, Stays, Wish
from arnsberg_hilfe.portal import emails
from arnsberg_hilfe.portal.models import DataRequest, PromisedErasure
from arnsberg_hilfe.portal.own_sources import MAILS, SOURCES

Kind, Checked = DataRequest.Kind, DataRequest.Checked


@dataclass(frozen=True)
class Outcome:
    """What became of a wish to be erased: what is gone, and what stays for now."""

    gone: list[str]
    kept: list[Stays]


def holdings_of(address: str) -> list[Holding]:
    """Everything on an address, as its person reads it."""
    return [Holding(source, record) for source in SOURCES for record in source.of_address(address)]


def holding_of(address: str, kind: str, key: int) -> Holding | None:
    """One record of this address; None for anybody else's."""
    for source in SOURCES:
        if source.key == kind:
            record = source.of_address(address).filter(pk=key).first()
            return Holding(source, record) if record else None
    return None


def is_office(address: str) -> bool:
    """The office's own mailboxes belong to no person; what comes in there is about others."""
    return address.lower() in {each.lower() for each in (settings.OFFICE_EMAIL, settings.COMPLAINTS_EMAIL)}


def is_known(address: str) -> bool:
    """Looks everywhere, whatever it has found before: the answer takes the same time for everybody."""
    found = [source.of_address(address).exists() for source in SOURCES]
    return any(found) and not is_office(address)


@transaction.atomic
def ask(address: str, *, now: datetime) -> None:
    """Send a link, where there is something to see, once an hour: it is of use only now.

    For an unknown address the same is done, and taken back at the end: how long it takes tells nothing either.
    """
    found = is_known(address)
    if ONE_AN_HOUR.allows(f"own-data {address}", now=now):
        with suppress(_UnknownError), transaction.atomic():
            post(emails.own_data(address), to=address, forgotten_when_sent=True)
            if not found:
                raise _UnknownError


class _UnknownError(Exception):
    """Nothing is held on an address."""


@transaction.atomic
def correct(record: models.Model, changes: Mapping[str, Any]) -> None:
    """Save what its person has corrected; no trace tells what was wrong."""
    record.save(update_fields=list(changes))
    blanked(type(record), [record.pk])


# Erasing


def plan_of(holdings: Iterable[Holding]) -> dict[str, list[Holding]]:
    """What would go, and what must stay."""
    found = list(holdings)
    gone = [each for each in found if each.can_go and not each.stays]
    return {"gone": gone, "kept": [each for each in found if each.stays]}


@transaction.atomic
def erase(
    holdings: Sequence[Holding],
    *,
    address: str = "",
    by: User | None = None,
    checked: str = Checked.LINK,
    now: datetime,
) -> Outcome:
    """At once what may go; what must stay is no longer used, and goes as soon as nothing holds it.

    The address, where there is one, gets a mail that says so. A second call finds nothing and does nothing.
    """
    wish, outcome = Wish(now, address), Outcome([], [])
    if not holdings:
        return outcome
    with written_in(_language(holdings) if by else get_language() or settings.LANGUAGE_CODE):
        for holding in holdings:
            _erase(holding, wish, outcome)
        if address and not is_office(address):
            post(emails.erased(outcome.gone, outcome.kept), to=address, forgotten_when_sent=True)
    DataRequest.objects.create(
        kind=Kind.ERASED, at=now, by=by, checked=checked, records=len(holdings), kept=len(outcome.kept)
    )
    return outcome


def _erase(holding: Holding, wish: Wish, outcome: Outcome) -> None:
    source, record, stays = holding.source, holding.record, holding.stays
    if stays is None and source.erase:
        outcome.gone.append(f"{holding.kind}: {holding.title}")
        source.erase(record, wish)
        return
    if stays:
        outcome.kept.append(stays)
    if source.erase:
        PromisedErasure.objects.get_or_create(label=source.key, key=str(record.pk), defaults={"at": wish.now})
        if source.stop:
            source.stop(record, wish)


@transaction.atomic
def erase_everything(address: str, *, now: datetime) -> Outcome:
    """All of an address, and at last every mail to or about it, but the one that says so."""
    holdings = [each for each in holdings_of(address) if each.source is not MAILS]
    outcome = erase(holdings, address=address, now=now)
    left = OutgoingMail.objects.mentioning(address).filter(forgotten_when_sent=False)
    erase_mails(left, now=now, cause=CAUSE)
    return outcome


def erase_promised(now: datetime) -> int:
    """What had to stay, and need not any more. Returns how many records."""
    return sum(_keep_promise(each, now) for each in PromisedErasure.objects.order_by("pk"))


@transaction.atomic
def _keep_promise(promise: PromisedErasure, now: datetime) -> bool:
    source = source_named(promise.label)
    record = apps.get_model(promise.label)._default_manager.filter(pk=promise.key).first()
    if source is None or source.erase is None or record is None:
        promise.delete()
        return False
    if source.stays(record):
        return False
    source.erase(record, Wish(now))
    promise.delete()
    return True


def source_named(key: str) -> Source | None:
    return next((source for source in SOURCES if source.key == key), None)


# Where somebody at the office asks for a person


def found_by(words: str, sources: Iterable[Source], reader: User) -> list[Holding]:
    """Records of an address, or with these words as name or phone number, in these sources."""
    is_address = "@" in words
    return [
        Holding(source, record, reader)
        for source in sources
        for record in _looked_up(source, words, is_address=is_address)
    ]


def _looked_up(source: Source, words: str, *, is_address: bool) -> Any:
    if is_address:
        return source.of_address(words)
    return source.named(words) if source.named else ()


def chosen(keys: Iterable[str], sources: Iterable[Source], reader: User) -> list[Holding]:
    """Records by «offers.offer:12», in the order of the sources.

    Left out is what is not in these sources, or belongs to nobody any more.
    """
    wanted = set(keys)
    found = []
    for source in sources:
        own = [key.partition(":")[2] for key in wanted if key.partition(":")[0] == source.key]
        records = source.model._default_manager.filter(pk__in=[key for key in own if key.isdecimal()])
        found += [Holding(source, record, reader) for record in records if not getattr(record, "anonymised_at", None)]
    return found


def note_told(holdings: Sequence[Holding], *, by: User, checked: str, now: datetime) -> None:
    """A colleague has told somebody; of whom is not written down."""
    DataRequest.objects.create(kind=Kind.TOLD, at=now, by=by, checked=checked, records=len(holdings))


def addresses_of(holdings: Iterable[Holding]) -> list[str]:
    """To which addresses the chosen records belong, in small letters; usually one or none."""
    found = (getattr(each.record, "to", "") or getattr(each.record, "email", "") for each in holdings)
    return sorted({address.lower() for address in found if address})


def _language(holdings: Iterable[Holding]) -> str:
    """In which the person is written to."""
    languages = (getattr(each.record, "mail_language", "") or getattr(each.record, "language", "") for each in holdings)
    return next((each for each in languages if each), settings.LANGUAGE_CODE)
