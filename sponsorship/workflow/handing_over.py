"""A Patenschaft passes to another sponsor: it ends, and the new pair is proposed, both or neither."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User
from sponsorship.emails import sponsorships as emails
from sponsorship.models import Sponsor, Sponsorship
from sponsorship.models.choices import Side
from sponsorship.workflow.locking import lock_sides
from sponsorship.workflow.proposing import propose
from sponsorship.workflow.telling import note_step, tell


@transaction.atomic
def hand_over(  # noqa: PLR0913 - all but the three people by name
    sponsorship: Sponsorship,
    to: Sponsor,
    *,
    note: str,
    override_reason: str = "",
    by: User | None,
    now: datetime,
) -> Sponsorship:
    """The new proposal. Raises WrongStatusError, and ExcludedError where the new pair breaks a rule."""
    if to.pk == sponsorship.sponsor_id:
        raise ValidationError(_("Das ist dieselbe Patin oder derselbe Pate."), code="same")
    lock_sides([sponsorship.sponsor_id, to.pk], [sponsorship.household_id])
    sponsorship.hand_over(now=now)
    new = propose(to, sponsorship.household, by=by, now=now, override_reason=override_reason)
    sponsorship.handed_to = new
    sponsorship.save(update_fields=["handed_to"])
    note_step(sponsorship, by=by, now=now, note=note)
    note_step(new, by=by, now=now, note=note)
    tell(sponsorship, emails.it_is_over, [Side.SPONSOR])
    tell(sponsorship, emails.it_passes_on, [Side.HOUSEHOLD])
    return new
