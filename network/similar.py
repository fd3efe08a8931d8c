"""«Gibt es schon?»: records that a row may be about already, found before a second one is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from network.models import Measure, Result
from offers.models import Need, Offer
from offers.search import matching, understand

ALIKE = 0.5  # of the letters of the title, in a row somewhere in the text
MOST = 5


@dataclass(frozen=True)
class Similar:
    record: Offer | Need | Measure
    reason: str


def similar_offers(row: Result, *, today: date) -> list[Similar]:
    """Current offers with all the words of the row or a similar title; of the row's theme, some words are enough."""
    text, current = str(row), Offer.objects.current(today)
    titled = _alike(current, "title_de", text)
    by_words: Iterable[Any] = matching(current, understand(text), today=today)[: 2 * MOST]
    found = {offer: _("ähnlicher Titel") for offer in titled}
    for offer in by_words:
        if not offer.partial:
            found.setdefault(offer, _("gleiche Wörter"))
        elif offer.theme_id == row.table.theme_id:
            found.setdefault(offer, _("gleiches Thema, ähnliche Wörter"))
    return _most(found.items())


def similar_needs(row: Result) -> list[Similar]:
    """Open ones and drafts: two tables often miss the same."""
    known = Need.objects.open() | Need.objects.drafts()
    return _most((need, _("ähnlicher Bedarf")) for need in _alike(known, "title_de", str(row)))


def similar_measures(row: Result) -> list[Similar]:
    found = _alike(Measure.objects.unfinished(), "what_de", str(row))
    return _most((measure, _("ähnliche Maßnahme")) for measure in found)


def similar_to(row: Result, *, today: date) -> dict[str, list[Similar]]:
    """By what the row could become."""
    if not str(row.text or ""):
        return {"offer": [], "need": [], "measure": []}
    return {
        "offer": similar_offers(row, today=today),
        "need": similar_needs(row),
        "measure": similar_measures(row),
    }


def _alike(records: QuerySet, title: str, text: str) -> QuerySet:
    """The title (nearly) stands in the text, or the two are alike as a whole; the most alike first."""
    inside: Any = TrigramWordSimilarity(cast("str", F(title)), Value(text))
    likeness = Greatest(inside, TrigramSimilarity(title, text), output_field=FloatField())
    return records.annotate(likeness=likeness).filter(likeness__gte=ALIKE).order_by("-likeness", "pk")[:MOST]


def _most(found: Iterable[tuple[Offer | Need | Measure, str]]) -> list[Similar]:
    return [Similar(record, reason) for record, reason in found][:MOST]
