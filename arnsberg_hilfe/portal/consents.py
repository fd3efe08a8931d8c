"""Every consent of the portal, whichever record it is about: to be seen, and to be taken back with what it allowed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.models import Agreement, Consent
from network.workflow import consents as network
from offers.workflow import consents as offers
from sponsorship.models import Consent as PartyConsent
from sponsorship.models import Household, Sponsor
from sponsorship.workflow import withdrawing

WITHDRAWALS = {**offers.WITHDRAWALS, **network.WITHDRAWALS}


def consents_of(record: models.Model) -> list[Any]:
    """The latest first, those taken back included; each says its `wording`, purpose, version, language and when."""
    if isinstance(record, Sponsor | Household):
        return list(record.consents.all())
    return list(Consent.objects.concerning([record]))


@transaction.atomic
def withdraw(consent: Agreement, *, now: datetime) -> None:
    """At once: contact hidden, name removed, list left, Patenschaften broken off. A second call changes nothing."""
    if isinstance(consent, PartyConsent):
        party = consent.sponsor or consent.household
        if party is not None:
            withdrawing.withdraw(party, now=now)
    elif isinstance(consent, Consent) and consent.withdrawn_at is None:
        record = _record_of(consent)
        if record is not None:
            WITHDRAWALS[Purpose(consent.purpose)](record, now)
        consent.refresh_from_db()
        consent.withdraw(now=now)


def _record_of(consent: Consent) -> Any:
    label, _colon, key = consent.about.partition(":")
    return apps.get_model(label)._default_manager.filter(pk=key).first()


def withdraw_again(keys: Iterable[Any], now: datetime) -> None:
    """After a restore."""
    for consent in Consent.objects.filter(pk__in=keys):
        withdraw(consent, now=now)


def withdraw_again_of_parties(keys: Iterable[Any], now: datetime) -> None:
    """After a restore, in the Patenprojekt."""
    for consent in PartyConsent.objects.filter(pk__in=keys).select_related("sponsor", "household"):
        withdraw(consent, now=now)
