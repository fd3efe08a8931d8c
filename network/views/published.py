"""What came of a meeting, for everybody: as a page and as a file to print."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Meeting
from network.presenting.published import published
from network.results_paper import results_pdf


def results(request: HttpRequest, slug: str) -> HttpResponse:
    meeting: Meeting = get_object_or_404(Meeting.objects.with_results(), slug=slug)
    context = {
        "meeting": meeting,
        "results": published(meeting, timezone.now()),
        "steps": [(_("Netzwerktreffen"), reverse("network:list")), (meeting.title, meeting.get_absolute_url())],
        "section": "network",
    }
    return render(request, "network/results/page.html", context)


def results_paper(_request: HttpRequest, slug: str) -> HttpResponse:
    meeting: Meeting = get_object_or_404(Meeting.objects.with_results(), slug=slug)
    now, url = timezone.now(), settings.PUBLIC_URL + reverse("network:results", args=[slug])
    file = results_pdf(published(meeting, now), url=url, now=now)
    headers = {"Content-Disposition": f'inline; filename="ergebnisse-{slug}.pdf"'}
    return HttpResponse(file, content_type="application/pdf", headers=headers)
