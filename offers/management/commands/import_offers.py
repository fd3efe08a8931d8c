from argparse import ArgumentParser
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from arnsberg_hilfe.core.history import RecordedCommand
from offers import importing
from offers.search import refresh_words

WORTH_A_PROGRESS_BAR = 500


class Command(RecordedCommand):
    help = "Importiert Angebote aus einer CSV-Datei: ganz oder, wenn eine Zeile falsch ist, gar nicht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI.csv")
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts speichern")

    def handle(self, *, file: Path, dry_run: bool, **_options) -> None:
        drafts = self.checked(file)
        if dry_run:
            self.stdout.write(_("%(count)s Angebote geprüft, nichts gespeichert.") % {"count": len(drafts)})
            return
        saved = importing.save_new(drafts, track=partial(tqdm, disable=len(drafts) < WORTH_A_PROGRESS_BAR))
        if saved:
            refresh_words()
        counts = {"new": len(saved), "known": len(drafts) - len(saved)}
        self.stdout.write(_("%(new)s Angebote importiert, %(known)s waren schon da.") % counts)

    def checked(self, file: Path) -> list[importing.Draft]:
        try:
            reading = importing.read_offers(file)
        except importing.ImportFileError as error:
            raise CommandError(f"{file}: {error}") from error
        if reading.problems:
            lines = "\n".join(str(problem) for problem in reading.problems)
            raise CommandError(_("%(lines)s\nNichts wurde importiert.") % {"lines": lines})
        return reading.drafts
