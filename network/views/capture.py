"""Pages at the theme tables: one's own tables, writing at one of them, and who writes where."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network.forms.capture import ModeratorsForm, RowForm, StandForm, UnreadableError, read_key, read_rows
from network.models import Meeting, ThemeTable
from network.presenting import capture as shown
from network.reappearing import at_table
from network.workflow import capture as steps
from network.workflow.measuring import note_progress


@staff_of(Area.TABLES)
def my_tables(request: StaffRequest) -> HttpResponse:
    tables = ThemeTable.objects.written_by(request.user).recent(timezone.now())
    return render(request, "team/meetings/capture/my_tables.html", {"tables": tables})


@staff_of(Area.MEETINGS)
def moderators(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    form = ModeratorsForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("network_team:moderators", slug)
    context = {"meeting": meeting, "form": form, "section": "seating"}
    return render(request, "team/meetings/capture/moderators.html", context)


def _table(request: StaffRequest, slug: str, number: int) -> ThemeTable:
    tables = ThemeTable.objects.written_by(request.user).select_related("meeting", "theme")
    return get_object_or_404(tables, meeting__slug=slug, number=number)


@staff_of(Area.TABLES)
@never_cache
def capture(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    table = _table(request, slug, number)
    if request.method != "POST":
        return _page(request, table)
    try:
        return _save(request, table, timezone.now())
    except UnreadableError:
        return _refuse(request, table, _("Das haben wir nicht verstanden. Bitte laden Sie die Seite neu."), 400)
    except steps.ClosedError as error:
        return _refuse(request, table, " ".join(error.messages), 409)


def _page(
    request: StaffRequest,
    table: ThemeTable,
    rows: Sequence[RowForm] = (),
    stands: Sequence[StandForm] = (),
    status: int = 200,
) -> HttpResponse:
    tables = shown.neighbours(table, request.user)
    context = {
        "table": table,
        "meeting": table.meeting,
        "tables": tables,
        "following": shown.after(table, tables),
        "parts": shown.parts(table, rows),
        "stands": shown.stands(table, stands),
        "errors": any(form.errors for form in (*rows, *stands)),
        "stamp": shown.state(table, request.user)["stamp"],
        "closed": shown.why_closed(table.meeting, timezone.now()),
    }
    return render(request, "team/meetings/capture/capture.html", context, status=status)


def _refuse(request: StaffRequest, table: ThemeTable, text: str, status: int) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"refused": text}, status=status)
    messages.warning(request, text)
    return _page(request, table, status=status)


def _save(request: StaffRequest, table: ThemeTable, now: datetime) -> HttpResponse:
    """Rows first, then what is struck: the button stands in the same form as everything that was typed."""
    steps.check_open(table, now)
    rows, stands = read_rows(request.POST), _read_stands(request, table)
    keys = [(step, read_key(request.POST, name)) for name, step in STEPS]
    answers = [_write(request, table, form, now) for form in rows]
    for step, key in keys:
        if key:
            step(table, key, now=now)
    for stand in stands:
        _note(request, table, stand, now)
    if not request.accepts("text/html"):
        return JsonResponse({"answers": answers, **shown.state(table, request.user)})
    if any(form.errors for form in (*rows, *stands)):
        return _page(request, table, rows, stands)
    for answer in answers:
        if answer["told"]:
            messages.warning(request, answer["told"])
    messages.success(request, _("Gespeichert."))
    return redirect("network_team:capture", table.meeting.slug, table.number)


STEPS: tuple[tuple[str, Callable[..., None]], ...] = (("strike", steps.strike), ("bring_back", steps.bring_back))


def _write(request: StaffRequest, table: ThemeTable, form: RowForm, now: datetime) -> dict[str, Any]:
    """What became of one row: `at` is the row in which it is now, `told` what its writer should hear."""
    answer: dict[str, Any] = {"key": str(form.key), "at": str(form.key), "told": ""}
    if form.is_valid() and (entry := form.entry()):
        try:
            written = steps.write(table, entry, by=request.user, now=now)
        except steps.ClosedError:
            raise
        except ValidationError as error:
            form.add_error(None, error)
        else:
            answer |= {"at": str(written.result.key), "told": shown.told(written, request.user)}
    return answer | {"errors": {name: " ".join(map(str, found)) for name, found in form.errors.items()}}


def _read_stands(request: StaffRequest, table: ThemeTable) -> list[StandForm]:
    return [StandForm(request.POST, measure=measure) for measure in at_table(table)]


def _note(request: StaffRequest, table: ThemeTable, form: StandForm, now: datetime) -> None:
    if not form.is_valid() or not form.cleaned_data["status"]:
        return
    said = form.cleaned_data
    try:
        note_progress(form.measure, said["status"], said["note"], meeting=table.meeting, by=request.user, now=now)
    except ValidationError as error:
        form.add_error("status", error)


@staff_of(Area.TABLES)
@never_cache
def news(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """The rows of a table, where something has changed since a page last asked (`stand`)."""
    state = shown.state(_table(request, slug, number), request.user)
    if state["stamp"] == request.GET.get("stand"):
        return HttpResponse(status=204)
    return JsonResponse(state)
