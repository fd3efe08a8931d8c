"""Who looks after whom: recording what somebody said, and everything at once when a colleague changes."""

from django.db import transaction

from arnsberg_hilfe.core.models import User
from sponsorship.models import Household, Sponsor
from sponsorship.workflow.intake import Levels, speak


@transaction.atomic
def hand_over(giver: User, taker: User) -> int:
    """Everything of one colleague that is not over gets another responsible person. Returns how many."""
    sponsors = Sponsor.objects.in_contact().of(giver).update(responsible=taker)
    return sponsors + Household.objects.open().of(giver).update(responsible=taker)


@transaction.atomic
def change_facts(party: Sponsor | Household, columns: list[str], levels: Levels) -> None:
    """Save what the office has corrected: these columns, the address and the languages."""
    party.save(update_fields=[*columns, "email", "email_key"])
    speak(party, levels)
