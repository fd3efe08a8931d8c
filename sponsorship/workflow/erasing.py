"""People of the Patenprojekt are forgotten.

Who had a Patenschaft leaves a row without anything personal, because it counts; everybody else leaves nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from arnsberg_hilfe.core.erasing import blanked, erase, erased, forget, in_batches
from sponsorship.models import CheckIn, Complaint, ContactNote, Household, Sponsor, Sponsorship
from sponsorship.models.step import Step

NO_CERTIFICATE: dict[str, Any] = {
    "certificate_seen_on": None,
    "certificate_seen_by": None,
    "certificate_issued_on": None,
    "certificate_entry": None,
}
NOBODY: dict[str, Any] = {
    **dict.fromkeys(["name", "email", "email_key", "phone", "address", "wishes", "note"], ""),
    **dict.fromkeys(["responsible", "key", "free_times", "hours"]),
    "situations": [],
    "interests": [],
    "excludes": [],
}
NO_SPONSOR = (
    NOBODY
    | NO_CERTIFICATE
    | {
        "birth_year": None,
        "gender": "",
        "has_pets": None,
        "interview_by": None,
        "confidentiality_on": None,
        "conduct_on": None,
    }
)
NO_HOUSEHOLD = NOBODY | {"shelter": "", "moves_on": None, "adults_are": "", "reporter": "", "needs_interpreting": False}
NO_SPONSORSHIP: dict[str, Any] = {
    **dict.fromkeys(["meets_where", "interpreter", "override_reason", "end_note"], ""),
    "reasons": [],
    "proposed_by": None,
}

Parties = type[Sponsor] | type[Household]


def forget_certificates(now: datetime) -> int:
    due = Sponsor.objects.due_to_lose_certificate(now)
    return in_batches(due, _forget_certificates)


def _forget_certificates(keys: list[int]) -> None:
    blanked(Sponsor, keys)
    Sponsor.objects.filter(pk__in=keys).update(**NO_CERTIFICATE)


def forget_sponsors(keys: Iterable[int], now: datetime, *, cause: str = "sponsorship.sponsors") -> None:
    _forget(Sponsor, list(keys), NO_SPONSOR, now, cause)


def forget_households(keys: Iterable[int], now: datetime, *, cause: str = "sponsorship.households") -> None:
    _forget(Household, list(keys), NO_HOUSEHOLD, now, cause)


@transaction.atomic
def _forget(model: Parties, keys: list[int], nobody: dict[str, Any], now: datetime, cause: str) -> None:
    found = model._default_manager.filter(pk__in=keys)
    counted = found.filter(sponsorships__isnull=False).distinct().values("pk")
    kept = list(model._default_manager.filter(pk__in=counted).values_list("pk", flat=True))
    erase(found.exclude(pk__in=kept), now=now, cause=cause)
    side = "sponsor" if model is Sponsor else "household"
    _forget_sponsorships({f"{side}__in": kept}, now, cause)
    for each in model._default_manager.filter(pk__in=kept):
        each.languages.all().delete()
        erase(each.blocked.all(), now=now, cause=cause)
    erased(model, kept, now=now, cause=cause)
    model._default_manager.filter(pk__in=kept).update(**nobody, anonymised_at=now)


def _forget_sponsorships(whose: dict[str, Any], now: datetime, cause: str) -> None:
    """What was written while they met goes; when, how long and why it ended stays, for the figures."""
    theirs = Sponsorship.objects.filter(**whose)
    keys = list(theirs.values_list("pk", flat=True))
    forget(Sponsorship, keys)
    theirs.update(**NO_SPONSORSHIP)
    _empty(ContactNote, keys, text="", by=None)
    _empty(CheckIn, keys, text="", outcome="", seen_by=None)
    _empty(Step, keys, note="", by=None)
    erase(Complaint.objects.filter(sponsorship__in=keys), now=now, cause=cause)


def _empty(model: type[models.Model], sponsorships: list[int], **nothing: Any) -> None:
    """Written about these Patenschaften: the row stays, what it says goes."""
    found = model._default_manager.filter(sponsorship__in=sponsorships)
    blanked(model, found.values_list("pk", flat=True))
    found.update(**nothing)
