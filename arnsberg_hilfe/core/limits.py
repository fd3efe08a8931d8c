"""Limits on public forms: strict for a mail address, wide for an internet address, which a town hall may share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from arnsberg_hilfe.core.models import Rate


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
    """The internet address the web server saw; behind a proxy the server sets REMOTE_ADDR from it."""
    return request.META.get("REMOTE_ADDR", "")


# A public form sent from one internet address; wide enough for an information evening in the town hall
PER_CONNECTION = Limit("form-per-connection", most=120, window=timedelta(hours=1))
