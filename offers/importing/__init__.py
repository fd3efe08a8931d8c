"""Reading offers from a CSV file: gaps are accepted, a wrong row is reported with line, column and reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from arnsberg_hilfe.core.csv_file import ImportFileError, Problem, rows_of
from arnsberg_hilfe.core.given_translations import take_over
from arnsberg_hilfe.core.slugs import slug_of
from offers.importing.columns import COLUMNS, OPTIONAL_COLUMNS, TRANSLATED
from offers.importing.row import Draft, RowReader
from offers.models import Offer

__all__ = ["Draft", "ImportFileError", "Problem", "Reading", "fill_translations", "read_offers", "save_new"]

BATCH = 500
# What stands at the same place in addresses as an offer's own name
RESERVED = {"antwort", "bestaetigen", "frage", "gesamt", "nachricht", "neu", "thema", "verwalten"}
Batches = list[list[Draft]]


@dataclass
class Reading:
    """What a file holds: checked drafts in the order of its rows, and what is wrong with the other rows."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_offers(path: Path, *, now: datetime | None = None) -> Reading:
    """Read and check a whole file; writes nothing. Raises ImportFileError when it is no such file at all."""
    reading, reader = Reading(), RowReader(now or timezone.now())
    for line, cells in rows_of(path, COLUMNS, OPTIONAL_COLUMNS):
        draft, problems = reader.read(line, cells)
        reading.problems += problems
        reading.drafts.append(draft)
    return reading


@transaction.atomic
def save_new(drafts: Iterable[Draft], track: Callable[[Batches], Iterable[list[Draft]]] = iter) -> list[Offer]:
    """Save the drafts that are not in the database yet, all or none. Returns the saved offers.

    `track` is handed the batches and gives them back one by one, for a progress bar.
    """
    known = set(Offer.objects.exclude(import_key=None).values_list("import_key", flat=True))
    new = list({draft.offer.import_key: draft for draft in drafts if draft.offer.import_key not in known}.values())
    give_slugs([draft.offer for draft in new])
    for batch in track([new[start : start + BATCH] for start in range(0, len(new), BATCH)]):
        Offer.objects.bulk_create([draft.offer for draft in batch])
        attach_languages(batch)
    return [draft.offer for draft in new]


@transaction.atomic
def fill_translations(drafts: Iterable[Draft]) -> int:
    """Give the offers that were in the database before the translations they lack. Returns how many were given any."""
    given = {draft.offer.import_key: draft.offer for draft in drafts}
    known = Offer.objects.filter(import_key__in=given).select_related("theme", "district").order_by("pk")
    return sum(_filled(offer, given[offer.import_key]) for offer in known.select_for_update(of=("self",)))


def _filled(offer: Offer, given: Offer) -> bool:
    columns = take_over(offer, given, TRANSLATED)
    if columns:
        offer.save(update_fields=[*columns, "search_document"])
    return bool(columns)


def give_slugs(offers: list[Offer]) -> None:
    """Readable addresses, different from each other and from those in use."""
    taken = RESERVED | set(Offer.objects.values_list("slug", flat=True))
    for offer in offers:
        offer.slug = slug_of(offer.title_de, max_length=100, taken=taken)
        taken.add(offer.slug)


def attach_languages(drafts: Iterable[Draft]) -> None:
    link = Offer.languages.through
    pairs = [(draft.offer.pk, language.pk) for draft in drafts for language in draft.languages]
    link.objects.bulk_create((link(offer_id=offer, language_id=language) for offer, language in pairs))
