from dataclasses import dataclass
from typing import Self

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from offers.models import Audience, Kind

LABELS = {
    "thema": _("Thema"),
    "stadtteil": _("Stadtteil"),
    "sprache": _("Sprache"),
    "art": _("Art"),
    "zielgruppe": _("Für wen"),
}


SMALL_TABLES = """
    SELECT 'thema', number, slug, coalesce(nullif({name}, ''), name_de), id::text FROM offers_themearea
    UNION ALL
    SELECT 'stadtteil', 0, slug, name, id::text FROM core_district
    UNION ALL
    SELECT 'sprache', position, code, coalesce(nullif({name}, ''), name_de), code FROM core_language
"""


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
        for facet, _position, value, label, key in sorted(_rows(), key=lambda row: (row[1], row[3])):
            facets[facet][value] = Option(value, label, key)
        return cls(facets)


def _rows() -> list[tuple[str, int, str, str, str]]:
    """Facet, position, value, label in the reader's language (else in German) and key of every value."""
    with connection.cursor() as cursor:
        cursor.execute(SMALL_TABLES.format(name=build_localized_fieldname("name", get_language() or "de")))
        return cursor.fetchall()
