"""Files for spreadsheets."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
STARTS_FORMULA = tuple("=+-@\t\r\n") + tuple("＝＋－＠")  # as OWASP lists them; spreadsheets read full-width signs too
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class _Echo:
    """A file for csv.writer that hands back what is written."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The rows as CSV with a header, one by one; with a byte order mark, for Excel."""
    writer = csv.writer(_Echo())
    for number, row in enumerate(rows):
        if not number:
            yield "\ufeff" + str(writer.writerow([safe_cell(name) for name in row]))
        yield str(writer.writerow([safe_cell(value) for value in row.values()]))


def safe_cell(value: Any) -> str:
    """A value as a spreadsheet may show it: never a formula (CWE-1236); lists with semicolons."""
    if value is None:
        return ""
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def workbook(sheets: Iterable[tuple[str, Iterable[Sequence[Any]]]]) -> bytes:
    """An Excel file: name and rows of each sheet; numbers stay numbers, words are never formulas."""
    from openpyxl import Workbook  # noqa: PLC0415 - 16 MB, for a file a month

    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:LONGEST_SHEET_NAME])
        for row in rows:
            sheet.append([_xlsx_cell(value) for value in row])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _xlsx_cell(value: Any) -> int | float | str | None:
    if value is None or isinstance(value, int | float):
        return value
    return NOT_IN_XML.sub("", safe_cell(value))
