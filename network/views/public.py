from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.calendar import Method, calendar_file
from network.models import Meeting, MeetingStatus
from network.occasions import occasion_of
from network.presenting.meeting import card_of, describe

MOST_PAST = 30
CALENDAR = "text/calendar; charset=utf-8"


def meetings(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "upcoming": [card_of(meeting, now) for meeting in Meeting.objects.upcoming(now)],
        "past": [card_of(meeting, now) for meeting in Meeting.objects.past(now)[:MOST_PAST]],
        "section": "network",
    }
    return render(request, "network/list.html", context)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.public(), slug=slug)
    context = describe(meeting, timezone.now()) | {"section": "network"}
    return render(request, "network/detail.html", context)


def calendar_entry(_request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting as a file for the visitor's own calendar."""
    meeting = get_object_or_404(Meeting.objects.in_calendar(), slug=slug)
    method = Method.CANCEL if meeting.status == MeetingStatus.CANCELLED else Method.PUBLISH
    file = calendar_file([occasion_of(meeting)], method, meeting.title)
    return HttpResponse(
        file, content_type=CALENDAR, headers={"Content-Disposition": f'attachment; filename="{slug}.ics"'}
    )


def calendar(_request: HttpRequest) -> HttpResponse:
    """All meetings, for calendars that subscribe."""
    occasions = [occasion_of(meeting) for meeting in Meeting.objects.in_calendar()]
    file = calendar_file(occasions, Method.PUBLISH, _("Netzwerktreffen der KsA Ukrainehilfe Arnsberg"))
    return HttpResponse(file, content_type=CALENDAR)
