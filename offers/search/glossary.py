"""The glossary: loading it from files, and looking up what a query's words mean."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.words import forms
from offers.models.glossary import GlossaryConcept
from offers.models.glossary_keys import LANGUAGES, keys_of_concept, meaningful
from offers.models.search_document import ENGLISH

FOLDER = Path(settings.BASE_DIR) / "offers" / "fixtures" / "glossary"
COLUMNS = ["concept", *LANGUAGES, "broader", "related"]
NARROWER, BROADER, FAR, RELATED, IN_USE = "narrower", "broader", "far", "related", "in use"

# Each key by itself, so that the index is used: a scan would unpack the keys of all concepts.
LOOK_UP = """
WITH RECURSIVE hit AS MATERIALIZED (
    SELECT concept.id, array_agg(key) AS keys FROM unnest(%(keys)s::varchar[]) AS key CROSS JOIN LATERAL (
        SELECT id FROM offers_glossaryconcept WHERE keys @> ARRAY[key] LIMIT 30
    ) concept GROUP BY concept.id
), above (hit, other, step) AS (
    SELECT b.from_glossaryconcept_id, b.to_glossaryconcept_id, 1
        FROM offers_glossaryconcept_broader b JOIN hit ON hit.id = b.from_glossaryconcept_id
    UNION SELECT above.hit, b.to_glossaryconcept_id, above.step + 1
        FROM above JOIN offers_glossaryconcept_broader b ON b.from_glossaryconcept_id = above.other
        WHERE above.step < 3 AND b.to_glossaryconcept_id <> above.hit
), link (hit, other, relation) AS (
    SELECT id, id, '' FROM hit
    UNION ALL SELECT b.to_glossaryconcept_id, b.from_glossaryconcept_id, 'narrower'
        FROM offers_glossaryconcept_broader b JOIN hit ON hit.id = b.to_glossaryconcept_id
    UNION ALL SELECT hit, other, CASE min(step) WHEN 1 THEN 'broader' ELSE 'far' END FROM above GROUP BY hit, other
    UNION ALL SELECT r.from_glossaryconcept_id, r.to_glossaryconcept_id, 'related'
        FROM offers_glossaryconcept_related r JOIN hit ON hit.id = r.from_glossaryconcept_id
), found AS MATERIALIZED (
    SELECT link.hit, link.relation, concept.* FROM link JOIN offers_glossaryconcept concept ON concept.id = link.other
)
SELECT found.hit, found.relation, found.label, ARRAY[found.label] || found.de, found.uk || found.ru, found.en,
    hit.keys, (SELECT max(word.offers) FROM offers_searchword word WHERE word.folded = ANY(found.keys))
FROM found LEFT JOIN hit ON hit.id = found.hit AND found.relation = ''
UNION ALL
SELECT 0, 'in use', '', ARRAY(
    SELECT word.folded FROM offers_searchword word
    WHERE word.offers > 0 AND word.folded = ANY(ARRAY(SELECT ltrim(unnest(found.keys), '·') FROM found))
), '{}', '{}', '{}', 0
ORDER BY 2, 1, 3
"""


class GlossaryError(Exception):
    """A glossary file is not what it should be; the message is for people."""


@dataclass(frozen=True)
class Terms:
    """What a concept is called, and which of these words' forms occur in public offers."""

    label: str
    de: list[str]
    cyrillic: list[str]
    en: list[str]
    in_use: frozenset[str]

    def ways(self) -> list[tuple[frozenset[str], ...]]:
        """For each term that can be met in an offer: the lexemes of each of its words."""
        by_language = (("de", self.de), ("uk", self.cyrillic), ("en", self.en))
        ways = (self._way(language, text) for language, texts in by_language for text in texts)
        return [way for way in ways if way and all(way)]

    def _way(self, language: str, text: str) -> tuple[frozenset[str], ...]:
        mark = ENGLISH if language == "en" else ""
        words = (forms(word, language) for word in meaningful(text))
        return tuple(frozenset(mark + form for form in found if form in self.in_use) for found in words if found)


@dataclass
class Meaning:
    """A concept that a query's words stand for. `offers` is how many offers hold its most frequent word."""

    terms: Terms
    keys: frozenset[str]
    offers: int
    neighbours: dict[str, list[Terms]] = field(default_factory=lambda: defaultdict(list))

    def is_kind_of(self, label: str) -> bool:
        """Whether the concept is the one of this name, or lies below it, however far."""
        above = self.neighbours[BROADER] + self.neighbours[FAR]
        return label in {self.terms.label, *(terms.label for terms in above)}


def look_up(keys: Iterable[str]) -> list[Meaning]:
    """The concepts that have one of the keys, with their neighbours' terms; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, {"keys": sorted(keys)})
        rows = cursor.fetchall()
    in_use = next(frozenset(de) for _hit, relation, _label, de, *_rest in rows if relation == IN_USE)
    meanings: dict[int, Meaning] = {}
    for hit, relation, label, de, cyrillic, en, found, offers in rows:
        terms = Terms(label, de, cyrillic, en, in_use)
        if relation == "":
            meanings[hit] = Meaning(terms, frozenset(found), offers or 0)
        elif relation != IN_USE:
            meanings[hit].neighbours[relation].append(terms)
    return list(meanings.values())


@transaction.atomic
def load_glossary(folder: Path = FOLDER, model: Any = GlossaryConcept) -> int:
    """Bring the files' concepts into the database; terms that staff added stay. Returns the number of concepts.

    `model` is the historical model in a migration. Raises GlossaryError.
    """
    rows = [row for path in sorted(folder.glob("*.csv")) for row in _rows(path)]
    known = {concept.label: concept for concept in model.objects.all()}
    concepts: dict[str, Any] = {}
    for row in rows:
        label = row["concept"]
        concepts[label] = _merged(concepts.get(label) or known.get(label) or model(label=label), row)
    model.objects.bulk_create([each for each in concepts.values() if not each.pk])
    model.objects.bulk_update([each for label, each in concepts.items() if label in known], [*LANGUAGES, "keys"])
    _link(model, rows, known | concepts)
    return len(concepts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise GlossaryError(_("%(file)s: Es werden genau diese Spalten erwartet: %(columns)s") % {
                "file": path.name, "columns": ", ".join(COLUMNS)
            })  # fmt: skip
        return [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]


def _cell(text: str) -> list[str]:
    return [term for each in text.split(";") if (term := each.strip())]


def _merged(concept: Any, row: dict[str, str]) -> Any:
    for language in LANGUAGES:
        terms = [*getattr(concept, language), *_cell(row[language])]
        setattr(concept, language, list(dict.fromkeys(terms)))
    concept.keys = sorted(keys_of_concept(concept))
    return concept


def _link(model: Any, rows: list[dict[str, str]], concepts: dict[str, Any]) -> None:
    """Relations to labels that do not exist are left out."""
    for name in (BROADER, RELATED):
        field_of = model._meta.get_field(name)
        through = field_of.remote_field.through
        source, target = f"{field_of.m2m_field_name()}_id", f"{field_of.m2m_reverse_field_name()}_id"
        pairs = {(row["concept"], other) for row in rows for other in _cell(row[name]) if other in concepts}
        pairs = {pair for pair in pairs if pair[0] != pair[1]}
        if name == RELATED:
            pairs |= {(other, label) for label, other in pairs}
        links = [through(**{source: concepts[a].pk, target: concepts[b].pk}) for a, b in sorted(pairs)]
        through.objects.bulk_create(links, ignore_conflicts=True)
