"""A household asks for a Patin or a Pate, and confirms its address."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from arnsberg_hilfe.core.bot_trap import TOO_MANY
from arnsberg_hilfe.core.limits import Limit, client_address
from arnsberg_hilfe.core.requests import PortalRequest
from sponsorship import links
from sponsorship.forms.requesting import RequestForm
from sponsorship.models import Household
from sponsorship.models.choices import HouseholdStatus
from sponsorship.views.link import by_link
from sponsorship.workflow import intake

# Nobody confirms a request without an address: a shelter may send some, a program not many
WITHOUT_MAIL = Limit("request-without-mail", most=30, window=timedelta(hours=1))


def ask(request: PortalRequest) -> HttpResponse:
    """The answer is the same whether we know the address or not. Of unaccompanied minors nothing is kept."""
    form, now = RequestForm(request.POST or None), timezone.now()
    if form.is_for_youth_office:
        return redirect("sponsorship:minors")
    if not (form.is_valid_from(request, now=now) and _may_be_called(form, request, now)):
        return render(request, "sponsorship/request.html", {"form": form, "section": "sponsorship"})
    household = form.household()
    intake.request_sponsor(household, form.languages(), key=form.key, now=now)
    return redirect("sponsorship:request_sent" if household.email else "sponsorship:request_taken")


def _may_be_called(form: RequestForm, request: PortalRequest, now: datetime) -> bool:
    if form.cleaned_data["email"] or WITHOUT_MAIL.allows(client_address(request), now=now):
        return True
    form.add_error(None, TOO_MANY)
    return False


def request_sent(request: PortalRequest) -> HttpResponse:
    return render(request, "sponsorship/sent.html", {"section": "sponsorship"})


def request_taken(request: PortalRequest) -> HttpResponse:
    return render(request, "sponsorship/taken.html", {"section": "sponsorship"})


@by_link(links.CONFIRM_HOUSEHOLD, Household)
def confirm(request: PortalRequest, household: Household) -> HttpResponse:
    """The mail's link asks, the button confirms; a second click shows the same."""
    if request.method == "POST":
        intake.confirm_household(household, now=timezone.now())
        household.refresh_from_db()
    is_open = household.status == HouseholdStatus.UNCONFIRMED
    context = {"party": household, "is_open": is_open, "section": "sponsorship"}
    return render(request, "sponsorship/confirm_household.html", context)
