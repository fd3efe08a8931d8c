"""What views may rely on beyond Django's own request; for type checkers."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from arnsberg_hilfe.core.models import User


class PortalRequest(HttpRequest):
    """Every request: the htmx middleware has been there."""

    htmx: HtmxDetails


class StaffRequest(PortalRequest):
    """A request that has passed the staff login."""

    user: User
