from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from arnsberg_hilfe.core.models import District, Language, User

if TYPE_CHECKING:
    from offers.models.offer import Offer

from offers.models.choices import Kind, Status
from offers.models.need import Need
from offers.models.offer_life import ASK_AFTER, ASK_AGAIN_AFTER, UNCONFIRMED_AFTER, Freshness

UNCONFIRMED_FOR = timedelta(days=7)
CLOSED_FOR = timedelta(days=730)
CHECK_AFTER = timedelta(days=7)
CHECK_DEAD_AFTER = timedelta(days=1)


class OfferQuerySet(models.QuerySet["Offer"]):
    def public(self) -> Self:
        """What everybody may read, ended offers included."""
        return self.filter(status__in=Status.public())

    def current(self, today: date) -> Self:
        """Public offers that are not over."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=today), status__in=Status.live())

    def live(self) -> Self:
        return self.filter(status__in=Status.live())

    def to_be_asked(self, today: date) -> Self:
        """Live offers whose provider is due to be asked whether they still hold, for the first or second time."""
        first = Q(asked_times=0, fresh_on__lte=today - ASK_AFTER)
        second = Q(asked_times=1, fresh_on__lte=today - ASK_AGAIN_AFTER)
        return self.current(today).filter(first | second).exclude(email="")

    def to_be_phoned(self, today: date) -> Self:
        """Live offers that are due to be confirmed and have no address to ask at, the longest unconfirmed first."""
        due = self.current(today).filter(fresh_on__lte=today - ASK_AFTER, email="")
        return due.order_by("fresh_on", "pk")

    def able_to_help(self, today: date) -> Self:
        """Current offers that are help themselves or bring things, not those that look for helpers."""
        return self.current(today).exclude(kind=Kind.JOIN)

    def perhaps_covering(self, today: date) -> Self:
        """Current offers made for an open need that nobody has counted as its cover yet, the oldest first."""
        counted = Need.covered_by.through.objects.filter(need=OuterRef("for_need"), offer=OuterRef("pk"))
        offers = self.current(today).filter(~models.Exists(counted), for_need__status=Need.Status.OPEN)
        return offers.order_by("published_at", "pk")

    def over(self, today: date) -> Self:
        """Public offers that are over: ended by somebody or by their date."""
        return self.public().filter(Q(status=Status.ENDED) | Q(valid_until__lt=today))

    def of_freshness(self, freshness: Freshness, today: date) -> Self:
        due, unconfirmed = today - ASK_AFTER, today - UNCONFIRMED_AFTER
        spans = {
            Freshness.FRESH: Q(fresh_on__gt=due),
            Freshness.DUE: Q(fresh_on__lte=due, fresh_on__gt=unconfirmed),
            Freshness.UNCONFIRMED: Q(fresh_on__lte=unconfirmed),
        }
        return self.filter(spans[freshness], status__in=Status.live())

    def helping(self, today: date) -> Self:
        """Current offers that help somebody now: neither full nor themselves in search of helping hands."""
        return self.current(today).filter(status=Status.PUBLISHED).exclude(kind=Kind.JOIN)

    def fresh(self, today: date) -> Self:
        """Confirmed lately enough to be relied on."""
        return self.filter(fresh_on__gt=today - UNCONFIRMED_AFTER)

    def within_reach(self, district: District | None) -> Self:
        """For the whole city, in a Stadtteil or in one next to it; everywhere where no Stadtteil is named."""
        if district is None:
            return self
        near = Q(district__in=district.neighbours.all())
        return self.filter(Q(district=None) | Q(district=district) | near)

    def perhaps_speaking(self, language: Language | None) -> Self:
        """Speaking it, or nobody knows what is spoken there."""
        if language is None:
            return self
        speaking = self.model.languages.through.objects.filter(language=language).values("offer")
        return self.filter(Q(pk__in=speaking) | Q(languages=None))

    def supply(self, today: date) -> "models.QuerySet[Offer, Any]":
        """Helping offers counted: theme, Stadtteil, codes of their languages, whether they are fresh, how many."""
        fresh = ExpressionWrapper(Q(fresh_on__gt=today - UNCONFIRMED_AFTER), output_field=models.BooleanField())
        offers = self.helping(today).order_by().with_language_codes().annotate(is_fresh=fresh)
        return offers.values_list("theme", "district", "language_codes", "is_fresh").annotate(Count("pk"))

    def counts_by_place(self, today: date) -> Counter[tuple[int, int | None]]:
        """How many current offers there are for each theme and Stadtteil (None: the whole city), by their keys."""
        rows = self.current(today).order_by().values_list("theme", "district").annotate(Count("pk"))
        return Counter({(theme, district): count for theme, district, count in rows})

    def newest(self, today: date) -> Self:
        return self.current(today).order_by("-published_at", "-pk")

    def wanted(self, today: date) -> Self:
        """Where helping hands or donations are asked for now."""
        return self.current(today).exclude(kind=Kind.OFFER).order_by("-fresh_on", "-pk")

    def awaiting_review(self) -> Self:
        """What the office has promised to answer, oldest promise first."""
        return self.filter(status__in=Status.waiting()).order_by(F("answer_by").asc(nulls_first=True), "created_at")

    def left_to(self, user: User) -> Self:
        """Without those that this person has reviewed first and somebody else has to decide."""
        return self.exclude(first_review_by=user)

    def websites_due(self, now: datetime) -> Self:
        """Current offers whose website is to be checked: never seen, or a week ago, or a day ago and then dead."""
        dead = Q(website_dead_since__isnull=False, website_checked_at__lte=now - CHECK_DEAD_AFTER)
        due = Q(website_checked_at=None) | Q(website_checked_at__lte=now - CHECK_AFTER) | dead
        offers = self.current(timezone.localdate(now)).filter(due).exclude(website="")
        return offers.order_by(F("website_checked_at").asc(nulls_first=True), "pk")

    def with_dead_website(self, today: date) -> Self:
        """Current offers whose website did not answer, the longest dead first."""
        return self.current(today).filter(website_dead_since__isnull=False).order_by("website_dead_since", "pk")

    def note_website(self, problem: str, *, now: datetime) -> int:
        """Write down what a check has found, nothing («») or the reason why nobody gets there."""
        since = Coalesce(F("website_dead_since"), Value(now, models.DateTimeField())) if problem else None
        return self.update(website_checked_at=now, website_problem=problem, website_dead_since=since)

    def unconfirmed_for_long(self, now: datetime) -> Self:
        return self.filter(status=Status.SUBMITTED, created_at__lt=now - UNCONFIRMED_FOR)

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(closed_at__lt=now - CLOSED_FOR)

    def managed_by(self, email: str) -> Self:
        """Offers whose provider has confirmed this address."""
        return self.filter(email__iexact=email, email_confirmed_at__isnull=False).exclude(status=Status.ARCHIVED)

    def similar_to(self, offer: "Offer", today: date, *, count: int) -> Self:
        """At most `count` current offers of the same theme, those of the same kind and Stadtteil first.

        The best of either sort are looked up by index: a theme can hold many thousand offers.
        """
        same = Q(kind=offer.kind, district=offer.district_id)
        others = self.current(today).exclude(pk=offer.pk).filter(theme=offer.theme_id).order_by("-fresh_on", "-pk")
        best = others.filter(same).values("pk")[:count].union(others.values("pk")[:count], all=True)
        return self.filter(pk__in=best).order_by(Case(When(same, then=0), default=1), "-fresh_on", "-pk")[:count]

    def ended_last(self, today: date) -> Self:
        """Offers that are over at the end, else the most recently confirmed first."""
        over = Q(status=Status.ENDED) | Q(valid_until__lt=today)
        return self.order_by(Case(When(over, then=1), default=0), "-fresh_on", "-pk")

    def with_language_codes(self) -> Self:
        """Annotate `language_codes`, for cards: a list without a further statement."""
        links = self.model.languages.through.objects.filter(offer=OuterRef("pk"))
        return self.annotate(language_codes=ArraySubquery(links.order_by("language__position").values("language")))
