from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from offers.catalogue.facets import Counts, Facet
from offers.catalogue.filters import Filters
from offers.catalogue.options import LABELS, Options
from offers.models import Offer
from offers.models.offer_query import OfferQuerySet
from offers.presenting import Card, cards_of
from offers.search import Query, matching, understand

PAGE_SIZE = 20
CAP = 1000


@dataclass(frozen=True)
class CataloguePage:
    """Everything the list page shows."""

    filters: Filters
    query: Query
    today: date
    options: Options
    counts: Counts
    offers: list[Offer]

    @property
    def total(self) -> int:
        return min(self.counts.total, CAP)

    @property
    def is_capped(self) -> bool:
        """More offers fit than are counted and can be paged through."""
        return self.counts.total > CAP

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Active filters as pairs of label and the address without them."""
        chosen = [(facet, option) for facet, options in self.filters.removable.items() for option in options]
        return [(option.label, self.filters.without(facet, option).query_string()) for facet, option in chosen]

    @cached_property
    def facets(self) -> list[Facet]:
        facets = self.counts.facets(self.options, self.filters)
        return [facet for facet in facets if facet.choices and facet.name != self.filters.fixed]

    def address_of_page(self, number: int) -> str:
        return self.filters.on_page(number).query_string()

    @property
    def cards(self) -> list[Card]:
        names = {code: option.label for code, option in self.options["sprache"].items()}
        return cards_of(self.offers, self.today, names)

    @property
    def places(self) -> str:
        """The Stadtteile filtered for, for the sentence that says how many were found."""
        return ", ".join(option.label for option in self.filters.chosen.get("stadtteil", ()))

    @property
    def suggestion(self) -> tuple[str, str] | None:
        """«Meinten Sie»: a better spelling and its address."""
        text = self.query.suggestion()
        return (text, self.filters.asking(text).query_string()) if text else None

    @property
    def reduced(self) -> list[tuple[str, str]]:
        """Searches with fewer words that may find something, with their addresses."""
        return [(text, self.filters.asking(text).query_string()) for text in self.query.reduced()]

    @property
    def address_of_everything(self) -> str:
        return self.filters.everything().query_string()

    @property
    def ended_link(self) -> str:
        """Where ended offers are listed too; a search shows them anyway."""
        return "" if self.filters.q or self.filters.with_ended else self.filters.including_ended().query_string()

    @property
    def sorting(self) -> list[tuple[str, str, bool]]:
        """Label, address and whether it is the present order."""
        newest = self.filters.newest_first
        return [
            (_("Beste Treffer zuerst"), self.filters.sorted_by_date(newest_first=False).query_string(), not newest),
            (_("Neueste zuerst"), self.filters.sorted_by_date(newest_first=True).query_string(), newest),
        ]


def browse(filters: Filters, options: Options, *, today: date, language: str) -> CataloguePage:
    """Find, count and read one page of offers; the page number is brought into range."""
    query = understand(filters.q, language=language)

    def found(without: str = "") -> OfferQuerySet:
        offers = filters.offers(today, without=without)
        return offers if query.is_empty else matching(offers, query, today=today)

    fitting = found()
    alternatives = {facet: found(without=facet) if facet in filters.chosen else fitting for facet in LABELS}
    counts = Counts({"gesamt": fitting} | alternatives, CAP)
    pages = max(1, -(-min(counts.total, CAP) // PAGE_SIZE))
    filters = filters.on_page(min(filters.page, pages))
    start = (filters.page - 1) * PAGE_SIZE
    rows = _in_order(fitting, filters, query, today)[start : start + PAGE_SIZE] if counts.total else []
    return CataloguePage(filters, query, today, options, counts, list(rows))


def _in_order(offers: OfferQuerySet, filters: Filters, query: Query, today: date) -> OfferQuerySet:
    if filters.with_ended or filters.q:
        offers = offers.ended_last(today) if filters.newest_first or query.is_empty else offers
    else:  # ended offers are out already; this order an index has
        offers = offers.order_by("-fresh_on", "-pk")
    return offers.with_language_codes().select_related("theme", "district")
