"""Giving consents and taking them back: the record of a consent and what it allows change in one step.

A model whose columns say what is allowed names them: `ticks = {"photo_consent": Purpose.PHOTOS}`. The columns answer
quickly, the consents prove it; only the functions here change both, so that they cannot diverge.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from arnsberg_hilfe.core.consent_wordings import Purpose, current
from arnsberg_hilfe.core.models import Agreement, Consent, Tombstone
from arnsberg_hilfe.core.models.outgoing_mail import name_of

How = Agreement.How


def agree(  # noqa: PLR0913 - all but what it is about by name
    record: models.Model,
    purposes: Iterable[Purpose],
    *,
    now: datetime,
    how: str = How.ONLINE,
    language: str = "",
    version: str = "",
) -> None:
    """Somebody agrees to these wordings, in the language of the page. What they have agreed to already stays."""
    given = {"about": name_of(record), "how": how, "given_at": now}
    given["language"] = language or translation.get_language() or settings.LANGUAGE_CODE
    Consent.objects.bulk_create(
        (Consent(purpose=each, version=version or current(each).version, **given) for each in purposes),
        ignore_conflicts=True,
    )


def take_back(record: models.Model, purposes: Collection[Purpose], *, now: datetime) -> None:
    """Write down that these consents hold no longer; a restored backup does not bring them back either."""
    found = Consent.objects.concerning([record]).current().filter(purpose__in=purposes)
    keys = list(found.values_list("pk", flat=True))
    if keys:
        Consent.objects.filter(pk__in=keys).update(withdrawn_at=now)
        Tombstone.objects.place(Consent, keys, cause="withdrawn", now=now)


def agree_as_ticked(record: Any, *, now: datetime, how: str = How.ONLINE, language: str = "") -> None:
    """For a record that is new: a consent for every tick."""
    ticked = [purpose for field, purpose in record.ticks.items() if getattr(record, field)]
    if ticked:
        agree(record, ticked, now=now, how=how, language=language)


@transaction.atomic
def keep_ticks(
    record: Any, fields: Collection[str], *, now: datetime, how: str = How.ONLINE, language: str = ""
) -> None:
    """For a record that was changed in these fields and saved: ticks give consents, ticks taken out take them back."""
    ticks = {field: purpose for field, purpose in record.ticks.items() if field in fields}
    given = [purpose for field, purpose in ticks.items() if getattr(record, field)]
    missing = [purpose for purpose in ticks.values() if purpose not in given]
    if given:
        agree(record, given, now=now, how=how, language=language)
    if missing:
        take_back(record, missing, now=now)


@transaction.atomic
def untick(record: Any, purpose: Purpose, *, now: datetime) -> None:
    """Take a consent back and the tick out, in one step. A second call changes nothing."""
    fields = [field for field, each in record.ticks.items() if each == purpose]
    for field in fields:
        setattr(record, field, False)
    type(record)._default_manager.filter(pk=record.pk).update(**dict.fromkeys(fields, False))
    take_back(record, [purpose], now=now)
