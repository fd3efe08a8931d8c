"""Staff pages of the calls: made the office's own, sent, and what came of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from arnsberg_hilfe.core.status import WrongStatusError
from offers.forms.calling import CallForm
from offers.models import Call
from offers.presenting.calls import call_page
from offers.workflow import calling


@staff_of(Area.OFFERS)
def call_list(request: StaffRequest) -> HttpResponse:
    calls = Call.objects.with_outcome().select_related("theme", "district", "language")
    return render(request, "team/gaps/calls.html", {"calls": calls})


@staff_of(Area.OFFERS)
def call(request: StaffRequest, pk: int) -> HttpResponse:
    found = _call_or_404(pk)
    form = CallForm(request.POST or None, instance=found) if found.status == Call.Status.DRAFT else None
    if form and form.is_valid():
        try:
            calling.rewrite(found, form.cleaned_data)
        except WrongStatusError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("Gespeichert."))
        return redirect("gaps_team:call", pk)
    page = call_page(_call_or_404(pk), now=timezone.now())
    return render(request, "team/gaps/call.html", {"page": page, "form": form})


@staff_of(Area.OFFERS)
def send(request: StaffRequest, pk: int) -> HttpResponse:
    """How many will get it; the button sends it. A second click finds it sent."""
    found, now = _call_or_404(pk), timezone.now()
    if request.method != "POST":
        return render(request, "team/gaps/send.html", {"page": call_page(found, now=now)})
    try:
        calling.send(found, now=now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("gaps_team:call", pk)
    messages.success(request, _("Der Aufruf geht jetzt hinaus, an jede Person einmal."))
    return redirect("gaps_team:calls")


def _call_or_404(pk: int) -> Call:
    return get_object_or_404(Call.objects.select_related("theme", "district", "language"), pk=pk)
