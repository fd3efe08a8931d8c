"""How well the search finds what people mean, measured with example queries on the offers of a file."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from offers.importing import ImportFileError, read_offers, save_new
from offers.models import Offer
from offers.search.matching import matching
from offers.search.understanding import understand
from offers.search.vocabulary import refresh_words

COLUMNS = ["query", "language", "expected_rows"]
DEPTH = 5


class QualityError(Exception):
    """A file cannot be used; the message is for people."""


@dataclass(frozen=True)
class Example:
    """A query and the data rows (1 = first) that it should find; none means that it must find nothing."""

    query: str
    language: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """What the search answered: data rows in its order."""

    example: Example
    found: tuple[int, ...]

    @property
    def missing(self) -> list[int]:
        return [row for row in self.example.rows if row not in self.found[:DEPTH]]

    @property
    def recall(self) -> float:
        """The share of the expected rows (at most five can be) that stand among the first five."""
        expected = min(len(self.example.rows), DEPTH)
        return min(1.0, len(set(self.example.rows) & set(self.found[:DEPTH])) / expected)

    @property
    def reciprocal_rank(self) -> float:
        places = (place for place, row in enumerate(self.found, 1) if row in self.example.rows)
        return 1 / next(places, float("inf"))

    @property
    def is_miss(self) -> bool:
        return self.recall < 1 if self.example.rows else bool(self.found)


@dataclass(frozen=True)
class Report:
    outcomes: list[Outcome]

    @property
    def recall(self) -> float:
        return _mean(outcome.recall for outcome in self.outcomes if outcome.example.rows)

    @property
    def mrr(self) -> float:
        return _mean(outcome.reciprocal_rank for outcome in self.outcomes if outcome.example.rows)

    @property
    def misses(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.is_miss]


def read_examples(path: Path) -> list[Example]:
    """Raises QualityError for a file that is missing, not UTF-8 or lacks columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or [])]:
                raise QualityError(_("%(file)s: Es fehlen die Spalten %(columns)s") % {
                    "file": path.name, "columns": ", ".join(missing)
                })  # fmt: skip
            return [_example(path, reader.line_num, row) for row in reader if row["query"]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise QualityError(_("%(file)s lässt sich nicht lesen: %(error)s") % {"file": path, "error": error}) from error


def _example(path: Path, line: int, row: dict[str, str]) -> Example:
    try:
        rows = tuple(
            int(number) for number in (row["expected_rows"] or "").replace(",", ";").split(";") if number.strip()
        )
    except ValueError as error:
        place = {"file": path.name, "line": line}
        raise QualityError(
            _("%(file)s, Zeile %(line)s: »expected_rows« besteht aus Zahlen mit ; dazwischen.") % place
        ) from error
    return Example(row["query"], row["language"] or "de", rows)


@contextmanager
def loaded(path: Path) -> Iterator[dict[int, int]]:
    """The file's offers as the only searched ones, undone at the end. Gives the data row of each offer's key.

    Locks the table of words meanwhile. Raises QualityError when the file has faults.
    """
    with transaction.atomic():
        try:
            reading = read_offers(path)
        except ImportFileError as error:
            raise QualityError(f"{path}: {error}") from error
        if reading.problems:
            raise QualityError("\n".join(str(problem) for problem in reading.problems))
        for number, draft in enumerate(reading.drafts, start=1):
            draft.offer.import_key = f"quality:{number}"  # else rows that are in the database would not be loaded
        save_new(reading.drafts)
        rows = {draft.offer.pk: number for number, draft in enumerate(reading.drafts, start=1)}
        refresh_words(Offer.objects.filter(pk__in=rows))
        yield rows
        transaction.set_rollback(True)


def measure(examples: Iterable[Example], rows: dict[int, int], today: date) -> Report:
    offers = Offer.objects.public().filter(pk__in=rows)
    outcomes = []
    for example in examples:
        query = understand(example.query, language=example.language)
        keys = matching(offers, query, today=today).values_list("pk", flat=True)[: 4 * DEPTH]
        outcomes.append(Outcome(example, tuple(rows[key] for key in keys)))
    return Report(outcomes)


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
