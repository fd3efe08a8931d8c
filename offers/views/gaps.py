"""Staff pages: where help is missing, and one gap at a time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from offers.models import ThemeArea
from offers.presenting import gaps
from offers.presenting.gap import gap_page
from offers.radar import Gap
from offers.workflow import calling


@staff_of(Area.OFFERS)
def radar(request: StaffRequest) -> HttpResponse:
    page = gaps.radar_page(request.GET.get("sprache", ""), timezone.localdate())
    return render(request, "team/gaps/radar.html", {"page": page})


@staff_of(Area.OFFERS)
def gap(request: StaffRequest, theme: str, district: str) -> HttpResponse:
    found = _gap_or_404(request, theme, district)
    reach = calling.reach(calling.call_for(found), now=timezone.now())
    page = gap_page(found, timezone.localdate())
    return render(request, "team/gaps/gap.html", {"page": page, "reach": gaps.reach_in_words(reach, found)})


@staff_of(Area.OFFERS)
@require_POST
def draft_call(request: StaffRequest, theme: str, district: str) -> HttpResponse:
    call = calling.draft(_gap_or_404(request, theme, district), by=request.user, now=timezone.now())
    return redirect("gaps_team:call", call.pk)


def _gap_or_404(request: StaffRequest, theme: str, district: str) -> Gap:
    code = request.GET.get("sprache", "")
    return Gap(
        get_object_or_404(ThemeArea, slug=theme),
        None if district == gaps.CITY else get_object_or_404(District, slug=district),
        get_object_or_404(Language, pk=code) if code else None,
    )
