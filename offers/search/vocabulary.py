"""The words of the public offers: how many offers hold each, and which word a mistyped one was meant to be.

`refresh_words` counts anew from all public offers (nightly, after large changes); `learn` adds the words of a few
offers at once and may count an offer twice, which the next refresh puts right.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from arnsberg_hilfe.core.words import fold, forms
from offers.models import GlossaryConcept, Offer, SearchWord
from offers.models.glossary_keys import meaningful, terms_of_concept
from offers.models.offer_query import OfferQuerySet
from offers.models.search_document import document_of, vocabulary_of

BATCH = 2000
LONGEST = 60

LEARN = """
INSERT INTO offers_searchword (folded, word, offers) SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])
ON CONFLICT (folded) DO UPDATE SET offers = offers_searchword.offers + excluded.offers
"""
LOOK_UP = """
WITH asked AS (
    SELECT * FROM jsonb_to_recordset(%s) AS asked (word text, spelling text, forms text[])
), known AS MATERIALIZED (
    SELECT asked.word AS asked, known.* FROM asked JOIN offers_searchword known ON known.folded = ANY(asked.forms)
)
SELECT asked, '', folded, word, offers FROM known
UNION ALL
SELECT asked.word, asked.spelling, near.folded, near.word, near.offers
FROM asked CROSS JOIN LATERAL (
    SELECT * FROM offers_searchword WHERE folded %% asked.spelling
    ORDER BY similarity(folded, asked.spelling) DESC, offers DESC LIMIT 25
) near
WHERE asked.word NOT IN (SELECT asked FROM known)
UNION ALL
SELECT start.word, '*', longer.folded, longer.word, longer.offers
FROM jsonb_to_recordset(%s) AS start (word text, beginning text) CROSS JOIN LATERAL (
    SELECT * FROM offers_searchword WHERE folded LIKE start.beginning AND offers > 0 ORDER BY offers DESC LIMIT 40
) longer
UNION ALL
SELECT '', '', name, aliases, 0 FROM core_district
"""


@dataclass(frozen=True)
class Found:
    """A row of the vocabulary: found for a spelling like it, for the word itself (""), for its beginning ("*")."""

    spelling: str
    folded: str
    word: str
    offers: int


def look_up(
    words: Mapping[str, Mapping[str, Iterable[str]]], beginnings: Mapping[str, str]
) -> tuple[dict[str, list[Found]], list[tuple[str, str]]]:
    """For each word its known forms, similar known words when it has none, and longer words that begin like it.

    Besides all Stadtteile with their other names. `words` gives for each word its spellings with their forms,
    `beginnings` what longer words have to begin with. One statement.
    """
    asked = [
        {"word": word, "spelling": spelling, "forms": list(known)}
        for word, spellings in words.items()
        for spelling, known in spellings.items()
    ]
    found: dict[str, list[Found]] = {word: [] for word in words}
    districts = []
    with connection.cursor() as cursor:
        starts = [{"word": word, "beginning": f"{beginning}%"} for word, beginning in beginnings.items()]
        cursor.execute(LOOK_UP, [json.dumps(asked), json.dumps(starts)])
        for word, *row in cursor.fetchall():
            if word:
                found[word].append(Found(*row))
            else:
                districts.append((row[1], row[2]))
    return found, districts


def learn(offers: Iterable[Offer]) -> None:
    """Make the words of offers that just became public known. Safe when several do it at once."""
    counts, shown = _count(offers)
    rows = sorted(counts.items())
    with connection.cursor() as cursor:
        names = [folded for folded, _count in rows]
        cursor.execute(LEARN, [names, [shown[name] for name in names], [number for _name, number in rows]])


@transaction.atomic
def refresh_words(offers: OfferQuerySet | None = None) -> int:
    """Count the words of all public offers (or those given) anew, glossary words included. Returns their number.

    Readers see the old words until the transaction ends; `learn` waits for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE offers_searchword IN SHARE ROW EXCLUSIVE MODE")
    public = Offer.objects.public() if offers is None else offers
    counts, shown = _count(public.select_related("theme", "district").iterator(chunk_size=BATCH))
    for folded, word in _glossary_words():
        shown.setdefault(folded, word)
        counts.setdefault(folded, 0)
    SearchWord.objects.all().delete()
    words = [SearchWord(folded=folded, word=shown[folded], offers=counts[folded]) for folded in sorted(counts)]
    SearchWord.objects.bulk_create(words, batch_size=BATCH)
    return len(words)


def reindex(offers: OfferQuerySet | None = None) -> int:
    """Compute the search documents anew, after a Stadtteil or theme was renamed. Returns the number of offers."""
    done = 0
    batch: list[Offer] = []
    for offer in (offers or Offer.objects.all()).select_related("theme", "district").iterator(chunk_size=BATCH):
        offer.search_document = document_of(offer)
        batch.append(offer)
        if len(batch) == BATCH:
            done += Offer.objects.bulk_update(batch, ["search_document"])
            batch = []
    return done + (Offer.objects.bulk_update(batch, ["search_document"]) if batch else 0)


def _count(offers: Iterable[Offer]) -> tuple[Counter[str], dict[str, str]]:
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for offer in offers:
        words = {folded: word[:LONGEST] for folded, word in vocabulary_of(offer).items()}
        counts.update(words.keys())
        for folded, word in words.items():
            if folded not in shown or (fold(shown[folded]) != folded and fold(word) == folded):
                shown[folded] = word
    return counts, shown


def _glossary_words() -> Iterable[tuple[str, str]]:
    for concept in GlossaryConcept.objects.all():
        for language, term in terms_of_concept(concept):
            for word in meaningful(term):
                yield from ((form, word) for form in forms(word, language))
