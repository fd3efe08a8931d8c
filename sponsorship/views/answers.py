"""The link that asks a side whether the pair suits: GET asks, POST answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship.forms.own_page import AnswerForm
from sponsorship.models import Sponsorship
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.presenting.profile import profile_for
from sponsorship.presenting.sides import ANSWERS, page_path, party
from sponsorship.views.link import over, private
from sponsorship.workflow import sponsorships as workflow

ASKED = {Side.SPONSOR: SponsorshipStatus.SPONSOR_ASKED, Side.HOUSEHOLD: SponsorshipStatus.HOUSEHOLD_ASKED}
SAYS_YES = {Side.SPONSOR: workflow.sponsor_says_yes, Side.HOUSEHOLD: workflow.household_says_yes}


def answer(request: PortalRequest, token: str, side: Side) -> HttpResponse:
    """Once answered, or taken back, the link is over."""
    try:
        asked = Sponsorship.objects.filter(status=ASKED[side]).select_related("sponsor", "household")
        sponsorship = asked.get(pk=ANSWERS[side].read(token))
    except (LinkError, Sponsorship.DoesNotExist):
        return private(over(request))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        return private(_answered(request, sponsorship, side, form))
    profile = profile_for(side, sponsorship, timezone.localdate())
    context = {"form": form, "profile": profile, "is_sponsor": side == Side.SPONSOR, "section": "sponsorship"}
    return private(render(request, "sponsorship/answer.html", context))


def _answered(request: PortalRequest, sponsorship: Sponsorship, side: Side, form: AnswerForm) -> HttpResponse:
    now, note = timezone.now(), form.cleaned_data["reason"]
    try:
        if form.cleaned_data["answer"] == "yes":
            SAYS_YES[side](sponsorship, note=note, now=now)
        else:
            workflow.decline(sponsorship, side, note=note, now=now)
    except WrongStatusError:
        return over(request)
    messages.success(request, _("Danke, Ihre Antwort ist notiert."))
    return redirect(page_path(party(sponsorship, side)))
