from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.history import RecordedCommand
from offers.search import load_glossary, refresh_words, reindex
from offers.search.glossary import FOLDER, GlossaryError


class Command(RecordedCommand):
    help = "Lädt das Suchglossar aus CSV-Dateien; Ergänztes bleibt. Alle Angebote werden für die Suche neu erfasst."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, metavar="ORDNER")

    def handle(self, *, folder: Path, **_options) -> None:
        try:
            count = load_glossary(folder)
        except GlossaryError as error:
            raise CommandError(str(error)) from error
        if not count:
            raise CommandError(_("In %s liegt keine CSV-Datei.") % folder)
        reindex()  # a new version may read texts in another way
        words = refresh_words()
        self.stdout.write(_("%(count)s Begriffe geladen, %(words)s Wörter bekannt.") % {"count": count, "words": words})
