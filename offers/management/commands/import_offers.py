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
        parser.add_argument("--translations-only", action="store_true", help="nur übersetzen, was schon da ist")

    def handle(self, *, file: Path, dry_run: bool, translations_only: bool, **_options) -> None:
        drafts = self.checked(file)
        if dry_run:
            self.stdout.write(_("%(count)s Angebote geprüft, nichts gespeichert.") % {"count": len(drafts)})
            return
        translated = importing.fill_translations(drafts)
        new = 0 if translations_only else self.save_new(drafts)
        if new or translated:
            refresh_words()
        if translated:
            self.stdout.write(_("Übersetzungen ergänzt, Angebote: %(count)s.") % {"count": translated})

    def save_new(self, drafts: list[importing.Draft]) -> int:
        new = len(importing.save_new(drafts, track=partial(tqdm, disable=len(drafts) < WORTH_A_PROGRESS_BAR)))
        counts = {"new": new, "known": len(drafts) - new}
        self.stdout.write(_("%(new)s Angebote importiert, %(known)s waren schon da.") % counts)
        return new

    def checked(self, file: Path) -> list[importing.Draft]:
        try:
            reading = importing.read_offers(file)
        except importing.ImportFileError as error:
            raise CommandError(f"{file}: {error}") from error
        if reading.problems:
            lines = "\n".join(str(problem) for problem in reading.problems)
            raise CommandError(_("%(lines)s\nNichts wurde importiert.") % {"lines": lines})
        return reading.drafts
