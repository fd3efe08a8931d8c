import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

COLUMNS = [
    *("title_de", "summary_de", "kind", "theme", "provider", "pillar", "district", "venue_address", "schedule"),
    *("target_group", "languages", "cost", "email", "phone", "website", "valid_from", "valid_until", "source_url"),
]
OPTIONAL_COLUMNS = [
    *("title_uk", "title_en", "summary_uk", "summary_en", "description_de", "description_uk", "description_en"),
]


class ImportFileError(Exception):
    """The file as a whole cannot be read (encoding, columns); the message is for people."""


def rows_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row; a surplus of cells stands under the name ''."""
    text = _text(path)
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", delimiter=delimiter)
    try:
        reader.fieldnames = [name.strip() for name in reader.fieldnames or []]
        _check_columns(list(reader.fieldnames))
        for row in reader:
            yield reader.line_num, {name: _clean(value) for name, value in row.items()}
    except csv.Error as error:
        place = {"line": reader.line_num, "error": error}
        raise ImportFileError(_("Zeile %(line)s ist keine gültige CSV-Zeile: %(error)s") % place) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFileError(_("Die Datei ist nicht in UTF-8 gespeichert (Byte %s).") % error.start) from error
    except OSError as error:
        raise ImportFileError(_("Die Datei lässt sich nicht lesen: %s") % error) from error


def _check_columns(names: list[str]) -> None:
    if missing := [name for name in COLUMNS if name not in names]:
        raise ImportFileError(_("Es fehlen die Spalten: %s") % ", ".join(missing))
    if unknown := [name for name in names if name not in COLUMNS + OPTIONAL_COLUMNS]:
        raise ImportFileError(_("Unbekannte Spalten: %s") % ", ".join(unknown))
    if len(set(names)) < len(names):
        raise ImportFileError(_("Eine Spalte kommt zweimal vor."))


def _clean(value: str | list[str]) -> str:
    return value.strip() if isinstance(value, str) else ", ".join(value)
