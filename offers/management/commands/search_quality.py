from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from offers.search import quality


class Command(BaseCommand):
    help = "Misst die Suche: sucht die Beispiele einer CSV-Datei in den Angeboten einer anderen. Ändert nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "queries", type=Path, metavar="ANFRAGEN.csv", help="Spalten query,language,expected_rows,note"
        )
        parser.add_argument("--offers", type=Path, required=True, metavar="ANGEBOTE.csv", help="wie bei import_offers")
        parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="JJJJ-MM-TT", help="statt heute")

    def handle(self, *, queries: Path, offers: Path, today: date | None, **_options) -> None:
        try:
            examples = quality.read_examples(queries)
            with quality.loaded(offers) as rows:
                report = quality.measure(examples, rows, today or timezone.localdate())
        except quality.QualityError as error:
            raise CommandError(str(error)) from error
        for outcome in report.misses:
            self.stdout.write(_line(outcome))
        figures = {"count": len(examples), "recall": report.recall, "mrr": report.mrr, "misses": len(report.misses)}
        self.stdout.write(
            _("%(count)s Anfragen · recall@5 %(recall).3f · MRR %(mrr).3f · %(misses)s nicht ganz getroffen") % figures
        )


def _line(outcome: quality.Outcome) -> str:
    found = _numbers(outcome.found[: quality.DEPTH]) or _("nichts")
    place = {"query": outcome.example.query, "found": found, "missing": _numbers(outcome.missing)}
    if not outcome.example.rows:
        return _("falsche Treffer: »%(query)s« fand %(found)s") % place
    return _("»%(query)s«: es fehlt %(missing)s, gefunden wurde %(found)s") % place


def _numbers(rows) -> str:
    return ", ".join(str(row) for row in rows)
