"""Staff page for those who keep the portal running."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from arnsberg_hilfe.portal import machinery


@staff_of(Area.BASICS)
def page(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    return render(
        request, "team/machinery.html", {"troubles": machinery.troubles(now), "tables": machinery.tables(now)}
    )
