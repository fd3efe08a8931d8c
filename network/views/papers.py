"""What is printed for a meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from arnsberg_hilfe.core.export import XLSX
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network import paper
from network.models import Meeting
from network.paper import SheetMeeting
from network.presenting.sheets import sheet_of

PAPERS = {
    "teilnahmeliste": paper.attendance_list,
    "namensschilder": paper.badges,
    "tischblaetter": paper.table_sheets,
}


@staff_of(Area.MEETINGS)
def page(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    return render(request, "team/meetings/papers.html", {"meeting": meeting, "section": "papers"})


def _sheet(slug: str) -> SheetMeeting:
    """Only a meeting with a day is printed."""
    meeting: Meeting = get_object_or_404(Meeting, slug=slug)
    if meeting.starts_at is None:
        raise Http404
    return sheet_of(meeting, meeting.starts_at)


@staff_of(Area.MEETINGS)
def as_pdf(_request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    if kind not in PAPERS:
        raise Http404
    file = PAPERS[kind](_sheet(slug), now=timezone.now())
    return HttpResponse(file, content_type="application/pdf", headers=_named(f"{kind}-{slug}.pdf", "inline"))


@staff_of(Area.MEETINGS)
def as_xlsx(_request: StaffRequest, slug: str) -> HttpResponse:
    file = paper.attendance_workbook(_sheet(slug))
    return HttpResponse(file, content_type=XLSX, headers=_named(f"teilnahmeliste-{slug}.xlsx", "attachment"))


def _named(name: str, disposition: str) -> dict[str, str]:
    return {"Content-Disposition": f'{disposition}; filename="{name}"', "Cache-Control": "no-store"}
