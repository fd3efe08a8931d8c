"""Staff page with the office's numbers, and the same as files."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.export import XLSX, csv_lines, workbook
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from arnsberg_hilfe.portal import numbers
from arnsberg_hilfe.portal.charts import Chart, Number


@staff_of(Area.NUMBERS)
def page(request: StaffRequest) -> HttpResponse:
    return render(request, "team/numbers/numbers.html", {"charts": numbers.charts(timezone.localdate())})


@staff_of(Area.NUMBERS)
def as_csv(_request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    lines = "".join(csv_lines(_rows(numbers.charts(today))))
    return HttpResponse(lines, content_type="text/csv; charset=utf-8", headers=_download(f"zahlen-{today}.csv"))


def _rows(charts: list[Chart]) -> Iterator[dict[str, str]]:
    """One number a row; decimals as the reader's spreadsheet expects them."""
    for chart in charts:
        for label, row in chart.rows:
            for heading, number in zip(chart.head[1:], row, strict=True):
                value = "" if number is None else str(localize(number))
                yield {_("Auswertung"): chart.title, _("Zeile"): label, _("Größe"): heading, _("Wert"): value}


@staff_of(Area.NUMBERS)
def as_xlsx(_request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    sheets = workbook((chart.title, [chart.head, *map(_line, chart.rows)]) for chart in numbers.charts(today))
    return HttpResponse(sheets, content_type=XLSX, headers=_download(f"zahlen-{today}.xlsx"))


def _line(row: tuple[str, list[Number]]) -> list[str | Number]:
    label, values = row
    return [label, *values]


def _download(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
