"""What is missing: the public list and a need's own page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from arnsberg_hilfe.core.requests import PortalRequest
from offers.models import Need


def need_list(request: PortalRequest) -> HttpResponse:
    needs = Need.objects.most_urgent().select_related("theme", "district", "language")
    return render(request, "offers/needs/list.html", {"needs": needs, "section": "needs"})


def detail(request: PortalRequest, pk: int) -> HttpResponse:
    need = get_object_or_404(Need.objects.public().select_related("theme", "district", "language"), pk=pk)
    return render(request, "offers/needs/detail.html", {"need": need, "section": "needs"})
