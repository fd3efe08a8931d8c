from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from arnsberg_hilfe.portal import retention
from network.models import Meeting
from network.presenting.meeting import card_of
from offers.catalogue import CAP
from offers.models import Need, Offer, ThemeArea
from offers.presenting import cards_of, cards_of_needs

NEWEST = 3
NEEDS = 3
SECURITY_TXT_LASTS = timedelta(days=360)


def home(request: HttpRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    meeting = Meeting.objects.upcoming(now).first()
    newest = Offer.objects.newest(today).select_related("theme", "district")[:NEWEST]
    needs = Need.objects.most_urgent(today).select_related("theme", "district", "language")[:NEEDS]
    context = {
        "themes": ThemeArea.objects.with_counts(today, cap=CAP),
        "newest": cards_of(newest, today),
        "needs": cards_of_needs(needs, today),
        "meeting": card_of(meeting, now) if meeting else None,
        "cap": CAP,
        "section": "home",
    }
    return render(request, "portal/home.html", context)


def legal(request: HttpRequest, page: str) -> HttpResponse:
    context = {"section": page, "security_email": settings.SECURITY_EMAIL}
    return render(request, f"portal/legal/{page}.html", context)


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/legal/privacy.html", {"section": "privacy", "rules": retention.table()})


@cache_control(max_age=86400)
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for it by this name where a page names none (the admin)."""
    return redirect(static("img/favicon.svg"))


@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    context = {"public_url": settings.PUBLIC_URL}
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")


@cache_control(max_age=86400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); it ends a little less than a year from now, every day anew."""
    context = {
        "contact": settings.SECURITY_EMAIL,
        "expires": (timezone.now() + SECURITY_TXT_LASTS).astimezone(UTC),
        "policy": reverse("portal:security"),
        "public_url": settings.PUBLIC_URL,
    }
    return render(request, "portal/security.txt", context, content_type="text/plain; charset=utf-8")
