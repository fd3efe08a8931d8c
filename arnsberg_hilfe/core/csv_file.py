"""Reading lists that people keep in spreadsheets: CSV in UTF-8, with commas or semicolons, with or without a mark."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

Cells = dict[str, str]


class ImportFileError(Exception):
    """The file as a whole cannot be read (encoding, columns); the message is for people."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, for people who will mend it in their spreadsheet."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return _("Zeile %(line)s, Spalte »%(column)s«: %(reason)s") % vars(self)


def rows_of(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[tuple[int, Cells]]:
    """Line number and cells of each row; a surplus of cells stands under the name ''. Raises ImportFileError."""
    text = _text(path)
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", delimiter=delimiter)
    try:
        reader.fieldnames = [name.strip() for name in reader.fieldnames or []]
        _check_columns(list(reader.fieldnames), columns, optional)
        for row in reader:
            yield reader.line_num, {name: _clean(value) for name, value in row.items()}
    except csv.Error as error:
        place = {"line": reader.line_num, "error": error}
        raise ImportFileError(_("Zeile %(line)s ist keine gültige CSV-Zeile: %(error)s") % place) from error


def general_problems(line: int, cells: Cells) -> Iterator[Problem]:
    """What is wrong with a row whatever it is about."""
    if cells.get(""):
        yield Problem(line, "", _("mehr Werte als Spalten: »%s«") % cells[""])
    for name, text in cells.items():
        if "\0" in text:
            yield Problem(line, name, _("enthält ein NUL-Zeichen"))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFileError(_("Die Datei ist nicht in UTF-8 gespeichert (Byte %s).") % error.start) from error
    except OSError as error:
        raise ImportFileError(_("Die Datei lässt sich nicht lesen: %s") % error) from error


def _check_columns(names: list[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    if missing := [name for name in columns if name not in names]:
        raise ImportFileError(_("Es fehlen die Spalten: %s") % ", ".join(missing))
    if unknown := [name for name in names if name not in {*columns, *optional}]:
        raise ImportFileError(_("Unbekannte Spalten: %s") % ", ".join(unknown))
    if len(set(names)) < len(names):
        raise ImportFileError(_("Eine Spalte kommt zweimal vor."))


def _clean(value: str | list[str]) -> str:
    return value.strip() if isinstance(value, str) else ", ".join(value)
