"""Answers that every app gives alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def link_over(request: HttpRequest, label: str = "", url: str = "") -> HttpResponse:
    """A mail link that is expired, used up or not ours: 410 with a way on, the office's or one that is named."""
    return render(request, "410.html", {"label": label, "url": url}, status=410)
