from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Sum, Value, Window
from django.db.models.functions import Lower, RowNumber

if TYPE_CHECKING:
    from network.models.registration import Registration

from network.models.choices import MeetingStatus, RegistrationStatus

NAMES_KEPT_FOR = timedelta(days=90)
NEEDS_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Needs:
    """`interpreting` counts groups by the language of their mails, `step_free` groups, `children` children."""

    interpreting: dict[str, int]
    children: int
    step_free: int


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        return self.filter(status__in=RegistrationStatus.active())

    def coming(self) -> Self:
        return self.filter(status__in=RegistrationStatus.coming())

    def guests(self) -> Self:
        """Who is expected to sit at a table: certain places and offered ones."""
        return self.filter(status__in=[*RegistrationStatus.coming(), RegistrationStatus.OFFERED])

    def to_be_told_of_tables(self) -> Self:
        """Who has a table and an address, and no mail about it yet."""
        notices = apps.get_model("network", "Notice").objects.filter(registration=OuterRef("pk"), kind="tables")
        placements = apps.get_model("network", "Placement").objects.filter(registration=OuterRef("pk"))
        return self.filter(Exists(placements), ~Exists(notices)).exclude(email="")

    def seated(self) -> Self:
        return self.filter(status__in=RegistrationStatus.seated())

    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email).exclude(email="")

    def waiting(self) -> Self:
        """The waiting list, first come first; an address that nobody confirmed does not stand in anybody's way."""
        return self.filter(status=RegistrationStatus.WAITING, confirmed_at__isnull=False).order_by(
            "waiting_since", "pk"
        )

    def with_position(self) -> Self:
        """The waiting list with `position`, from 1, without gaps."""
        order = [F("waiting_since").asc(), F("pk").asc()]
        return self.waiting().annotate(position=Window(RowNumber(), order_by=order))

    def position_of(self, registration: "Registration") -> int:
        """Where a group that waits stands on the list, from 1."""
        since = registration.waiting_since
        earlier = Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lt=registration.pk)
        return self.waiting().filter(earlier).count() + 1

    def with_wishes(self) -> Self:
        """With the meeting and the wished tables, in one statement."""
        return self.select_related("meeting", *(f"wish_{number}__theme" for number in (1, 2, 3)))

    def of_status(self, status: str) -> Self:
        """All of them where the status is no known one."""
        return self.filter(status=status) if status in RegistrationStatus.values else self

    def matching(self, words: str) -> Self:
        """Each word is part of a name of the group, the organisation, an address, a number or the code."""
        companions = Func(F("companions"), Value(" "), function="array_to_string", output_field=models.TextField())
        found = self.alias(companion_names=companions)
        for word in words.replace("\0", " ").split():  # no text in PostgreSQL contains it
            places = ("name", "companion_names", "organisation", "email", "phone", "code")
            found = found.filter(reduce(or_, (Q(**{f"{place}__icontains": word}) for place in places)))
        return found

    def certain(self) -> Self:
        return self.filter(status=RegistrationStatus.CONFIRMED)

    def attended(self) -> Self:
        return self.filter(status=RegistrationStatus.ATTENDED)

    def reachable(self) -> Self:
        """By mail."""
        return self.exclude(email="")

    def without_notice(self, kind: str, about: datetime) -> Self:
        notices = apps.get_model("network", "Notice").objects.filter(registration=OuterRef("pk"))
        return self.exclude(Exists(notices.filter(kind=kind, about=about)))

    def to_be_told(self) -> Self:
        """Whom the office writes to when something about the meeting changes."""
        return self.active().reachable()

    def people_by(self, column: str) -> dict[Any, int]:
        """How many people, by the values of a column."""
        return dict(self.order_by().values_list(column).annotate(people=Sum("size")))

    def needs(self) -> Needs:
        interpreting = self.filter(interpreting=True).order_by().values_list("mail_language").annotate(Count("pk"))
        sums = self.aggregate(children=Sum("children", default=0), step_free=Count("pk", filter=Q(step_free=True)))
        return Needs(dict(interpreting), **sums)

    def people(self) -> int:
        return self.aggregate(people=Sum("size"))["people"] or 0

    def still_expected(self) -> Self:
        """With a place, and not here yet."""
        return self.seated().exclude(status=RegistrationStatus.ATTENDED)

    def at_door(self) -> Self:
        """Everybody who may stand before the door, by name, with what the door has to know: tables and who is here."""
        known = self.prefetch_related("arrivals__by", "placements__table").order_by(Lower("name"), "pk")
        return known.only("code", "name", "organisation", "companions", "status", "meeting_id")

    def people_by_table(self, round_number: int) -> dict[int, int]:
        """How many have a seat at which table in a round, by the table's key."""
        placed = self.filter(placements__round=round_number).order_by()
        return dict(placed.values_list("placements__table").annotate(Sum("size")))

    def overdue(self, now: datetime) -> Self:
        """Places held for an answer that has not come, and people who never confirmed their address.

        Nobody has to answer an offer while the day is not known.
        """
        offered = Q(status=RegistrationStatus.OFFERED) & ~Q(meeting__status=MeetingStatus.POSTPONED)
        unconfirmed = Q(status=RegistrationStatus.UNCONFIRMED)
        unconfirmed |= Q(status=RegistrationStatus.WAITING, confirmed_at=None)
        return self.filter(offered | unconfirmed, held_until__lte=now)

    def to_be_called(self) -> Self:
        """Moved up, and reached by phone only."""
        is_on = Q(meeting__status__in=MeetingStatus.taking_people())
        return self.filter(is_on, status=RegistrationStatus.OFFERED, email="").order_by("held_until")

    def with_needs_due_for_erasure(self, now: datetime) -> Self:
        over = self._of_meetings_before(now - NEEDS_KEPT_FOR)
        return over.filter(Q(interpreting=True) | Q(children__gt=0) | Q(step_free=True) | ~Q(needs_note=""))

    def due_to_lose_names(self, now: datetime) -> Self:
        return self._of_meetings_before(now - NAMES_KEPT_FOR).filter(anonymised_at=None)

    def _of_meetings_before(self, moment: datetime) -> Self:
        """Of meetings that were over then; a cancelled one counts from its day."""
        over = Q(meeting__ends_at__lt=moment) | Q(meeting__ends_at=None, meeting__starts_at__lt=moment)
        return self.filter(over).exclude(meeting__status=MeetingStatus.POSTPONED)
