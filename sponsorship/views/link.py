"""Pages behind a link in a mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from sponsorship.models import Household, Sponsor

Opened = Callable[[PortalRequest, str], HttpResponse]


def by_link(
    purpose: LinkPurpose, model: type[Sponsor] | type[Household]
) -> Callable[[Callable[[PortalRequest, Any], HttpResponse]], Opened]:
    """Hand the view the record that the link belongs to; 410 where it is over. No browser keeps the page."""

    def decorate(view: Callable[[PortalRequest, Any], HttpResponse]) -> Opened:
        @wraps(view)
        def opened(request: PortalRequest, token: str) -> HttpResponse:
            try:
                record = model._default_manager.get(pk=purpose.read(token), anonymised_at=None)
            except (LinkError, model.DoesNotExist):
                return link_over(request)
            response = view(request, record)
            add_never_cache_headers(response)
            return response

        return opened

    return decorate
