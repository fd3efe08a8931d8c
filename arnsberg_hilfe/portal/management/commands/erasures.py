from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
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
        counts = erasures.apply(erasures.read(file), now=timezone.now())
        for label, count in counts.items():
            print(f"{label}: {count}")
        print(f"{sum(counts.values())} Datensätze noch einmal gelöscht.")
