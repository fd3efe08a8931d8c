from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import Cast, Greatest
from django.utils import timezone

from arnsberg_hilfe.core.models import User
from sponsorship.models.choices import SponsorshipStatus as Status
from sponsorship.models.sponsorship_life import ANSWER_WITHIN, TRIAL_FOR

if TYPE_CHECKING:
    from sponsorship.models.sponsorship import Sponsorship  # noqa: F401 - named as a string below

GIVEN_UP_AFTER = timedelta(days=7)  # after the reminder
QUIET_AFTER = timedelta(days=30)
TOO_QUIET_AFTER = timedelta(days=45)
ASKED = [Status.SPONSOR_ASKED, Status.HOUSEHOLD_ASKED]


class SponsorshipQuerySet(models.QuerySet["Sponsorship"]):
    def open(self) -> Self:
        return self.filter(status__in=Status.open())

    def proposals(self) -> Self:
        return self.filter(status__in=Status.proposals())

    def accompanied(self) -> Self:
        return self.filter(status__in=Status.accompanied())

    def of_coordinator(self, user: User) -> Self:
        """Where this colleague is responsible for one side or both."""
        return self.filter(Q(sponsor__responsible=user) | Q(household__responsible=user))

    # What the sponsor and the household may know of

    def known_to_sponsor(self) -> Self:
        return self.exclude(status=Status.PROPOSED)

    def known_to_household(self) -> Self:
        return self.exclude(status__in=[Status.PROPOSED, Status.SPONSOR_ASKED])

    # What waits for somebody

    def overdue_proposals(self, today: date) -> Self:
        """Nobody has answered in time."""
        return self.proposals().filter(answer_by__lt=today)

    def not_asked(self) -> Self:
        """Proposed, and the sponsor does not know yet."""
        return self.filter(status=Status.PROPOSED)

    def forgotten(self, today: date) -> Self:
        """For so long nobody has asked the sponsor, as long as the sponsor would have had to answer."""
        return self.not_asked().filter(proposed_at__lt=_midnight(today - ANSWER_WITHIN))

    def to_be_reminded(self, today: date) -> Self:
        return self.overdue_proposals(today).filter(status__in=ASKED, reminded_on=None)

    def given_up(self, today: date) -> Self:
        """Still no answer a week after the reminder."""
        return self.overdue_proposals(today).filter(status__in=ASKED, reminded_on__lte=today - GIVEN_UP_AFTER)

    def without_meeting(self) -> Self:
        """Both have agreed, and no day has been found."""
        return self.filter(status=Status.MEETING, meets_at=None)

    def met(self, today: date) -> Self:
        """The day of the first meeting is over, and nobody has said how it goes on."""
        return self.filter(status=Status.MEETING, meets_at__lt=_midnight(today))

    def trial_over(self, today: date) -> Self:
        return self.filter(status=Status.TRIAL, trial_until__lte=today)

    def due_back(self, today: date) -> Self:
        """Whose pause is over."""
        return self.filter(status=Status.PAUSED, pause_until__lte=today)

    def quiet(self, since: date) -> Self:
        """They meet, but for so long nobody has written a note; a pause is no silence."""
        began = Cast(Greatest(Max("notes__on"), F("trial_until") - TRIAL_FOR), models.DateField())
        meeting = self.filter(status__in=[Status.TRIAL, Status.ACTIVE])
        return meeting.annotate(quiet_since=began).filter(quiet_since__lte=since)

    def to_be_asked_for_a_note(self, today: date) -> Self:
        """Once in each month of silence."""
        limit = today - QUIET_AFTER
        return self.quiet(limit).filter(Q(note_asked_on=None) | Q(note_asked_on__lte=limit))

    def too_quiet(self, today: date) -> Self:
        return self.quiet(today - TOO_QUIET_AFTER)

    # What funding asks for

    def begun(self) -> Self:
        """They have come as far as the trial."""
        return self.exclude(trial_until=None)

    def begun_between(self, first: date, last: date) -> Self:
        return self.filter(trial_until__range=(first + TRIAL_FOR, last + TRIAL_FOR))

    def alive_between(self, first: date, last: date) -> Self:
        """Begun by the last day and not over before the first."""
        not_over = Q(closed_at=None) | Q(closed_at__gte=_midnight(first))
        return self.begun().filter(not_over, trial_until__lte=last + TRIAL_FOR)

    def over_between(self, first: date, last: date) -> Self:
        days = (_midnight(first), _midnight(last + timedelta(days=1)))
        return self.begun().filter(closed_at__gte=days[0], closed_at__lt=days[1])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
