"""Views that a link in a mail opens: no browser keeps them, no search engine finds them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from sponsorship import links
from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, Side, SponsorStatus

Opened = Callable[..., HttpResponse]
CLOSED: dict[type[Sponsor] | type[Household], list[str]] = {
    Sponsor: SponsorStatus.closed(),
    Household: HouseholdStatus.closed(),
}
OWN_PAGES: dict[Side, tuple[LinkPurpose, type[Sponsor] | type[Household]]] = {
    Side.SPONSOR: (links.SPONSOR_PAGE, Sponsor),
    Side.HOUSEHOLD: (links.HOUSEHOLD_PAGE, Household),
}


def over(request: PortalRequest) -> HttpResponse:
    return link_over(request, _("Zum Patenprojekt"), reverse("sponsorship:start"))


def private(response: HttpResponse) -> HttpResponse:
    """Neither kept nor found."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def own_page(view: Callable[..., HttpResponse]) -> Opened:
    """Hand the view the sponsor or household whose page this is; 410 once they have withdrawn or ended."""

    @wraps(view)
    def opened(request: PortalRequest, token: str, side: Side, **more: Any) -> HttpResponse:
        purpose, model = OWN_PAGES[side]
        try:
            person = model._default_manager.exclude(status__in=CLOSED[model]).get(pk=purpose.read(token))
        except (LinkError, model.DoesNotExist):
            return private(over(request))
        return private(view(request, token, person, **more))

    return opened


def by_link(
    purpose: LinkPurpose, model: type[Sponsor] | type[Household]
) -> Callable[[Callable[[PortalRequest, Any], HttpResponse]], Opened]:
    """Hand the view the record that the link belongs to; 410 once they have withdrawn or ended."""

    def decorate(view: Callable[[PortalRequest, Any], HttpResponse]) -> Opened:
        @wraps(view)
        def opened(request: PortalRequest, token: str) -> HttpResponse:
            try:
                record = model._default_manager.exclude(status__in=CLOSED[model]).get(pk=purpose.read(token))
            except (LinkError, model.DoesNotExist):
                return private(over(request))
            return private(view(request, record))

        return opened

    return decorate
