"""Staff page of the theme tables: allocate, decide for single groups, tell people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from network.allocation import AllocationError
from network.forms.seating import SeatingForm
from network.models import Meeting, Registration
from network.presenting import hall
from network.workflow import seating


@staff_of(Area.MEETINGS)
def page(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    context = {"meeting": meeting, "hall": hall.of(meeting), "section": "seating"}
    return render(request, "team/meetings/seating/page.html", context)


@staff_of(Area.MEETINGS)
@require_POST
def allocate(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    try:
        seating.allocate(meeting, keep="keep" in request.POST)
    except AllocationError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Die Tische sind verteilt. Noch hat niemand eine Mail bekommen."))
    return redirect("network_team:seating", slug)


@staff_of(Area.MEETINGS)
@require_POST
def tell(request: StaffRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    count = seating.tell_all(meeting)
    said = ngettext("%(count)s Mail geht jetzt hinaus.", "%(count)s Mails gehen jetzt hinaus.", count)
    messages.success(request, said % {"count": count})
    return redirect("network_team:seating", slug)


@staff_of(Area.MEETINGS)
def decide(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Set one group's tables by hand."""
    registration = get_object_or_404(Registration.objects.select_related("meeting"), pk=pk, meeting__slug=slug)
    form = SeatingForm(registration, request.POST or None)
    if form.is_valid():
        try:
            seating.decide(registration, form.tables())
        except AllocationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Gespeichert. Alle anderen sind neu verteilt."))
            return redirect("network_team:seating", slug)
    context = {"meeting": registration.meeting, "registration": registration, "form": form, "section": "seating"}
    return render(request, "team/meetings/seating/decide.html", context)
