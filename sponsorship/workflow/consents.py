"""Consents: given online, on paper or in a talk, each with its wording and language."""

from datetime import datetime

from sponsorship.models import Consent, Household, Sponsor


def agree(party: Sponsor | Household, how: Consent.How | str, language: str, *, now: datetime) -> Consent:
    """To the wording in force."""
    side = {"sponsor": party} if isinstance(party, Sponsor) else {"household": party}
    return Consent.objects.create(**side, how=how, language=language, given_at=now)
