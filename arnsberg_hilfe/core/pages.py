"""Answers that every app gives alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def link_over(request: HttpRequest) -> HttpResponse:
    """A mail link that is expired, used up or not ours: 410 with a way on."""
    return render(request, "410.html", status=410)
