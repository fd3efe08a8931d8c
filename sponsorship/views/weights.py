"""Staff page: how much each criterion counts, and what other weights would change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.forms.matching import WeightsForm
from sponsorship.models import Access, Criterion
from sponsorship.presenting.weights import Page, default_url, preview_page
from sponsorship.workflow import weighing


@never_cache
@fachstelle_only
def weights(request: StaffRequest) -> HttpResponse:
    """GET with weights asks what they would change, POST saves them."""
    current = weighing.current()
    form = WeightsForm(_asked(request), initial=current)
    if request.method == "POST" and form.is_valid():
        weighing.save(form.weights())
        messages.success(request, _("Gespeichert. Ab jetzt wird so gewichtet."))
        return redirect("sponsorship_team:weights")
    page = _preview(request, form) if form.is_bound and form.is_valid() else None
    is_new = page is not None and form.weights() != current
    context = {"form": form, "page": page, "is_new": is_new, "default_url": default_url()}
    return render(request, "team/sponsorship/matching/weights.html", context)


def _asked(request: StaffRequest) -> dict[str, str] | None:
    data = request.POST if request.method == "POST" else request.GET
    return data.dict() if set(Criterion.values) & data.keys() else None


def _preview(request: StaffRequest, form: WeightsForm) -> Page:
    log_access(request.user, Access.Kind.LIST, "sponsors")
    return preview_page(weighing.preview(form.weights(), timezone.localdate()), form.weights())
