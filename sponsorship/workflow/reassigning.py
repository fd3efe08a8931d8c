"""Who looks after whom: recording what somebody said, and everything at once when a colleague changes."""

from django.db import transaction

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.stale import check_seen
from sponsorship.forms.staff import OfficeHouseholdForm, OfficeSponsorForm
from sponsorship.forms.stamps import STALE
from sponsorship.models import Household, Sponsor
from sponsorship.workflow.intake import speak


@transaction.atomic
def hand_over(giver: User, taker: User) -> int:
    """Everything of one colleague that is not over gets another responsible person. Returns how many."""
    sponsors = Sponsor.objects.in_contact().of(giver).update(responsible=taker)
    return sponsors + Household.objects.open().of(giver).update(responsible=taker)


@transaction.atomic
def change_facts(form: OfficeSponsorForm | OfficeHouseholdForm) -> None:
    """Save what the office has corrected; StaleError where somebody else has since the page was opened."""
    party = form.party()
    current = type(party)._default_manager.select_for_update().get(pk=party.pk)
    check_seen(form.cleaned_data["stamp"], form.stamp_of(current), str(STALE))
    party.save(update_fields=form.columns())
    speak(party, form.languages())
