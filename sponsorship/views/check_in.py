"""A side says how it is going, by the link in its mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError
from arnsberg_hilfe.core.requests import PortalRequest
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship import links
from sponsorship.forms.own_page import CheckInForm
from sponsorship.models import CheckIn, Household, Sponsor
from sponsorship.models.choices import Side
from sponsorship.presenting.sides import page_path, party
from sponsorship.views.link import OWN_PAGES, over, private
from sponsorship.workflow import check_ins


def check_in(request: PortalRequest, token: str) -> HttpResponse:
    """Once it is answered, or the Patenschaft is over, so is the link."""
    try:
        waiting = CheckIn.objects.unanswered().select_related("sponsorship__sponsor", "sponsorship__household")
        found = waiting.get(pk=links.CHECK_IN.read(token))
    except (LinkError, CheckIn.DoesNotExist):
        return private(over(request))
    person = party(found.sponsorship, Side(found.side))
    form = CheckInForm(request.POST or None)
    if form.is_valid():
        return private(_answered(request, found, person, form))
    context = {"form": form, "check_in": found, "own_page": page_path(person), "section": "sponsorship"}
    return private(render(request, "sponsorship/check_in.html", context | {"complaint_url": _complaint_url(found)}))


def _answered(request: PortalRequest, found: CheckIn, person: Sponsor | Household, form: CheckInForm) -> HttpResponse:
    try:
        check_ins.answer(found, form.cleaned_data["light"], form.cleaned_data["text"], now=timezone.now())
    except WrongStatusError:
        return over(request)
    messages.success(request, _("Danke, dass Sie uns das gesagt haben."))
    return redirect(page_path(person))


def _complaint_url(found: CheckIn) -> str:
    side = Side(found.side)
    purpose = OWN_PAGES[side][0]
    token = purpose.token(party(found.sponsorship, side).pk)
    return reverse(f"sponsorship:{side}_complaint", args=[token])
