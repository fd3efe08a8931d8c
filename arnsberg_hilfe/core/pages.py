"""Answers that every app gives alike."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def link_over(request: HttpRequest, label: str = "", url: str = "") -> HttpResponse:
    """A mail link that is expired, used up or not ours: 410 with a way on, the office's or one that is named."""
    return render(request, "410.html", {"label": label, "url": url}, status=410)


def at_public_url(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For Django's sitemaps and feeds, which name the host of the request: ours, whatever host has been asked."""

    @wraps(view)
    def published(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        address = urlsplit(settings.PUBLIC_URL)
        request.META |= {"HTTP_HOST": address.netloc, "wsgi.url_scheme": address.scheme}
        return view(request, *args, **kwargs)

    return published
