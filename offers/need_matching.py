"""Which offers may cover a need, the likeliest first, each with its reasons in words.

A criterion is a condition on the offer, its weight and its words; a weight below zero is a doubt. What nobody knows of
an offer (its languages) meets no criterion and so counts neither for nor against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, Func, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import District
from offers.models import Need, Offer, Status
from offers.models.need import NeedQuerySet
from offers.models.offer_life import ASK_AFTER, UNCONFIRMED_AFTER
from offers.models.offer_query import OfferQuerySet
from offers.search import matching, understand

MOST = 8
CANDIDATES = 300  # most offers of a kind of candidates that are compared
TEXT_HITS = 60
CAP = 20

MADE_FOR_IT = 200  # somebody answered this very need: always first
SAME_THEME = 30
NAMES_IT, NAMES_PART, FITS_TEXT = 30, 15, 12
SAME_DISTRICT, NEIGHBOUR, WHOLE_CITY, ELSEWHERE = 20, 10, 12, -15
SPEAKS, SPEAKS_OTHERS = 15, -15
FRESH, UNCONFIRMED, FULL = 6, -6, -10
LEAST = 30  # what an offer must reach to be named at all


Hits = dict[int, bool]  # keys of offers, and whether a word of the need is missing in them


@dataclass(frozen=True)
class Criterion:
    name: str
    condition: Q | Exists
    weight: int
    words: str

    @property
    def flag(self) -> Case:
        return Case(When(self.condition, then=Value(True)), default=Value(False), output_field=BooleanField())

    @property
    def points(self) -> Case:
        return Case(When(**{self.name: True}, then=Value(self.weight)), default=Value(0))


@dataclass(frozen=True)
class Match:
    offer: Offer
    points: int
    reasons: list[str]
    doubts: list[str]


def likely_offers(need: Need, today: date, *, most: int = MOST) -> list[Match]:
    """At most `most` current offers that may cover the need and are not counted as its cover yet.

    The number of statements depends on what the need says (texts, Stadtteil), never on how many offers there are.
    """
    counted = Need.covered_by.through.objects.filter(need=need.pk).values("offer")
    offers = Offer.objects.able_to_help(today).exclude(pk__in=counted)
    made_for_it = Offer.objects.current(today).filter(for_need=need.pk).exclude(pk__in=counted)
    in_title, in_text = _hits(offers, need.title, today), _hits(offers, need.description, today)
    criteria = [*_criteria(need, in_title, in_text, today)]
    candidates = _candidates(offers, need, [*in_title, *in_text]).union(made_for_it.values("pk"), all=True)
    ranked = Offer.objects.filter(pk__in=candidates).annotate(**{each.name: each.flag for each in criteria})
    ranked = ranked.annotate(points=sum((each.points for each in criteria), Value(0))).filter(points__gte=LEAST)
    best = ranked.order_by("-points", "-fresh_on", "-pk").with_language_codes().select_related("theme", "district")
    return [_match(offer, criteria) for offer in best[:most]]


def _match(offer: Any, criteria: list[Criterion]) -> Match:
    met = [each for each in criteria if getattr(offer, each.name)]
    reasons = [each.words for each in met if each.weight > 0]
    return Match(offer, offer.points, reasons, [each.words for each in met if each.weight < 0])


def _hits(offers: OfferQuerySet, text: str, today: date) -> Hits:
    """What the search finds for these words."""
    query = understand(text)
    if query.is_empty:
        return {}
    found: Any = matching(offers, query, today=today)
    return dict(found.values_list("pk", "partial")[:TEXT_HITS])


def _candidates(offers: OfferQuerySet, need: Need, hits: list[int]) -> Any:
    """Keys of what is worth comparing, looked up by index: a theme can hold many thousand offers."""
    of_theme = offers.filter(theme=need.theme_id).order_by("-fresh_on", "-pk").values("pk")[:CANDIDATES]
    near = offers.filter(theme=need.theme_id, district=need.district_id).values("pk")[:CANDIDATES]
    return of_theme.union(near, offers.filter(pk__in=hits).values("pk"), all=True)


def _criteria(need: Need, in_title: Hits, in_text: Hits, today: date) -> Iterator[Criterion]:
    yield Criterion("made_for_it", Q(for_need=need.pk), MADE_FOR_IT, _("als Antwort auf diesen Bedarf eingestellt"))
    yield Criterion("same_theme", Q(theme=need.theme_id), SAME_THEME, _("gleicher Themenbereich"))
    wholly, partly = ([pk for pk, partial in in_title.items() if partial is part] for part in (False, True))
    yield Criterion("names_it", Q(pk__in=wholly), NAMES_IT, _("nennt das Gesuchte"))
    yield Criterion("names_part", Q(pk__in=partly), NAMES_PART, _("nennt einen Teil des Gesuchten"))
    only_text = [pk for pk in in_text if pk not in in_title]
    yield Criterion("fits_text", Q(pk__in=only_text), FITS_TEXT, _("passt zur Beschreibung"))
    yield from _criteria_of_place(need)
    yield from _criteria_of_language(need)
    yield Criterion("is_fresh", Q(fresh_on__gt=today - ASK_AFTER), FRESH, _("vor Kurzem bestätigt"))
    stale = Q(fresh_on__lte=today - UNCONFIRMED_AFTER)
    yield Criterion("is_stale", stale, UNCONFIRMED, _("lange nicht bestätigt"))
    yield Criterion("is_full", Q(status=Status.FULL), FULL, _("ausgebucht"))


def _criteria_of_place(need: Need) -> Iterator[Criterion]:
    """Something missing in the whole city may be covered anywhere."""
    yield Criterion("whole_city", Q(district=None), WHOLE_CITY, _("gilt in der ganzen Stadt"))
    if need.district is None:
        return
    nearby = list(need.district.neighbours.values_list("pk", flat=True))
    here, close = Q(district=need.district_id), Q(district__in=nearby)
    yield Criterion("same_district", here, SAME_DISTRICT, _("im selben Stadtteil"))
    yield Criterion("neighbour", close, NEIGHBOUR, _("in einem Nachbarort"))
    yield Criterion("elsewhere", ~(here | close | Q(district=None)), ELSEWHERE, _("in einem anderen Stadtteil"))


def _criteria_of_language(need: Need) -> Iterator[Criterion]:
    if need.language is None:
        return
    spoken = Offer.languages.through.objects.filter(offer=OuterRef("pk"))
    speaks = Exists(spoken.filter(language=need.language_id))
    words = {"language": need.language.name}
    yield Criterion("speaks", speaks, SPEAKS, _("Sprache: %(language)s") % words)
    others = Q(Exists(spoken)) & ~Q(speaks)
    yield Criterion("speaks_others", others, SPEAKS_OTHERS, _("nennt nur andere Sprachen als %(language)s") % words)


def with_nearby_counts(needs: NeedQuerySet, today: date) -> NeedQuerySet:
    """Annotate `nearby_offers`, up to a cap: offers of the theme for the whole city, the Stadtteil or a neighbour."""
    neighbours = District.neighbours.through.objects.filter(from_district=OuterRef(OuterRef("district")))
    near = Q(district=None) | Q(district=OuterRef("district")) | Q(district__in=neighbours.values("to_district"))
    offers = Offer.objects.able_to_help(today).filter(theme=OuterRef("theme")).order_by()
    keys = Case(
        When(district=None, then=ArraySubquery(offers.values("pk")[: CAP + 1])),
        default=ArraySubquery(offers.filter(near).values("pk")[: CAP + 1]),
    )
    return needs.annotate(nearby_offers=Func(keys, function="cardinality", output_field=IntegerField()))
