"""Staff pages: who fits a household, and whom a sponsor fits. A pair becomes a proposal, or it says why not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from arnsberg_hilfe.core.requests import StaffRequest
from sponsorship.access import fachstelle_only, log_access
from sponsorship.forms.matching import ProposalForm
from sponsorship.models import Access, Household, Sponsor
from sponsorship.presenting import cards
from sponsorship.presenting.matching import View, household_page, sponsor_page
from sponsorship.workflow import proposing


@never_cache
@fachstelle_only
def match_household(request: StaffRequest, code: str) -> HttpResponse:
    household = get_object_or_404(cards.households(), code=code)
    if request.method == "POST":
        return _propose(request, household=household)
    log_access(request.user, Access.Kind.DETAIL, f"household-{household.pk}")
    page = household_page(household, View.read(request.GET), timezone.localdate())
    context = {"household": household, "page": page}
    return render(request, "team/sponsorship/matching/household.html", context)


@never_cache
@fachstelle_only
def match_sponsor(request: StaffRequest, pk: int) -> HttpResponse:
    sponsor = get_object_or_404(cards.sponsors(), pk=pk)
    if request.method == "POST":
        return _propose(request, sponsor=sponsor)
    log_access(request.user, Access.Kind.DETAIL, f"sponsor-{sponsor.pk}")
    page = sponsor_page(sponsor, View.read(request.GET), timezone.localdate())
    context = {"sponsor": sponsor, "page": page}
    return render(request, "team/sponsorship/matching/sponsor.html", context)


def _propose(
    request: StaffRequest, *, sponsor: Sponsor | None = None, household: Household | None = None
) -> HttpResponse:
    """The page's own side is known, the other one is posted."""
    form = ProposalForm(request.POST)
    if form.is_valid():
        other = form.cleaned_data["other"]
        sponsor = sponsor or get_object_or_404(cards.sponsors(), pk=other)
        household = household or get_object_or_404(cards.households(), pk=other)
        _decide(request, sponsor, household, form.cleaned_data["reason"])
    else:
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(request.get_full_path())


def _decide(request: StaffRequest, sponsor: Sponsor, household: Household, reason: str) -> None:
    pair = {"sponsor": sponsor, "household": household}
    try:
        proposing.propose(sponsor, household, by=request.user, now=timezone.now(), override_reason=reason)
    except ValidationError as error:
        said = _("%(sponsor)s und %(household)s können Sie nicht vorschlagen:") % pair
        messages.warning(request, " ".join([said, *error.messages]))
    else:
        messages.success(request, _("Vorgeschlagen: %(sponsor)s für %(household)s. Noch ist niemand gefragt.") % pair)
