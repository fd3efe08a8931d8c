"""Becoming Pate or Patin: the form, and the link by which an address is confirmed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import PortalRequest
from network.presenting.meeting import when
from sponsorship import links
from sponsorship.forms.becoming import BecomeForm
from sponsorship.models import Sponsor
from sponsorship.models.choices import SponsorStatus
from sponsorship.views.link import by_link
from sponsorship.workflow import intake


def become(request: PortalRequest) -> HttpResponse:
    """The answer is the same whether we know the address or not."""
    now = timezone.now()
    form = BecomeForm(request.POST or None, meeting_words=_meeting_words())
    if not form.is_valid_from(request, now=now):
        return render(request, "sponsorship/become.html", {"form": form, "section": "sponsorship"})
    intake.show_interest(form.sponsor(), form.languages(), key=form.key, now=now)
    return redirect("sponsorship:interest_sent")


def _meeting_words() -> str:
    now = timezone.now()
    meeting = intake.next_meeting(now)
    if meeting is None or not meeting.takes_registrations(now):
        return ""
    words = {"when": when(meeting), "where": meeting.venue}
    return _("%(when)s, %(where)s. Damit sind Sie gleich angemeldet.") % words


def interest_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "sponsorship/sent.html", {"section": "sponsorship"})


@by_link(links.CONFIRM_SPONSOR, Sponsor)
def confirm(request: PortalRequest, sponsor: Sponsor) -> HttpResponse:
    """The mail's link asks, the button confirms; a second click shows the same."""
    if request.method == "POST":
        intake.confirm_sponsor(sponsor, now=timezone.now())
        sponsor.refresh_from_db()
    is_open = sponsor.status == SponsorStatus.INTEREST
    context = {"party": sponsor, "is_open": is_open, "section": "sponsorship"}
    return render(request, "sponsorship/confirm_sponsor.html", context)
