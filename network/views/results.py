"""Staff pages: what came of a meeting's tables, one row of them, and sending the results to all who took part."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.keys import read_key
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network.forms.results import LateRowForm, ResultForm
from network.models import Measure, Meeting, Result
from network.presenting import results as shown
from network.presenting.planning import steps_of
from network.similar import similar_to
from network.workflow import publishing
from network.workflow import results as turning
from offers.models import Need, Offer

RECORDS: dict[str, Any] = {"offer": Offer, "need": Need, "measure": Measure}


@staff_of(Area.MEETINGS)
def page(request: StaffRequest, slug: str) -> HttpResponse:
    meeting: Meeting = get_object_or_404(Meeting, slug=slug)
    now = timezone.now()
    results, only_open = list(Result.objects.of(meeting).with_outcomes()), "offen" in request.GET
    context = {
        "meeting": meeting,
        "section": "results",
        "steps": [step for step in steps_of(meeting, now)["next"] if step.then == "results"],
        "tables": shown.by_table(result for result in results if not (only_open and result.is_settled)),
        "counts": shown.counts(results),
        "checklist": shown.checklist(results) if meeting.takes_results(now) else [],
        "total": len(results),
        "is_late": meeting.is_over(now) and not meeting.takes_results(now),
        "only_open": only_open,
    }
    return render(request, "team/meetings/results/page.html", context)


@staff_of(Area.MEETINGS)
def new(request: StaffRequest, slug: str) -> HttpResponse:
    """For what was forgotten or comes late on paper, when nobody writes at the tables any more."""
    meeting: Meeting = get_object_or_404(Meeting, slug=slug)
    form = LateRowForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        turning.add(form.instance, by=request.user, now=timezone.now())
        messages.success(request, _("Ergänzt. Öffentlich wird die Zeile, wenn Sie es unten so ankreuzen."))
        return redirect("network_team:result", slug, form.instance.pk)
    context = {"meeting": meeting, "section": "results", "form": form}
    return render(request, "team/meetings/results/new.html", context)


def _row(slug: str, pk: int) -> Result:
    rows = Result.objects.kept().with_outcomes().select_related("table__meeting")
    return get_object_or_404(rows, pk=pk, table__meeting__slug=slug)


@staff_of(Area.MEETINGS)
def result(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """One row: what it could become, what there is already, and its words."""
    row = _row(slug, pk)
    form = ResultForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            turning.save(row, seen=form.cleaned_data["seen"], by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("network_team:result", slug, pk)
    context = {
        "meeting": row.table.meeting,
        "section": "results",
        "row": shown.row_of(row),
        "similar": shown.suggestions(row, similar_to(row, today=timezone.localdate())),
        "form": form,
    }
    return render(request, "team/meetings/results/result.html", context)


@staff_of(Area.MEETINGS)
@require_POST
def turn(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """One click makes a record of a row; where there may be one already, that is shown first."""
    row, into = _row(slug, pk), request.POST.get("into", "")
    if into not in RECORDS:
        raise Http404
    if "sure" not in request.POST and similar_to(row, today=timezone.localdate())[into]:
        messages.info(request, _("Das gibt es vielleicht schon. Bitte sehen Sie zuerst hier nach."))
        return redirect("network_team:result", slug, pk)
    try:
        record = turning.turn(row, into, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        name = record._meta.verbose_name
        messages.success(request, _("Angelegt: %(kind)s »%(title)s«.") % {"kind": name, "title": record})
    return _back(request, row)


@staff_of(Area.MEETINGS)
@require_POST
def link(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The row is about something that is there already."""
    row = _row(slug, pk)
    kind, _dot, key = request.POST.get("record", "").partition(".")
    if kind not in RECORDS:
        raise Http404
    try:
        turning.link(row, get_object_or_404(RECORDS[kind], pk=read_key(key)))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Verbunden."))
    return redirect("network_team:result", slug, pk)


@staff_of(Area.MEETINGS)
@require_POST
def loosen(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    turning.loosen(_row(slug, pk))
    messages.success(request, _("Die Verbindung ist gelöst. Was angelegt war, ist noch da."))
    return redirect("network_team:result", slug, pk)


def _back(request: StaffRequest, row: Result) -> HttpResponse:
    """To the list, where the next row waits, for whoever came from there."""
    slug = row.table.meeting.slug
    return redirect("network_team:result", slug, row.pk) if "sure" in request.POST else redirect(shown.place_of(row))


@staff_of(Area.MEETINGS)
def send(request: StaffRequest, slug: str) -> HttpResponse:
    """To all who took part; how many letters that makes is said first."""
    meeting: Meeting = get_object_or_404(Meeting.objects.with_results(), slug=slug)
    if request.method != "POST":
        context = {
            "meeting": meeting,
            "section": "results",
            "letters": publishing.readers(meeting).count(),
            "takers": publishing.with_address(meeting).count(),
        }
        return render(request, "team/meetings/results/send.html", context)
    count = publishing.send_results(meeting)
    said = ngettext("%(count)s Brief geht jetzt hinaus.", "%(count)s Briefe gehen jetzt hinaus.", count)
    messages.success(request, said % {"count": count} if count else _("Alle haben den Brief schon."))
    return redirect("network_team:results", slug)
