"""What a Patenschaft is, and the two ways into the project."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from arnsberg_hilfe.core.requests import PortalRequest
from network.presenting.meeting import card_of
from sponsorship.presenting.steps import steps_to_a_sponsorship
from sponsorship.workflow.intake import next_meeting


def start(request: PortalRequest) -> HttpResponse:
    """In Ukrainian the household's way comes first."""
    now = timezone.now()
    meeting = next_meeting(now)
    context = {
        "section": "sponsorship",
        "households_first": get_language() == "uk",
        "steps": steps_to_a_sponsorship(),
        "meeting": card_of(meeting, now) if meeting else None,
    }
    return render(request, "sponsorship/start.html", context)


def minors(request: PortalRequest) -> HttpResponse:
    """Unaccompanied minors: the Jugendamt looks after them, we store nothing and help to reach it."""
    return render(request, "sponsorship/minors.html", {"section": "sponsorship"})
