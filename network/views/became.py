"""Public: what has become of the results, and the link by which a responsible person answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.core.status import WrongStatusError
from network import links
from network.forms.measures import AnswerForm
from network.models import Measure
from network.presenting.measures import what_became
from network.workflow import measures as workflow


def measures(request: HttpRequest) -> HttpResponse:
    steps = [(_("Netzwerktreffen"), reverse("network:list"))]
    context = {"groups": what_became(), "steps": steps, "section": "network"}
    return render(request, "network/measures/list.html", context)


def measure(request: PortalRequest, token: str) -> HttpResponse:
    """The mail's link asks how it stands; the buttons answer. Once the measure is finished the link is over."""
    try:
        unfinished = Measure.objects.unfinished().select_related("meeting")
        found = unfinished.get(pk=links.MEASURE.read(token))
    except (LinkError, Measure.DoesNotExist):
        return _over(request)
    form = AnswerForm(request.POST or None)
    response = _answered(request, found, form) if form.is_valid() else _asks(request, found, form)
    add_never_cache_headers(response)
    return response


def _asks(request: PortalRequest, measure: Measure, form: AnswerForm) -> HttpResponse:
    return render(request, "network/measures/answer.html", {"measure": measure, "form": form})


def _answered(request: PortalRequest, measure: Measure, form: AnswerForm) -> HttpResponse:
    try:
        workflow.answer(measure, form.cleaned_data["answer"], form.cleaned_data["note"], now=timezone.now())
    except WrongStatusError:
        return _over(request)
    messages.success(request, _("Danke, das ist notiert."))
    return redirect("network:measures")


def _over(request: PortalRequest) -> HttpResponse:
    return link_over(request, _("Was aus den Ergebnissen wurde"), reverse("network:measures"))
