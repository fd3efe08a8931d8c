"""Erasing people's records, and everything that would still tell of them afterwards.

Every code that deletes or anonymises somebody's record goes through here: the rules of the Löschkonzept, withdrawals,
deletions in the admin, «Meine Daten».
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.deletion import Collector

from arnsberg_hilfe.core import history
from arnsberg_hilfe.core.models import Consent, OutgoingMail, Tombstone
from arnsberg_hilfe.core.privacy import OWN_APPS

BATCH = 200

Keys = Collection[Any]


@transaction.atomic
def erased(model: type[models.Model], keys: Iterable[Any], *, now: datetime, cause: str) -> None:
    """To be called with the keys of records that are being deleted or anonymised, in the same transaction.

    What would still tell of them goes: mails about them, entries of the admin's log, consents. A tombstone stays.
    """
    found = list(keys)
    if found:
        forget(model, found)
        Tombstone.objects.place(model, found, cause=cause, now=now)


@transaction.atomic
def blanked(model: type[models.Model], keys: Iterable[Any]) -> None:
    """To be called where records lose something personal and stay otherwise: no trace tells what it was."""
    found = list(keys)
    if found:
        _forget_traces(model, found)


@transaction.atomic
def erase(records: "models.QuerySet[Any]", *, now: datetime, cause: str) -> int:
    """Delete these records with all that belongs to them. Returns how many records of this model are gone."""
    model = records.model
    keys = list(records.values_list("pk", flat=True))
    if not keys:
        return 0
    collector = Collector(using="default", origin=records)
    collector.collect(model._default_manager.filter(pk__in=keys))
    for each, theirs in _collected(collector).items():
        if each is not model:
            forget(each, theirs)
    erased(model, keys, now=now, cause=cause)
    collector.delete()
    return len(keys)


def _collected(collector: Collector) -> dict[type[models.Model], set[Any]]:
    """Keys of everything that is deleted along, by model; of this project's own models only."""
    found: dict[type[models.Model], set[Any]] = {}
    for model, instances in collector.data.items():
        found.setdefault(model, set()).update(each.pk for each in instances)
    for rows in collector.fast_deletes:
        found.setdefault(rows.model, set()).update(rows.values_list("pk", flat=True))
    return {model: keys for model, keys in found.items() if _is_own(model) and keys}


def _is_own(model: type[models.Model]) -> bool:
    return model._meta.app_label in OWN_APPS and not model._meta.auto_created


def forget(model: type[models.Model], keys: Keys) -> None:
    """As `erased`, for what belongs to a record that leaves a tombstone itself."""
    OutgoingMail.objects.filter(about__in=names_of(model, keys)).delete()
    Consent.objects.filter(about__in=names_of(model, keys)).delete()
    _forget_traces(model, keys)


def _forget_traces(model: type[models.Model], keys: Keys) -> None:
    """What the portal has written down about changes of these records. THE place for every further kind of trace."""
    history.forget(model, keys)
    kind = ContentType.objects.get_for_model(model)
    LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys]).delete()


@transaction.atomic
def erase_mails(mails: "models.QuerySet[OutgoingMail]", *, now: datetime, cause: str) -> int:
    """Before their time has come, so with tombstones: a backup may hold them. Returns how many there were."""
    keys = list(mails.values_list("pk", flat=True))
    _forget_traces(OutgoingMail, keys)
    Tombstone.objects.place(OutgoingMail, keys, cause=cause, now=now)
    OutgoingMail.objects.filter(pk__in=keys).delete()
    return len(keys)


def names_of(model: type[models.Model], keys: Iterable[Any]) -> list[str]:
    """As mails and consents name the record they are about."""
    return [f"{model._meta.label_lower}:{key}" for key in keys]


def in_batches(due: "models.QuerySet[Any]", step: Callable[[list[Any]], object]) -> int:
    """Take what is due some at a time, each batch whole; safe to interrupt. Returns how many there were."""
    keys = list(due.order_by().values_list("pk", flat=True).distinct())
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            step(keys[start : start + BATCH])
    return len(keys)


def erase_in_batches(due: "models.QuerySet[Any]", *, now: datetime, cause: str) -> int:
    model = due.model
    return in_batches(due, lambda keys: erase(model._default_manager.filter(pk__in=keys), now=now, cause=cause))
