"""Limits on public forms: strict for a mail address, wide for an internet address, which a town hall may share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from arnsberg_hilfe.core.models import Rate

OF_ONE_CONNECTION = 64  # bits of an IPv6 address; the rest a device chooses by itself


@dataclass(frozen=True)
class Limit:
    """At most `most` in each `window`, counted apart for each `name`."""

    name: str
    most: int
    window: timedelta

    def allows(self, who: str, *, now: datetime) -> bool:
        """Count one more for this person or machine; False once there are too many."""
        key = salted_hmac(f"limit.{self.name}", who.strip().lower(), algorithm="sha256").hexdigest()
        return Rate.add(key, window=self.window, now=now) <= self.most


def client_address(request: HttpRequest) -> str:
    """The visitor's internet address, for limits only.

    Behind our proxy it is the last one in X-Forwarded-For, which the proxy wrote; what stands before it, and without a
    proxy the whole header, is the visitor's own word and counts for nothing. Of IPv6 only the network counts: everybody
    has 2^64 addresses of their own.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    return _network(address)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, OF_ONE_CONNECTION), strict=False))


# A public form sent from one internet address; wide enough for an information evening in the town hall
PER_CONNECTION = Limit("form-per-connection", most=600, window=timedelta(hours=1))
