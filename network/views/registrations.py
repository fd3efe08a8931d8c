"""Staff pages: who has registered for a meeting, and registering, changing, answering for people on the phone."""

import logging

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.consents import How
from arnsberg_hilfe.core.export import XLSX, csv_lines, workbook
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from arnsberg_hilfe.core.templatetags.portal_ui import PAGE
from network.forms.recording import RecordRegistrationForm
from network.models import Meeting, Registration, RegistrationStatus
from network.presenting.registrations import table_rows, with_positions
from network.workflow import places, registering

logger = logging.getLogger(__name__)
A_PAGE = 100
WISHED = [f"wish_{number}__theme" for number in (1, 2, 3)]
STEPS = {"abmelden", "nehmen", "lassen"}


@staff_of(Area.MEETINGS)
def page(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    query, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    found = meeting.registrations.all().of_status(status).matching(query).order_by("name", "pk")
    context = {
        "meeting": meeting,
        "section": "registrations",
        "page": with_positions(meeting, Paginator(found, A_PAGE).get_page(request.GET.get(PAGE))),
        "query": query,
        "status": status,
        "statuses": RegistrationStatus.choices,
    }
    return render(request, "team/meetings/registrations/page.html", context)


@staff_of(Area.MEETINGS)
def new(request: StaffRequest, slug: str) -> HttpResponse:
    """Somebody phones or comes by."""
    meeting = get_object_or_404(Meeting, slug=slug)
    form = RecordRegistrationForm(meeting, request.POST or None)
    if form.is_valid():
        try:
            registering.record(form.instance, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("%(name)s: %(status)s.") % _said(form.instance))
            return redirect("network_team:registrations", slug)
    return _form(request, meeting, form)


@staff_of(Area.MEETINGS)
def edit(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    registration = get_object_or_404(Registration.objects.select_related("meeting"), pk=pk, meeting__slug=slug)
    form = RecordRegistrationForm(registration.meeting, request.POST or None, instance=registration)
    if form.is_valid():
        try:
            registering.change(form.instance, now=timezone.now(), how=How.SPOKEN)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            _note(request, registration, "changed")
            messages.success(request, _("Gespeichert."))
            return redirect("network_team:registrations", slug)
    return _form(request, registration.meeting, form)


def _form(request: StaffRequest, meeting: Meeting, form: RecordRegistrationForm) -> HttpResponse:
    context = {"meeting": meeting, "section": "registrations", "form": form, "registration": form.instance}
    return render(request, "team/meetings/registrations/edit.html", context)


@staff_of(Area.MEETINGS)
@require_POST
def step(request: StaffRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """Cancel for somebody, or answer for somebody who has been offered a place."""
    registration, now = get_object_or_404(Registration, pk=pk, meeting__slug=slug), timezone.now()
    if name not in STEPS:
        raise Http404
    try:
        if name == "abmelden":
            registering.cancel(registration, now=now)
        else:
            places.answer_offer(registration, comes=name == "nehmen", now=now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        _note(request, registration, name)
        messages.success(request, _("%(name)s: %(status)s.") % _said(registration))
    return redirect("network_team:registrations", slug)


def _said(registration: Registration) -> dict[str, str]:
    return {"name": str(registration), "status": registration.get_status_display()}


def _note(request: StaffRequest, registration: Registration, what: str) -> None:
    logger.info("registration %s: %s by staff %s", registration.pk, what, request.user.pk)


@staff_of(Area.MEETINGS)
def export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """All registrations as a file; one line in the log for each file."""
    meeting = get_object_or_404(Meeting, slug=slug)
    rows = list(table_rows(meeting.registrations.select_related("district", *WISHED).order_by("name", "pk")))
    logger.info("registrations of meeting %s exported as %s by staff %s", meeting.pk, kind, request.user.pk)
    headers = {"Content-Disposition": f'attachment; filename="anmeldungen-{slug}.{kind}"', "Cache-Control": "no-store"}
    if kind == "csv":
        return HttpResponse("".join(csv_lines(rows)), content_type="text/csv; charset=utf-8", headers=headers)
    sheet = [list(rows[0]), *(list(row.values()) for row in rows)] if rows else []
    return HttpResponse(workbook([(_("Anmeldungen"), sheet)]), content_type=XLSX, headers=headers)
