"""Links in mails: signed, for one purpose, with an end. They ask on GET and act on POST.

A token carries the record's key only; each purpose signs with a salt of its own, so that no link opens another's page.
"""

import logging
import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse

TOKEN = re.compile(r"[0-9A-Za-z._~-]{1,600}:[0-9A-Za-z]{4,8}:[0-9A-Za-z_-]{43}")


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


class WithoutTokens(logging.Filter):
    """Keeps tokens out of the log: whoever reads it must not be able to act for somebody."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if TOKEN.search(message):
            record.msg, record.args = TOKEN.sub("…", message), ()
        return True
