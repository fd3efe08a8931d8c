"""Views that a link in a mail opens."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.links import LinkError, LinkPurpose
from arnsberg_hilfe.core.pages import link_over
from arnsberg_hilfe.core.requests import PortalRequest
from network.models import Registration

Opened = Callable[[PortalRequest, str], HttpResponse]


def by_link(purpose: LinkPurpose) -> Callable[[Callable[[PortalRequest, str, Registration], HttpResponse]], Opened]:
    """Hand the view the registration that the link in the address belongs to; no browser keeps the page."""

    def decorate(view: Callable[[PortalRequest, str, Registration], HttpResponse]) -> Opened:
        @wraps(view)
        def opened(request: PortalRequest, token: str) -> HttpResponse:
            try:
                registration = Registration.objects.with_wishes().get(pk=purpose.read(token))
            except (LinkError, Registration.DoesNotExist):
                return link_over(request, _("Zu den Netzwerktreffen"), reverse("network:list"))
            response = view(request, token, registration)
            add_never_cache_headers(response)
            return response

        return opened

    return decorate
