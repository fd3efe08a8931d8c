"""Staff pages: protected complaints. Who is responsible for one of the sides finds nothing here, not even a number."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.forms.sponsorships import OutcomeForm
from sponsorship.models import Access, Complaint
from sponsorship.workflow import complaints as workflow

MOST_CLOSED = 50


@fachstelle_only
def complaints(request: StaffRequest) -> HttpResponse:
    readable = Complaint.objects.readable_by(request.user).select_related("sponsorship__household", "handled_by")
    closed = readable.filter(status=Complaint.Status.CLOSED).order_by("-closed_at")
    log_access(request.user, Access.Kind.LIST, "complaints")
    context = {"unsettled": readable.open(), "closed": closed[:MOST_CLOSED], "today": timezone.localdate()}
    return render(request, "team/sponsorship/complaints.html", context)


@fachstelle_only
def complaint(request: StaffRequest, pk: int) -> HttpResponse:
    """Read it, take it up, close it with what was done."""
    readable = Complaint.objects.readable_by(request.user).select_related("sponsorship__household", "handled_by")
    found: Complaint = get_object_or_404(readable, pk=pk)
    log_access(request.user, Access.Kind.DETAIL, f"complaint-{pk}")
    closes = request.method == "POST" and request.POST.get("step") != "take_up"
    form = OutcomeForm(request.POST if closes else None)
    if request.method != "POST" or (closes and not form.is_valid()):
        return render(request, "team/sponsorship/complaint.html", {"complaint": found, "form": form})
    _act(request, found, form if closes else None)
    return redirect("sponsorship_team:complaint", pk)


def _act(request: StaffRequest, found: Complaint, form: OutcomeForm | None) -> None:
    try:
        if form:
            workflow.close(found, form.cleaned_data["outcome"], by=request.user, now=timezone.now())
        else:
            workflow.take_up(found, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Gespeichert."))
