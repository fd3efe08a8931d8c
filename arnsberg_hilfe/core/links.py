"""Links in mails: signed, for one purpose, with an end. They ask on GET and act on POST.

A token carries the record's key only; each purpose signs with a salt of its own, so that no link opens another's page.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse


class LinkError(Exception):
    """The link is expired, forged or meant for another purpose; the page answers 410 with a way on."""


@dataclass(frozen=True)
class LinkPurpose:
    """What a link is for: the salt of its signature, the page it opens and how long it lasts."""

    name: str
    page: str
    lasts: timedelta

    def token(self, key: str | int) -> str:
        return self._signer().sign(str(key))

    def url(self, key: str | int) -> str:
        """The whole address, in the active language."""
        return settings.PUBLIC_URL + reverse(self.page, args=[self.token(key)])

    def read(self, token: str) -> str:
        """The key in the token; raises LinkError."""
        try:
            return self._signer().unsign(token, max_age=self.lasts)
        except (BadSignature, SignatureExpired) as error:
            raise LinkError from error

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(salt=f"link.{self.name}")
