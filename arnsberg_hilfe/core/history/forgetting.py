"""History is personal too: it goes with its record, and after two years at the latest."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pgtrigger
from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError

from arnsberg_hilfe.core.history.keeping import KEPT, PROTECTION, Kept

KEPT_FOR = timedelta(days=730)
KEPT_WITHOUT_RECORD = timedelta(days=90)  # long enough to ask who deleted it


@transaction.atomic
def forget(model: type[models.Model], keys: Iterable[Any]) -> int:
    """Erase the history of these records, and of what is deleted with them; returns how many entries there were.

    Belongs into the transaction that erases them. What that transaction does afterwards leaves no history: the row as
    it was before would be in it. The protocol of erasures tells of it.
    """
    wanted = list(keys)
    if not wanted:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('history.silent', 'on', true)")
    erased = 0
    if kept := KEPT.get(model):
        erased = _erase(kept, pgh_obj__in=wanted)
    for part, name in _parts_of(model):
        if part.links:
            erased += _erase(part, **{f"{name}__in": wanted})
        elif found := set(part.events.objects.filter(**{f"{name}__in": wanted}).values_list("pgh_obj", flat=True)):
            erased += forget(part.model, found)
    return erased


@transaction.atomic
def forget_old(now: datetime) -> int:
    """What is older than two years, and what is left of records that are gone; returns how many entries there were."""
    erased = 0
    for kept in list(KEPT.values()):
        erased += _erase(kept, pgh_created_at__lt=now - KEPT_FOR)
        gone = kept.events.objects.filter(pgh_label="delete", pgh_created_at__lt=now - KEPT_WITHOUT_RECORD)
        erased += _erase(kept, pgh_obj__in=list(gone.values_list("pgh_obj", flat=True)))
    return erased


def _parts_of(model: type[models.Model]) -> list[tuple[Kept, str]]:
    """Kept models whose rows go when one of this model goes, with the name of the field that says so."""
    return [
        (part, field.name)
        for part in list(KEPT.values())
        for field in part.model._meta.concrete_fields
        if field.name in part.fields
        and isinstance(field, models.ForeignKey)
        and field.related_model is model
        and field.remote_field.on_delete is models.CASCADE
    ]


def _erase(kept: Kept, **which: Any) -> int:
    """On its way out `ignore` asks the database once more; where that takes no more, what went wrong is the cause."""
    try:
        with pgtrigger.ignore(f"{kept.events._meta.label}:{PROTECTION}"):
            return kept.events.objects.filter(**which).delete()[0]
    except TransactionManagementError as error:
        raise error.__context__ or error from None
