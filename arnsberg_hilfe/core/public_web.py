"""Visits to web addresses that somebody else typed: public ones only, with little time and few bytes.

A name is looked up once and the connection goes to the very address that was judged, so that a second answer of the
name server cannot lead inside (DNS rebinding). Every redirect is judged anew.
"""

import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from errno import EHOSTUNREACH, ENETUNREACH
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from ipaddress import IPv4Address, ip_address, ip_network
from threading import Thread
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PORTS = {"http": 80, "https": 443}
USUAL_PORTS = frozenset({80, 443, 8080, 8443})
MOST_REDIRECTS = 3
MOST_BYTES = 64 * 1024
LONGEST_VISIT = 10.0  # seconds, looking up the name and all redirects included
REDIRECTS = {301, 302, 303, 307, 308}
# They answer, but not to machines: a login, a wall against robots, a rate limit
SHY = {401, 403, 405, 406, 429, 451}
# Public by number only: relays and translators into IPv4, and blocks that the standard library learned of later
DETOURS = [ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "2002::/16", "3fff::/20")]
GLOBAL_UNICAST = ip_network("2000::/3")


class DeadLinkError(Exception):
    """Nobody gets anywhere with this address; says why, for staff."""


class OfflineError(Exception):
    """We cannot get out ourselves, which says nothing about the address."""


def look_up(host: str, port: int) -> list[str]:
    """The internet addresses of a host, best first."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet: not private, loopback, link-local, multicast, reserved."""
    ip = ip_address(address)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    unicast = isinstance(ip, IPv4Address) or ip in GLOBAL_UNICAST
    return unicast and ip.is_global and not ip.is_multicast and not any(ip in block for block in DETOURS)


class Clock:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Trickle(RawIOBase):
    """What a server sends, in the time that is left and up to MOST_BYTES, however slowly it drips."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._connection, self._clock, self._budget = connection, clock, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._budget:
            return 0
        self._connection.settimeout(self._clock.left())
        count = self._connection.recv_into(buffer, min(len(buffer), self._budget))
        self._budget -= count
        return count

    def makefile(self, *_arguments: Any) -> BufferedReader:
        """What HTTPResponse asks a socket for."""
        return BufferedReader(self)


@dataclass(frozen=True)
class Visitor:
    """Who goes and looks. Tests may allow other addresses and ports and answer for the name server."""

    look_up: Callable[[str, int], list[str]] = look_up
    allows: Callable[[str], bool] = is_public
    ports: frozenset[int] = USUAL_PORTS
    seconds: float = LONGEST_VISIT

    def visit(self, url: str) -> None:
        """See whether somebody answers. Raises DeadLinkError with the reason, OfflineError when nothing can be said."""
        try:
            self._follow(url, Clock(self.seconds))
        except TimeoutError as error:
            raise DeadLinkError(_("Die Seite antwortet nicht.")) from error
        except ssl.SSLError as error:
            raise DeadLinkError(_("Die Seite hat kein gültiges Zertifikat.")) from error
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise OfflineError from error
            raise DeadLinkError(_("Diese Internetadresse gibt es nicht.")) from error
        except OSError as error:
            if error.errno in {ENETUNREACH, EHOSTUNREACH}:
                raise OfflineError from error
            raise DeadLinkError(_("Die Verbindung kommt nicht zustande.")) from error
        except (HTTPException, ValueError) as error:
            raise DeadLinkError(_("Die Antwort ist keine Internetseite.")) from error

    def _follow(self, url: str, clock: Clock) -> None:
        for _hop in range(MOST_REDIRECTS + 1):
            status, target = self._ask(urlsplit(url), clock)
            if status not in REDIRECTS or not target:
                return _judge(status)
            url = urljoin(url, target)
        raise DeadLinkError(_("Die Seite leitet zu oft weiter."))

    def _ask(self, url: SplitResult, clock: Clock) -> tuple[int, str]:
        """Status and redirect target of one address."""
        port = url.port or PORTS.get(url.scheme, 0)
        if url.scheme not in PORTS or not url.hostname or port not in self.ports:
            raise DeadLinkError(_("Die Adresse führt nicht zu einer Internetseite."))
        with self._connect(url.hostname, port, clock) as plain:
            plain.settimeout(clock.left())
            return _get(_secured(plain, url.hostname) if url.scheme == "https" else plain, url, clock)

    def _connect(self, host: str, port: int, clock: Clock) -> socket.socket:
        addresses = _in_time(lambda: self.look_up(host, port), clock)
        if not addresses or not all(map(self.allows, addresses)):
            raise DeadLinkError(_("Die Adresse liegt nicht im öffentlichen Internet."))
        *others, last = addresses[:3]
        for address in others:
            try:
                return socket.create_connection((address, port), timeout=clock.left() / 2)
            except OSError:
                continue
        return socket.create_connection((last, port), timeout=clock.left())


def _in_time(look_up: Callable[[], list[str]], clock: Clock) -> list[str]:
    """The system's name resolution knows no time limit: whoever takes too long is left behind."""
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(look_up())
        except (OSError, ValueError) as error:
            answer.set_exception(error)

    Thread(target=ask, daemon=True).start()
    return answer.result(timeout=clock.left())


def _secured(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _get(connection: socket.socket, url: SplitResult, clock: Clock) -> tuple[int, str]:
    request = HTTPConnection(url.hostname or "", url.port or PORTS[url.scheme])
    request.sock = connection
    try:
        request.request("GET", _path(url), headers={"User-Agent": user_agent(), "Accept": "*/*", "Connection": "close"})
        response = HTTPResponse(cast("socket.socket", Trickle(connection, clock)), method="GET")
        response.begin()
        return response.status, _readable(response.getheader("Location") or "")
    finally:
        request.close()


def _path(url: SplitResult) -> str:
    """Path and query in ASCII; what is escaped already stays as it is."""
    whole = (url.path or "/") + (f"?{url.query}" if url.query else "")
    return quote(whole, safe="/?:@!$&'()*+,;=%~-._[]")


def _readable(header: str) -> str:
    """Servers write UTF-8 where the standard library reads Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")


def user_agent() -> str:
    return f"Arnsberg-Hilfe link check (+{settings.PUBLIC_URL}; {settings.OFFICE_EMAIL})"


def _judge(status: int) -> None:
    if status in {404, 410}:
        raise DeadLinkError(_("Die Seite gibt es nicht (%(status)s).") % {"status": status})
    if status >= 400 and status not in SHY:  # noqa: PLR2004 - where HTTP's errors begin
        raise DeadLinkError(_("Die Seite meldet einen Fehler (%(status)s).") % {"status": status})
