from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.history import RecordedCommand
from network import importing


class Command(RecordedCommand):
    help = "Importiert Treffen aus einer CSV-Datei: ganz oder, wenn eine Zeile falsch ist, gar nicht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI.csv")
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts speichern")
        parser.add_argument("--translations-only", action="store_true", help="nur übersetzen, was schon da ist")

    def handle(self, *, file: Path, dry_run: bool, translations_only: bool, **_options) -> None:
        drafts = self.checked(file)
        if dry_run:
            self.stdout.write(_("%(count)s Treffen geprüft, nichts gespeichert.") % {"count": len(drafts)})
            return
        if translated := importing.fill_translations(drafts):
            self.stdout.write(_("Übersetzungen ergänzt, Treffen: %(count)s.") % {"count": translated})
        if not translations_only:
            self.save_new(drafts)

    def save_new(self, drafts: list[importing.Draft]) -> None:
        new = len(importing.save_new(drafts))
        counts = {"new": new, "known": len(drafts) - new}
        self.stdout.write(_("%(new)s Treffen importiert, %(known)s waren schon da.") % counts)

    def checked(self, file: Path) -> list[importing.Draft]:
        try:
            reading = importing.read_meetings(file, now=timezone.now())
        except importing.ImportFileError as error:
            raise CommandError(f"{file}: {error}") from error
        if reading.problems:
            lines = "\n".join(str(problem) for problem in reading.problems)
            raise CommandError(_("%(lines)s\nNichts wurde importiert.") % {"lines": lines})
        return reading.drafts
