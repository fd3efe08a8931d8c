"""«Auskunft»: the office tells and erases for people who phone or come by, in the areas open to whoever is asked."""

from collections.abc import Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.own_data import Holding, Source
from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import View, staff_of
from arnsberg_hilfe.portal import own_data, own_data_file
from arnsberg_hilfe.portal.forms import IdentityForm, PersonForm
from arnsberg_hilfe.portal.own_sources import ACCOUNTS, MAILS, SOURCES
from sponsorship.access import log_access
from sponsorship.models import Access, Household, Sponsor
from sponsorship.workflow.forgetting import subject_of

CHOSEN = "eintrag"


def for_staff(view: View) -> View:
    return staff_of(Area.DISCLOSURE)(cache_control(no_store=True, private=True)(view))


def of_chosen(view: View) -> View:
    """Hand over what was chosen and the reader may see; back to the search where that is nothing."""

    @for_staff
    @wraps(view)
    def opened(request: StaffRequest) -> HttpResponse:
        found = own_data.chosen(request.GET.getlist(CHOSEN), _sources(request.user), request.user)
        return view(request, found) if found else redirect("portal:disclosure")

    return opened


def _sources(reader: User) -> list[Source]:
    """Of the parts of the office that are open to the reader; accounts and mails have pages of their own."""
    return [each for each in SOURCES if each not in (ACCOUNTS, MAILS) and each.area and reader.may(each.area)]


@for_staff
def search(request: StaffRequest) -> HttpResponse:
    """Posted, so that no name stands in an address or a log."""
    form, found = PersonForm(request.POST or None), None
    if form.is_valid():
        found = own_data.found_by(form.cleaned_data["words"].strip(), _sources(request.user), request.user)
        _log(request.user, Access.Kind.SEARCH, found)
    return render(request, "team/disclosure/search.html", {"form": form, "found": found, "chosen": CHOSEN})


@of_chosen
def person(request: StaffRequest, holdings: list[Holding]) -> HttpResponse:
    _log(request.user, Access.Kind.DETAIL, holdings)
    groups = own_data_file.groups(holdings, timezone.now())
    context = {"groups": groups, "query": request.GET.urlencode(), "addresses": own_data.addresses_of(holdings)}
    return render(request, "team/disclosure/person.html", context)


@of_chosen
def paper(request: StaffRequest, holdings: list[Holding]) -> HttpResponse:
    """POST prints: that it was given to somebody whose identity was checked is written down."""
    form = IdentityForm(request.POST or None, submit=_("Auskunft drucken"))
    if not form.is_valid():
        return _identity(request, form, _("Auskunft drucken"))
    now = timezone.now()
    _log(request.user, Access.Kind.EXPORT, holdings)
    own_data.note_told(holdings, by=request.user, checked=form.cleaned_data["checked"], now=now)
    content = own_data_file.pdf(holdings, "", now)
    headers = {"Content-Disposition": 'inline; filename="auskunft.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@of_chosen
def erase(request: StaffRequest, holdings: list[Holding]) -> HttpResponse:
    """GET asks, POST erases what was chosen; its person gets a mail where exactly one address is known."""
    form = IdentityForm(request.POST or None, submit=_("Endgültig löschen"))
    _log(request.user, Access.Kind.DETAIL, holdings)
    if not form.is_valid():
        return _identity(request, form, _("Daten löschen"), holdings)
    addresses = own_data.addresses_of(holdings)
    outcome = own_data.erase(
        [each for each in holdings if each.can_go],
        address=addresses[0] if len(addresses) == 1 else "",
        by=request.user,
        checked=form.cleaned_data["checked"],
        now=timezone.now(),
    )
    gone = len(outcome.gone)
    done = ngettext("%(count)s Eintrag ist gelöscht.", "%(count)s Einträge sind gelöscht.", gone) % {"count": gone}
    messages.success(request, " ".join([done, *(f"{each.what}: {each.why} {each.until}" for each in outcome.kept)]))
    return redirect("portal:disclosure")


def _identity(request: StaffRequest, form: IdentityForm, title: str, holdings: Sequence[Holding] = ()) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "query": request.GET.urlencode(),
        **own_data.plan_of(holdings),
    }
    return render(request, "team/disclosure/identity.html", context)


def _log(reader: User, kind: Access.Kind, holdings: list[Holding]) -> None:
    for holding in holdings:
        if isinstance(holding.record, Sponsor | Household):
            log_access(reader, kind, subject_of(holding.record))
