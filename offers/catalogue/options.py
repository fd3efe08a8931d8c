from dataclasses import dataclass
from typing import Any, Self

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import District, Language
from offers.models import Audience, Kind, ThemeArea

LABELS = {
    "thema": _("Thema"),
    "stadtteil": _("Stadtteil"),
    "sprache": _("Sprache"),
    "art": _("Art"),
    "zielgruppe": _("Für wen"),
}


@dataclass(frozen=True)
class Option:
    """One value of a facet: as it stands in the address, as people read it, as the database knows it."""

    value: str
    label: str
    key: str


class Options:
    """Every value each facet can have, in the order people see them."""

    def __init__(self, facets: dict[str, dict[str, Option]]) -> None:
        self.facets = facets

    def __getitem__(self, facet: str) -> dict[str, Option]:
        return self.facets[facet]

    @classmethod
    def load(cls) -> Self:
        """Read the small tables in one statement."""
        facets: dict[str, dict[str, Option]] = {name: {} for name in LABELS}
        for name, choices in (("art", Kind), ("zielgruppe", Audience)):
            facets[name] = {value: Option(value, str(label), value) for value, label in choices.choices}
        for facet, _position, label, value, key in sorted(_rows(), key=lambda row: (row[1], row[2])):
            facets[facet][value] = Option(value, label, key)
        return cls(facets)


def _rows() -> list[tuple[Any, ...]]:
    themes = _values(ThemeArea.objects.all(), "thema", place=F("number"), value=F("slug"), fallback=F("name_de"))
    districts = _values(District.objects.all(), "stadtteil", place=Value(0), value=F("slug"), fallback=F("name"))
    languages = _values(Language.objects.all(), "sprache", place=F("position"), value=F("code"), fallback=F("name_de"))
    return list(themes.union(districts, languages, all=True))


def _values(records: QuerySet, facet: str, *, place: Any, value: F, fallback: F) -> QuerySet:
    columns = {
        "facet_name": Value(facet),
        "place": place,
        "shown": Coalesce(F("name"), fallback),
        "written": value,
        "key": Cast("pk", CharField()),
    }
    return records.order_by().annotate(**columns).values_list(*columns)
