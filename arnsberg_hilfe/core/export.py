"""Files for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any


class _Echo:
    """A file for csv.writer that hands back what is written."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The rows as CSV with a header, one by one; with a byte order mark, for Excel."""
    writer = csv.writer(_Echo())
    for number, row in enumerate(rows):
        if not number:
            yield "\ufeff" + str(writer.writerow(row))
        yield str(writer.writerow([safe_cell(value) for value in row.values()]))


def safe_cell(value: Any) -> str:
    """A value as a spreadsheet may show it: never a formula (CWE-1236); lists with semicolons."""
    if value is None:
        return ""
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
