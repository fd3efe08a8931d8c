from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from offers.catalogue.options import Option, Options
from offers.models import Offer
from offers.models.offer_query import OfferQuerySet

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Filters:
    """What a visitor asked the list for. Values that do not exist are left out."""

    q: str = ""
    chosen: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    newest_first: bool = False
    with_ended: bool = False
    page: int = 1
    fixed: str = ""

    @classmethod
    def read(cls, query: QueryDict, options: Options) -> Self:
        """Make sense of an address's parameters whatever they hold."""
        chosen = {
            facet: tuple(values[name] for name in dict.fromkeys(query.getlist(facet)) if name in values)
            for facet, values in options.facets.items()
        }
        return cls(
            q=" ".join(query.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY],
            chosen={facet: values for facet, values in chosen.items() if values},
            newest_first=query.get("sortierung") == "aktuell",
            with_ended=query.get("beendet") == "1",
            page=_number(query.get("seite", "")),
        )

    def offers(self, today: date, *, without: str = "") -> OfferQuerySet:
        """The public offers that fit, leaving out one facet where its own alternatives are to be counted."""
        offers = Offer.objects.public() if self.q or self.with_ended else Offer.objects.current(today)
        for facet, values in self.chosen.items():
            if facet != without:
                offers = offers.filter(_condition(facet, [option.key for option in values]))
        return offers

    def within(self, facet: str, option: Option) -> Self:
        """The same question inside one theme's own page, whose address says the theme already."""
        return replace(self, chosen=self.chosen | {facet: (option,)}, fixed=facet)

    @property
    def removable(self) -> dict[str, tuple[Option, ...]]:
        return {facet: values for facet, values in self.chosen.items() if facet != self.fixed}

    def without(self, facet: str, option: Option) -> Self:
        rest = tuple(value for value in self.chosen.get(facet, ()) if value != option)
        chosen = {name: values for name, values in (self.chosen | {facet: rest}).items() if values}
        return replace(self, chosen=chosen, page=1)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def toggled(self, facet: str, option: Option) -> Self:
        values = self.chosen.get(facet, ())
        if option in values:
            return self.without(facet, option)
        return replace(self, chosen=self.chosen | {facet: (*values, option)}, page=1)

    def sorted_by_date(self, *, newest_first: bool) -> Self:
        return replace(self, newest_first=newest_first, page=1)

    def including_ended(self) -> Self:
        return replace(self, with_ended=True, page=1)

    def everything(self) -> Self:
        """All filters off, the words of the search kept."""
        return replace(self, chosen={facet: v for facet, v in self.chosen.items() if facet == self.fixed}, page=1)

    def asking(self, text: str) -> Self:
        return replace(self, q=text, page=1)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a new search keeps of the present one: the filters and the order."""
        return list(replace(self, q="", page=1).parameters())

    def query_string(self) -> str:
        """The parameters of the address that leads here; «?» where there are none."""
        return "?" + urlencode(list(self.parameters()))

    def parameters(self) -> Iterator[tuple[str, str]]:
        if self.q:
            yield "q", self.q
        for facet, values in self.removable.items():
            yield from ((facet, option.value) for option in values)
        if self.newest_first:
            yield "sortierung", "aktuell"
        if self.with_ended:
            yield "beendet", "1"
        if self.page > 1:
            yield "seite", str(self.page)


def _condition(facet: str, keys: list[str]) -> Q:
    conditions = {
        "thema": Q(theme__in=keys),
        "stadtteil": Q(district__in=keys) | Q(district=None),
        "sprache": Q(pk__in=Offer.languages.through.objects.filter(language__in=keys).values("offer")),
        "art": Q(kind__in=keys),
        "zielgruppe": Q(audiences__overlap=keys),
    }
    return conditions[facet]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:9]) < 10**6 else 1
