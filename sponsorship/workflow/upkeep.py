"""What time does to the Patenprojekt: the unconfirmed go, certificates are forgotten, then everybody who has left.

Who had a Patenschaft leaves a row without anything personal, because it counts; everybody else leaves nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sponsorship.models import CheckIn, Complaint, ContactNote, Household, Sponsor, Sponsorship
from sponsorship.models.choices import SponsorshipStatus
from sponsorship.models.step import Digest, Step

BATCH = 200
DIGESTS_KEPT_FOR = timedelta(days=365)
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


def erase_due(*, now: datetime) -> dict[str, int]:
    """Returns counts by kind, for the protocol."""
    return {
        "unconfirmed sponsors": _count(Sponsor, Sponsor.objects.unconfirmed_for_long(now).delete()),
        "unconfirmed households": _count(Household, Household.objects.unconfirmed_for_long(now).delete()),
        "certificates": Sponsor.objects.due_to_lose_certificate(now).update(**NO_CERTIFICATE),
        "sponsors": _erase(Sponsor, NO_SPONSOR, now),
        "households": _erase(Household, NO_HOUSEHOLD, now),
        "digests": Digest.objects.filter(monday__lt=timezone.localdate(now) - DIGESTS_KEPT_FOR).delete()[0],
    }


def _count(model: type[Sponsor] | type[Household], deleted: tuple[int, dict[str, int]]) -> int:
    """Without languages and consents, which go along."""
    return deleted[1].get(model._meta.label, 0)


def _erase(model: type[Sponsor] | type[Household], nobody: dict[str, Any], now: datetime) -> int:
    """In batches, each whole; safe to interrupt."""
    total = 0
    while batch := list(model._default_manager.due_for_erasure(now).values_list("pk", flat=True)[:BATCH]):
        total += _erase_batch(model, batch, nobody, now)
    return total


@transaction.atomic
def _erase_batch(
    model: type[Sponsor] | type[Household], batch: list[int], nobody: dict[str, Any], now: datetime
) -> int:
    found = model._default_manager.filter(pk__in=batch)
    counted = found.filter(sponsorships__isnull=False).distinct().values("pk")
    kept = list(model._default_manager.filter(pk__in=counted).values_list("pk", flat=True))
    found.exclude(pk__in=kept).delete()
    side = "sponsor" if model is Sponsor else "household"
    _forget_sponsorships({f"{side}__in": kept})
    for each in model._default_manager.filter(pk__in=kept):
        each.languages.all().delete()
        each.blocked.all().delete()
    model._default_manager.filter(pk__in=kept).update(**nobody, anonymised_at=now)
    return len(batch)


def _forget_sponsorships(whose: dict[str, Any]) -> None:
    """What was written while they met goes; when, how long and why it ended stays, for the figures."""
    closed = Sponsorship.objects.filter(**whose, status__in=SponsorshipStatus.closed())
    closed.update(**NO_SPONSORSHIP)
    ContactNote.objects.filter(sponsorship__in=closed).update(text="", by=None)
    CheckIn.objects.filter(sponsorship__in=closed).update(text="", outcome="", seen_by=None)
    Step.objects.filter(sponsorship__in=closed).update(note="", by=None)
    Complaint.objects.filter(sponsorship__in=closed).delete()
