from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from arnsberg_hilfe.core.contact import mentions
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area

if TYPE_CHECKING:
    from network.models.measure import Measure
    from network.models.meeting import Meeting  # noqa: F401 - named as a string below

from network.models.choices import DOOR_OPEN_AROUND, MeetingKind, RegistrationStatus
from network.models.choices import MeetingStatus as Status

END = Coalesce("ends_at", "starts_at")
NOTES_KEPT_FOR = timedelta(days=730)


def _people(status: str) -> Coalesce:
    return Coalesce(Sum("registrations__size", filter=Q(registrations__status=status)), 0)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def naming(self, address: str) -> Self:
        """With this address as the one for questions, or in the office's notes."""
        return self.filter(mentions(address, "contact", "internal_note"))

    def public(self) -> Self:
        """Everything people may look at, past and cancelled meetings included."""
        return self.filter(status__in=Status.public())

    def upcoming(self, now: datetime) -> Self:
        """What people can still go to, soonest first; a postponed one without a new day comes last."""
        to_come = Q(status=Status.POSTPONED) | Q(status__in=Status.upcoming()) & (Q(end__gte=now) | Q(end=None))
        return self.annotate(end=END).filter(to_come).order_by(F("starts_at").asc(nulls_last=True), "pk")

    def for_sponsors(self) -> Self:
        return self.filter(kind=MeetingKind.SPONSORS)

    def past(self, now: datetime) -> Self:
        """What has taken place, latest first."""
        over = Q(status__in=Status.over()) | Q(status__in=Status.upcoming(), end__lt=now) & ~Q(status=Status.POSTPONED)
        return self.annotate(end=END).filter(over).order_by(F("starts_at").desc(nulls_last=True), "-pk")

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def cancelled(self) -> Self:
        return self.filter(status=Status.CANCELLED)

    def with_door_for(self, user: User) -> Self:
        """At whose door this person may stand: who runs the meetings at every one, others where they were asked to."""
        return self if user.may(Area.MEETINGS) else self.filter(doorkeepers=user)

    def at_the_door(self, now: datetime) -> Self:
        """To come, or over since yesterday: the door's list is still read then."""
        soon = [*Status.taking_people(), Status.ANNOUNCED, Status.HELD]
        found = self.annotate(end=END).filter(status__in=soon, end__gte=now - DOOR_OPEN_AROUND)
        return found.order_by("starts_at", "pk")

    def with_counts(self) -> Self:
        """With the numbers of people who wait (`waiting`) and who have not confirmed yet (`unconfirmed`)."""
        return self.annotate(
            waiting=_people(RegistrationStatus.WAITING), unconfirmed=_people(RegistrationStatus.UNCONFIRMED)
        )

    def in_calendar(self) -> Self:
        """With a day; a cancelled meeting stays, so that calendars learn of it."""
        return self.public().filter(starts_at__isnull=False).order_by("starts_at", "pk")

    def with_results(self) -> Self:
        """Whose results everybody may read."""
        return self.filter(status__in=Status.with_published_results())

    def with_tables(self) -> Self:
        return self.filter(Exists(apps.get_model("network", "ThemeTable").objects.filter(meeting=OuterRef("pk"))))

    def without_seating(self) -> Self:
        """Registration has closed, there are tables and people, and nobody has been given a table."""
        placements = apps.get_model("network", "Placement").objects.filter(registration__meeting=OuterRef("pk"))
        tables = apps.get_model("network", "ThemeTable").objects.filter(meeting=OuterRef("pk"))
        return self.filter(Exists(tables), ~Exists(placements), status=Status.CLOSED, taken__gt=0)

    def bringing_up(self, measure: "Measure") -> Self:
        """With tables, and after the meeting at which the measure was agreed."""
        tables = apps.get_model("network", "ThemeTable").objects.filter(meeting=OuterRef("pk"))
        others = self.filter(Exists(tables)).exclude(pk=measure.meeting_id)
        begin = measure.meeting.starts_at if measure.meeting else None
        return others.exclude(starts_at__lt=begin) if begin else others

    def to_be_reminded_of(self, now: datetime) -> Self:
        """To come within the days that reminders are about, and a day more."""
        soon = now + timedelta(days=9)
        return self.filter(status__in=[Status.ANNOUNCED, *Status.taking_people()], starts_at__range=(now, soon))

    def to_give_thanks_for(self, now: datetime) -> Self:
        """Held on a day before today, a week ago at most."""
        today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        days = (today - timedelta(days=7), today)
        return self.annotate(end=END).filter(status__in=Status.over(), end__gte=days[0], end__lt=days[1])

    def due_to_close(self, now: datetime) -> Self:
        return self.filter(status=Status.OPEN).filter(Q(deadline__lte=now) | Q(deadline=None, starts_at__lte=now))

    def due_to_lose_notes(self, now: datetime) -> Self:
        """Over long ago, and something is left that must go."""
        guards = self.model.doorkeepers.through.objects.filter(meeting=OuterRef("pk"))
        writers = apps.get_model("network", "ThemeTable").moderators.through.objects
        writing = writers.filter(themetable__meeting=OuterRef("pk"))
        left = ~Q(contact="") | ~Q(internal_note="") | Exists(guards) | Exists(writing)
        return self.alias(end=END).filter(left, end__lt=now - NOTES_KEPT_FOR)

    def due_to_be_held(self, now: datetime) -> Self:
        """Over, and nobody has said so."""
        running = [Status.ANNOUNCED, Status.OPEN, Status.CLOSED]
        return self.annotate(end=END).filter(status__in=running, end__lt=now)
