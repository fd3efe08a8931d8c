"""The Patenprojekt at the office: who stands where, and who looks after whom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.forms.staff import HandOverForm, PipelineFilter
from sponsorship.models import Access
from sponsorship.presenting import pipeline as presenting
from sponsorship.workflow.reassigning import hand_over


@fachstelle_only
def pipeline(request: StaffRequest) -> HttpResponse:
    """Sponsors by name, households by code; one entry in the access log for each list."""
    today, wanted = timezone.localdate(), PipelineFilter(request.GET)
    for kind in ("sponsor", "household"):
        log_access(request.user, Access.Kind.LIST, kind)
    view = presenting.View(wanted.responsible, request.GET.get("alle", ""))
    context = {
        "filter": wanted,
        "today": today,
        "sponsors": presenting.sponsor_groups(view, today),
        "households": presenting.household_groups(view, today),
        "again": presenting.reappearing(view, today),
    }
    return render(request, "team/sponsorship/pipeline.html", context)


@fachstelle_only
def handover(request: StaffRequest) -> HttpResponse:
    form = HandOverForm(request.POST or None)
    if form.is_valid():
        moved = hand_over(form.cleaned_data["giver"], form.cleaned_data["taker"])
        messages.success(request, _("Übergeben: %(count)s") % {"count": moved})
        return redirect("sponsorship_team:pipeline")
    return render(request, "team/sponsorship/form.html", {"form": form, "title": _("Zuständigkeit übergeben")})
