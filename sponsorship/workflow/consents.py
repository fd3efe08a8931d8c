"""Consents: given online, on paper or in a talk, each with its wording and language; withdrawn at once."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship.emails import intake as emails
from sponsorship.models import Consent, Household, Sponsor
from sponsorship.models.choices import EndReason


def agree(party: Sponsor | Household, how: Consent.How | str, language: str, *, now: datetime) -> Consent:
    """To the wording in force."""
    side = {"sponsor": party} if isinstance(party, Sponsor) else {"household": party}
    return Consent.objects.create(**side, how=how, language=language, given_at=now)


@transaction.atomic
def withdraw(party: Sponsor | Household, *, now: datetime) -> None:
    """From this moment nobody is shown anything: consents, open Patenschaften and the request end together.

    A second call changes nothing.
    """
    given = list(party.consents.current().select_for_update())
    for consent in given:
        consent.withdraw(now=now)
    for sponsorship in party.sponsorships.open():
        with suppress(WrongStatusError):
            sponsorship.break_off(EndReason.WITHDRAWN, now=now)
    with suppress(WrongStatusError):
        party.withdraw(now=now)
    if given and party.email:
        with written_in(party.mail_language):
            post(emails.consent_withdrawn(), to=party.email, about=party)
