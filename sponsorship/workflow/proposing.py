"""A person decides on a pair: it becomes a proposal, or not. Every rule is asked again, on facts as they are now.

Both rows are locked, the sponsor's always first, so that neither gets more than agreed however many decide at once.
The database's own count (trigger and constraint) is the second wall.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User
from sponsorship.matching import Judged, judge
from sponsorship.models import Household, RoundPair, Sponsor, Sponsorship
from sponsorship.workflow import reading


class ExcludedError(ValidationError):
    """The pair breaks rules, named in words; `may_be_overridden` where a reason would do."""

    def __init__(self, judged: Judged) -> None:
        super().__init__([each.words for each in judged.broken], code="excluded")
        self.may_be_overridden = judged.may_be_overridden


@transaction.atomic
def propose(
    sponsor: Sponsor, household: Household, *, by: User | None, now: datetime, override_reason: str = ""
) -> Sponsorship:
    """Propose the two for each other. Raises ExcludedError; rules that staff may judge (7, 8, 10) yield to a reason."""
    Sponsor.objects.select_for_update().get(pk=sponsor.pk)
    Household.objects.select_for_update().get(pk=household.pk)
    judged = judgement(sponsor.pk, household.pk, timezone.localdate(now))
    reason = override_reason.strip()
    if judged.broken and not (judged.may_be_overridden and reason):
        raise ExcludedError(judged)
    return Sponsorship.objects.create(
        sponsor_id=sponsor.pk,
        household_id=household.pk,
        score=judged.score,
        reasons=judged.reasons_as_json(),
        override_reason=reason if judged.broken else "",
        proposed_at=now,
        proposed_by=by,
    )


def judgement(sponsor_id: int, household_id: int, today: date) -> Judged:
    """The two as they are in the database at this moment."""
    return judge(reading.candidate(sponsor_id), reading.seeker(household_id), reading.setting(today))


@transaction.atomic
def accept(pair: RoundPair, *, by: User | None, now: datetime) -> Sponsorship:
    """Propose what a round found; what has changed since then is seen. Raises ExcludedError, and when it is decided."""
    _decide(pair, RoundPair.Answer.ACCEPTED)
    return propose(pair.sponsor, pair.household, by=by, now=now)


def set_aside(pair: RoundPair) -> None:
    """Not now. ValidationError when somebody has decided already."""
    _decide(pair, RoundPair.Answer.SET_ASIDE)


def _decide(pair: RoundPair, answer: RoundPair.Answer) -> None:
    """One conditional UPDATE: of two who decide at once, one is told."""
    undecided = RoundPair.objects.filter(pk=pair.pk, answer=RoundPair.Answer.OPEN)
    if not undecided.update(answer=answer):
        raise ValidationError(_("Über dieses Paar ist schon entschieden."), code="decided")
    pair.answer = answer
