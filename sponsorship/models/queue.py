"""Sponsors and households as lists to work off: each in the one where somebody looks for it, the most urgent first."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from arnsberg_hilfe.core.models import User

Party_co = TypeVar("Party_co", bound=models.Model, covariant=True)
URGENT = (F("answer_by").asc(nulls_last=True), F("created_at"), F("pk"))
OVERDUE = "ueberfaellig"
CLOSED = "abgeschlossen"


class QueueQuerySet(models.QuerySet[Party_co]):
    def of(self, responsible: User | None) -> Self:
        """Of one colleague; of everybody without one."""
        return self.filter(responsible=responsible) if responsible else self

    def most_urgent(self) -> Self:
        """The earliest promise first, then who has waited longest."""
        return self.order_by(*URGENT)

    def listed(self, live: Collection[str], closed: Collection[str], today: date) -> Self:
        """With `stands_in`: overdue, their status, or closed; whoever is anonymous by now is left out."""
        overdue = When(status__in=live, answer_by__lt=today, then=Value(OVERDUE))
        over = When(status__in=closed, then=Value(CLOSED))
        known = self.filter(Q(status__in=live) | Q(status__in=closed, anonymised_at=None))
        return known.annotate(stands_in=Case(overdue, over, default=F("status"), output_field=models.CharField()))

    def counted(self) -> dict[tuple[str, str], int]:
        """How many there are of each list and status."""
        rows = self.order_by().values_list("stands_in", "status").annotate(Count("pk"))
        return {(name, status): count for name, status, count in rows}

    def first_of_each(self, most: Mapping[str, int]) -> Self:
        """So many of each list: the most urgent first, of the closed those who were closed last."""
        order = (F("closed_at").desc(nulls_last=True), *URGENT)
        place: Any = Window(RowNumber(), partition_by="stands_in", order_by=order)
        limits = [When(stands_in=name, then=Value(number)) for name, number in most.items()]
        shown = self.annotate(place=place, most=Case(*limits, output_field=models.IntegerField()))
        return shown.filter(place__lte=F("most")).order_by("place")
