from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from arnsberg_hilfe.portal import erasures


class Command(BaseCommand):
    help = "Writes the list of erased records to a file, or erases again what a restored backup has brought back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["export", "apply"])
        parser.add_argument("file", type=Path)

    def handle(self, *, action: str, file: Path, **_options) -> None:
        if action == "export":
            print(f"{erasures.export(file)} Löschvermerke geschrieben.")
            return
        try:
            rows = erasures.read(file)
        except (OSError, ValueError, TypeError) as error:
            raise CommandError(f"{file} ist keine Liste von Löschvermerken. Nichts ist gelöscht.") from error
        counts = erasures.apply(rows, now=timezone.now())
        for label, count in counts.items():
            print(f"{label}: {count}")
        print(f"{sum(counts.values())} Datensätze noch einmal gelöscht.")
