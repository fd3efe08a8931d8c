"""Staff pages: what was agreed at meetings, who sees to it, how it stands."""

import logging

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.export import XLSX, csv_lines, workbook
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network.forms.measures import MeasureFilter, MeasureForm, ProgressForm
from network.models import Measure, Result
from network.presenting.measures import badge_of, table_rows
from network.reappearing import next_table
from network.workflow import measures as workflow

logger = logging.getLogger(__name__)
MOST_SHOWN = 500
MOST_FINISHED = 100


@staff_of(Area.MEETINGS)
def measures(request: StaffRequest) -> HttpResponse:
    """What is not finished, the most urgent first; below, folded, what is."""
    today, wanted = timezone.localdate(), MeasureFilter(request.GET)
    found = wanted.measures(today).select_related("theme", "meeting")
    context = {
        "filter": wanted,
        "unfinished": found.unfinished()[:MOST_SHOWN],
        "finished": found.finished()[:MOST_FINISHED],
        "today": today,
        "query": request.GET.urlencode(),
    }
    return render(request, "team/measures/list.html", context)


@staff_of(Area.MEETINGS)
def new(request: StaffRequest) -> HttpResponse:
    form = MeasureForm(request.POST or None)
    if form.is_valid():
        measure = workflow.save(form, now=timezone.now())
        messages.success(request, _("Gespeichert."))
        return redirect("measures_team:measure", measure.pk)
    return render(request, "team/measures/new.html", {"form": form})


@staff_of(Area.MEETINGS)
def measure(request: StaffRequest, pk: int) -> HttpResponse:
    found: Measure = get_object_or_404(Measure.objects.select_related("theme", "meeting"), pk=pk)
    form = MeasureForm(request.POST or None, instance=found, initial=_suggestion(found))
    if form.is_valid():
        try:
            workflow.save(form, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("measures_team:measure", pk)
    return render(request, "team/measures/measure.html", _page(found, form))


def _suggestion(measure: Measure) -> dict[str, str]:
    return {"outcome_de": measure.reported} if measure.reported else {}


def _page(measure: Measure, form: MeasureForm) -> dict[str, object]:
    return {
        "measure": measure,
        "badge": badge_of(measure),
        "form": form,
        "reported": measure.reported,
        "progress": measure.progress.select_related("by", "meeting"),
        "rows": Result.objects.kept().filter(measure=measure).select_related("table__meeting", "table__theme"),
        "next_table": next_table(measure, timezone.now()),
        "is_overdue": measure.is_overdue(timezone.localdate()),
    }


@staff_of(Area.MEETINGS)
@require_POST
def step(request: StaffRequest, pk: int) -> HttpResponse:
    """How it stands: running, done, dropped, open again, or the same as before with a note."""
    found: Measure = get_object_or_404(Measure, pk=pk)
    form = ProgressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Bitte wählen Sie, wie es steht, und schreiben Sie höchstens 600 Zeichen dazu."))
        return redirect("measures_team:measure", pk)
    status, seen, note = (form.cleaned_data[name] for name in ("status", "seen", "note"))
    try:
        workflow.take_step(found, status, note=note, seen=seen, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Notiert. Stand: %s.") % found.get_status_display())
    return redirect("measures_team:measure", pk)


@staff_of(Area.MEETINGS)
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The measures of the filter as a file; one line in the log for each file."""
    found = MeasureFilter(request.GET).measures(timezone.localdate())
    rows = list(table_rows(found.select_related("theme", "meeting")))
    logger.info("measures exported as %s by staff %s", kind, request.user.pk)
    headers = {"Content-Disposition": f'attachment; filename="massnahmen.{kind}"', "Cache-Control": "no-store"}
    if kind == "csv":
        return HttpResponse("".join(csv_lines(rows)), content_type="text/csv; charset=utf-8", headers=headers)
    sheet = [list(rows[0]), *(list(row.values()) for row in rows)] if rows else []
    return HttpResponse(workbook([(_("Maßnahmen"), sheet)]), content_type=XLSX, headers=headers)
