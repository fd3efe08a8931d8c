from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from offers.catalogue.filters import Filters
from offers.catalogue.options import LABELS, Option, Options
from offers.models.offer_query import OfferQuerySet

# What is read of each offer, once, and what is counted of it; {found} names the common table expression that holds it
COLUMNS = ("id", "theme_id", "district_id", "kind", "audiences")
COUNTS = {
    "gesamt": "SELECT 'gesamt', '', count(*) FROM {found}",
    "thema": "SELECT 'thema', theme_id::text, count(*) FROM {found} GROUP BY theme_id",
    "stadtteil": "SELECT 'stadtteil', coalesce(district_id::text, ''), count(*) FROM {found} GROUP BY district_id",
    "sprache": "SELECT 'sprache', language_id, count(*) FROM offers_offer_languages"
    " JOIN {found} ON offer_id = {found}.id GROUP BY language_id",
    "art": "SELECT 'art', kind, count(*) FROM {found} GROUP BY kind",
    "zielgruppe": "SELECT 'zielgruppe', audience, count(*) FROM {found}, unnest(audiences) audience GROUP BY audience",
}


@dataclass(frozen=True)
class Choice:
    """One line of a facet; its address adds the value to the filters or takes it away."""

    label: str
    count: int
    current: bool
    url: str
    id: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


class Counts:
    """How many offers stand behind each value of each facet, and behind the filters as a whole; up to a cap."""

    def __init__(self, found: dict[str, OfferQuerySet], cap: int) -> None:
        """Count in one statement; `found` holds for each facet (and «gesamt») the offers it is counted over."""
        self.numbers: dict[str, dict[str, int]] = defaultdict(dict)
        tables: dict[int, tuple[str, tuple]] = {}
        for offers in {id(offers): offers for offers in found.values()}.values():
            with suppress(EmptyResultSet):
                tables[id(offers)] = offers.order_by().values(*COLUMNS)[: cap + 1].query.sql_with_params()
        names = {key: f"found_{number}" for number, key in enumerate(tables)}
        counts = [COUNTS[facet].format(found=names[id(each)]) for facet, each in found.items() if id(each) in names]
        if counts:
            self._run(dict(zip(names.values(), tables.values(), strict=True)), counts)

    def _run(self, tables: dict[str, tuple[str, tuple]], counts: list[str]) -> None:
        found = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _values) in tables.items())
        values = [value for _sql, values in tables.values() for value in values]
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {found} {' UNION ALL '.join(counts)}", values)
            for facet, key, number in cursor:
                self.numbers[facet][key] = number

    @property
    def total(self) -> int:
        return self.numbers["gesamt"].get("", 0)

    def of(self, facet: str, option: Option) -> int:
        """Offers for the whole city count for each Stadtteil."""
        city_wide = self.numbers[facet].get("", 0)
        return self.numbers[facet].get(option.key, 0) + city_wide

    def facets(self, options: Options, filters: Filters) -> list[Facet]:
        """The facets with those values that would find something, and those that are chosen."""
        return [
            Facet(name, str(label), list(self._choices(options[name], filters, name))) for name, label in LABELS.items()
        ]

    def _choices(self, options: dict[str, Option], filters: Filters, facet: str) -> Iterator[Choice]:
        active = filters.chosen.get(facet, ())
        for option in options.values():
            if option in active or self.numbers[facet].get(option.key):
                url = filters.toggled(facet, option).query_string()
                yield Choice(option.label, self.of(facet, option), option in active, url, f"{facet}-{option.value}")
