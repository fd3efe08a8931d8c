"""Staff pages: the numbers for funding."""

from django.http import HttpResponse
from django.shortcuts import render

from arnsberg_hilfe.core.export import XLSX
from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.figures import figures, figures_xlsx
from sponsorship.forms.sponsorships import PeriodForm
from sponsorship.models import Access


@fachstelle_only
def page(request: StaffRequest) -> HttpResponse:
    form = PeriodForm(request.GET or None)
    first, last = form.period
    shown = PeriodForm(initial={"von": first, "bis": last})
    context = {"form": shown, "figures": figures(first, last), "query": f"von={first}&bis={last}"}
    return render(request, "team/sponsorship/figures.html", context)


@fachstelle_only
def as_xlsx(request: StaffRequest) -> HttpResponse:
    log_access(request.user, Access.Kind.EXPORT, "sponsorship-figures")
    content = figures_xlsx(figures(*PeriodForm(request.GET or None).period))
    headers = {"Content-Disposition": 'attachment; filename="patenschaften.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
