"""Staff page: who has read what of the Patenprojekt. There is no way to change or to delete an entry."""

from django.http import HttpResponse
from django.shortcuts import render

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.templatetags.portal_ui import PAGE
from sponsorship.access import leadership_only, log_access
from sponsorship.forms.accesses import AccessFilter
from sponsorship.models import Access
from sponsorship.presenting import accesses as presenting


@leadership_only
def accesses(request: StaffRequest) -> HttpResponse:
    """Reading the log is a reading, too."""
    log_access(request.user, Access.Kind.LIST, "accesses")
    wanted = AccessFilter(request.GET)
    found = presenting.page(*wanted.wanted, request.GET.get(PAGE))
    return render(request, "team/sponsorship/accesses.html", {"filter": wanted, "found": found})
