"""The public list of what is missing: the same filters as the list of offers, counted in Python over a few hundred."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from django.http import QueryDict

from offers.catalogue.facets import Choice, Facet
from offers.catalogue.filters import Filters
from offers.catalogue.options import LABELS, Options
from offers.models import Need
from offers.presenting import NeedCard, cards_of_needs

NEEDS_PAGE_SIZE = 30
# The facets that needs have, and the column each is about
COLUMNS = {"thema": "theme_id", "stadtteil": "district_id", "sprache": "language_id"}

Row = dict[str, str]


@dataclass(frozen=True)
class NeedPage:
    """Everything the list shows; three statements."""

    filters: Filters
    options: Options
    today: date
    rows: list[Row]

    @classmethod
    def read(cls, query: QueryDict, today: date) -> Self:
        options = Options({name: values for name, values in Options.load().facets.items() if name in COLUMNS})
        rows = [_as_text(row) for row in Need.objects.open().values(*COLUMNS.values())]
        page = cls(Filters.read(query, options), options, today, rows)
        last = max(1, page.pages)
        return cls(page.filters.on_page(min(page.filters.page, last)), options, today, rows)

    @cached_property
    def total(self) -> int:
        return sum(self._fits(row) for row in self.rows)

    @property
    def pages(self) -> int:
        return -(-self.total // NEEDS_PAGE_SIZE)

    @cached_property
    def cards(self) -> list[NeedCard]:
        if not self.total:
            return []
        chosen = {name: [option.key for option in self.filters.chosen.get(name, ())] for name in COLUMNS}
        needs = Need.objects.most_urgent(self.today).fitting(
            themes=chosen["thema"], districts=chosen["stadtteil"], languages=chosen["sprache"]
        )
        start = (self.filters.page - 1) * NEEDS_PAGE_SIZE
        shown = needs.select_related("theme", "district", "language")[start : start + NEEDS_PAGE_SIZE]
        return cards_of_needs(shown, self.today)

    @property
    def places(self) -> str:
        return ", ".join(option.label for option in self.filters.chosen.get("stadtteil", ()))

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Active filters as pairs of label and the address without them."""
        chosen = [(facet, option) for facet, options in self.filters.chosen.items() for option in options]
        return [(option.label, self.filters.without(facet, option).query_string()) for facet, option in chosen]

    @property
    def facets(self) -> list[Facet]:
        facets = [Facet(name, str(LABELS[name]), list(self._choices(name))) for name in COLUMNS]
        return [facet for facet in facets if facet.choices]

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Themes in which something is missing, with the addresses of their lists."""
        all_off = self.filters.everything()
        missing = {row["thema"] for row in self.rows}
        options = [option for option in self.options["thema"].values() if option.key in missing]
        return [(option.label, all_off.toggled("thema", option).query_string()) for option in options]

    def _choices(self, facet: str) -> Iterator[Choice]:
        """Those that something is missing for, and those that are chosen."""
        rows = [row for row in self.rows if self._fits(row, without=facet)]
        chosen = self.filters.chosen.get(facet, ())
        for option in self.options[facet].values():
            own = sum(row[facet] == option.key for row in rows)
            if own or option in chosen:
                count = own + sum(not row[facet] for row in rows if facet == "stadtteil")
                url = self.filters.toggled(facet, option).query_string()
                yield Choice(option.label, count, option in chosen, url, f"{facet}-{option.value}")

    def _fits(self, row: Row, *, without: str = "") -> bool:
        return all(
            facet == without or row[facet] in {option.key for option in options} | _anywhere(facet)
            for facet, options in self.filters.chosen.items()
        )


def _anywhere(facet: str) -> set[str]:
    """What is missing in the whole city is missing in each Stadtteil."""
    return {""} if facet == "stadtteil" else set()


def _as_text(row: dict) -> Row:
    return {facet: str(row[column] or "") for facet, column in COLUMNS.items()}
