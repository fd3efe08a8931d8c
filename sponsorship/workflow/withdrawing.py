"""Somebody takes their consent back: everything that was shared is over at once."""

from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.models import Tombstone
from sponsorship.emails import sponsorships as emails
from sponsorship.models import Consent, Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from sponsorship.presenting.sides import side_of
from sponsorship.workflow.locking import lock_sides
from sponsorship.workflow.sponsorships import break_off_withdrawn
from sponsorship.workflow.telling import tell_person

CLOSED = {*SponsorStatus.closed(), *HouseholdStatus.closed()}


@transaction.atomic
def withdraw(person: Sponsor | Household, *, now: datetime) -> None:
    """Consents, open Patenschaften and the request itself. A second call changes nothing.

    The rows are locked first: whoever proposes a pair at the same time waits, and then sees that there is no consent.
    """
    pairs = list(person.sponsorships.open().values_list("sponsor", "household"))
    own = ([person.pk], []) if isinstance(person, Sponsor) else ([], [person.pk])
    lock_sides([*own[0], *(sponsor for sponsor, _household in pairs)], [*own[1], *(house for _sponsor, house in pairs)])
    person.refresh_from_db()
    given = list(person.consents.current())
    for consent in given:
        consent.withdraw(now=now)
    Tombstone.objects.place(Consent, [consent.pk for consent in given], cause="withdrawn", now=now)
    if person.status in CLOSED:
        return
    for sponsorship in person.sponsorships.open().select_related("sponsor", "household"):
        break_off_withdrawn(sponsorship, side_of(person), now=now)
    person.withdraw(now=now)
    tell_person(person, emails.withdrawal_confirmed)
