"""Staff's page of the editions of the Gesamtdarstellung."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from offers.models import Edition
from offers.overview.page import edition_rows
from offers.workflow import editions as workflow


@staff_of(Area.OFFERS)
def editions(request: StaffRequest) -> HttpResponse:
    rows = edition_rows(Edition.objects.for_staff())
    context = {"rows": rows, "open": sum(row.is_open for row in rows)}
    name = "_editions" if request.htmx else "editions"
    return render(request, f"team/offers/{name}.html", context)


@staff_of(Area.OFFERS)
@require_POST
def prepare(request: StaffRequest) -> HttpResponse:
    """All extracts anew."""
    count = workflow.prepare_all(now=timezone.now())
    words = ngettext("%(number)s Ausgabe wird vorbereitet.", "%(number)s Ausgaben werden vorbereitet.", count)
    messages.success(request, words % {"number": count})
    return redirect("offers_team:editions")


@staff_of(Area.OFFERS)
@require_POST
def ask_again(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        workflow.ask_again(get_object_or_404(Edition, pk=pk), now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Die Ausgabe wird neu gesetzt."))
    return redirect("offers_team:editions")
