from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def meetings(request: HttpRequest) -> HttpResponse:
    return render(request, "network/list.html", {"section": "network"})


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404


calendar_entry = detail


def calendar(request: HttpRequest) -> HttpResponse:
    raise Http404
