"""Visits go to the public web only. Nothing here leaves this machine: a local server, a name server made of words."""

import socket
import time
from contextlib import contextmanager, suppress
from errno import ENETUNREACH
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from arnsberg_hilfe.core import public_web
from arnsberg_hilfe.core.public_web import Clock, DeadLinkError, OfflineError, Trickle, Visitor, is_public

HERE = "127.0.0.1"
FORBIDDEN = {
    "loopback": "127.0.0.1 127.8.9.10 ::1",
    "private": "10.1.2.3 172.16.0.1 172.31.255.254 192.168.1.1 fc00::1 fd12:3456::1 fec0::1",
    "link-local": "169.254.169.254 fe80::1 fe80::1%eth0",
    "multicast": "224.0.0.1 239.255.255.250 ff02::1 ff0e::1",
    "reserved": "0.0.0.0 0.1.2.3 240.0.0.1 255.255.255.255 192.0.0.8 198.18.0.1 100.64.0.1 :: 100::1 4000::1 5f00::1",
    "documentation": "192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1",
    "mapped": "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::ffff:0:127.0.0.1",
    "translated": "64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:0:7f00:1::1 192.88.99.1",
}


@pytest.mark.parametrize("address", " ".join(FORBIDDEN.values()).split())
def test_addresses_that_are_not_public_are_never_visited(address, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_arguments, **_options: pytest.fail("connected"))
    assert not is_public(address)
    visitor = Visitor(look_up=answers("93.184.216.34", address))
    with pytest.raises(DeadLinkError, match="nicht im öffentlichen Internet"):
        visitor.visit("https://www.example.org/")


@pytest.mark.parametrize("address", ["93.184.216.34", "172.32.0.1", "2a02:2e0:3fe:1001::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_allowed(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "http://127.1/", "http://0x7f000001/", "http://localhost/", "http://[::1]/"]
)
def test_spellings_of_this_machine_are_seen_through(url):
    with pytest.raises(DeadLinkError, match="nicht im öffentlichen Internet"):
        Visitor().visit(url)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "javascript:alert(1)", "file:///etc/passwd", "http:///x", "http://example.org:25/"]
)
def test_only_web_addresses_at_usual_ports_are_visited(url):
    with pytest.raises(DeadLinkError, match="führt nicht zu einer Internetseite"):
        Visitor(look_up=lambda *_question: pytest.fail("looked up")).visit(url)


class Site(BaseHTTPRequestHandler):
    """/301?to=… answers with that status and place; /drip and /flood never end."""

    seen: list[tuple[str, str, str]]
    over, cut_off = Event(), Event()

    def do_GET(self):
        self.seen.append((self.headers["Host"], self.path, self.headers["User-Agent"]))
        word, _sign, target = self.path.removeprefix("/").partition("?to=")
        if word in {"drip", "flood"}:
            return self.endless(b"x" if word == "drip" else b"x" * 4096, 0.05 if word == "drip" else 0)
        self.send_response(int(word) if word.isdigit() else 200)
        if target:
            self.send_header("Location", target)
        self.end_headers()
        return None

    def endless(self, piece, pause):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        try:
            while not self.over.wait(pause):
                self.wfile.write(piece)
        except OSError:
            self.cut_off.set()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def site():
    Site.seen = []
    Site.over.clear()
    Site.cut_off.clear()
    server = ThreadingHTTPServer((HERE, 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    Site.over.set()
    server.shutdown()
    server.server_close()


def answers(*addresses):
    return lambda *_question: list(addresses)


def visitor(port, names=None, **options):
    """One for whom the local server's address is public, and who knows only these names."""
    known = {"verein.example.org": [HERE], HERE: [HERE]} | (names or {})
    ports = frozenset({port})
    return Visitor(look_up=lambda host, _port: known[host], allows=lambda ip: ip == HERE, ports=ports, **options)


@contextmanager
def dead(words):
    with pytest.raises(DeadLinkError, match=words):
        yield


def test_a_page_that_answers_is_fine_and_learns_who_asked(site, settings):
    visitor(site).visit(f"http://verein.example.org:{site}/größe?tag=Übung&x=%20#stelle")
    [(host, path, agent)] = Site.seen
    assert (host, path) == (f"verein.example.org:{site}", "/gr%C3%B6%C3%9Fe?tag=%C3%9Cbung&x=%20")
    assert settings.PUBLIC_URL in agent


@pytest.mark.parametrize("status", [200, 204, 304, 401, 403, 429])
def test_whoever_answers_is_alive(site, status):
    visitor(site).visit(f"http://{HERE}:{site}/{status}")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "gibt es nicht .404"),
        (410, "gibt es nicht .410"),
        (400, "Fehler .400"),
        (500, "Fehler .500"),
        (503, "503"),
    ],
)
def test_an_error_page_is_dead(site, status, words):
    with dead(words):
        visitor(site).visit(f"http://{HERE}:{site}/{status}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site, status):
    visitor(site).visit(f"http://{HERE}:{site}/{status}?to=/neu")
    assert [path for _host, path, _agent in Site.seen] == [f"/{status}?to=/neu", "/neu"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://intern.example.org:{port}/", "nicht im öffentlichen"),
        ("http://127.0.0.2:{port}/", "nicht im öffentlichen"),
        ("//[::1]:{port}/", "nicht im öffentlichen"),
        ("http://verein.example.org:25/", "führt nicht"),
        ("file:///etc/passwd", "führt nicht"),
        ("http://[kaputt/", "keine Internetseite"),
    ],
)
def test_a_redirect_inside_is_not_followed(site, target, words):
    names = {"intern.example.org": ["10.0.0.7"], "127.0.0.2": ["127.0.0.2"], "::1": ["::1"]}
    with dead(words):
        visitor(site, names).visit(f"http://{HERE}:{site}/302?to={target.format(port=site)}")
    assert len(Site.seen) == 1


@pytest.mark.parametrize(("hops", "fine"), [(3, True), (4, False)])
def test_three_redirects_are_enough(site, hops, fine):
    url = "/ziel"
    for _hop in range(hops):
        url = f"/302?to={url}"
    if fine:
        visitor(site).visit(f"http://{HERE}:{site}{url}")
    else:
        with dead("zu oft"):
            visitor(site).visit(f"http://{HERE}:{site}{url}")


def test_a_name_is_looked_up_once_and_the_address_judged_is_the_address_visited(site):
    said = [[HERE], ["10.0.0.7"]]
    rebinding = Visitor(look_up=lambda *_question: said.pop(0), allows=lambda ip: ip == HERE, ports={site})
    rebinding.visit(f"http://verein.example.org:{site}/")
    assert (len(said), len(Site.seen)) == (1, 1)


def test_an_answer_that_drips_costs_no_more_than_the_time_allowed(site):
    began = time.monotonic()
    with dead("antwortet nicht"):
        visitor(site, seconds=0.5).visit(f"http://{HERE}:{site}/drip")
    assert time.monotonic() - began < 1.5


def test_a_flood_is_cut_off(site):
    began = time.monotonic()
    visitor(site, seconds=5).visit(f"http://{HERE}:{site}/flood")
    assert Site.cut_off.wait(2)
    assert time.monotonic() - began < 2


def send_much(connection):
    with suppress(OSError):
        connection.sendall(b"x" * 1_000_000)


def test_no_more_than_64_kilobytes_are_read():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Thread(target=send_much, args=[theirs], daemon=True).start()
        received = Trickle(ours, Clock(5)).makefile("rb").read()
    assert len(received) == 64 * 1024


def test_a_name_server_that_thinks_too_long_is_left_behind():
    def slow(*_question):
        time.sleep(1.5)
        return [HERE]

    began = time.monotonic()
    with dead("antwortet nicht"):
        Visitor(look_up=slow, seconds=0.2).visit("http://example.org/")
    assert time.monotonic() - began < 1


def test_a_page_without_working_encryption_is_dead(site):
    with dead("kein gültiges Zertifikat"):
        visitor(site).visit(f"https://{HERE}:{site}/")


def test_a_closed_port_is_dead(unused_port):
    with dead("kommt nicht zustande"):
        visitor(unused_port).visit(f"http://{HERE}:{unused_port}/")


@pytest.fixture
def unused_port():
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


def failing(error):
    def look_up(_host, _port):
        raise error

    return Visitor(look_up=look_up)


def test_a_name_nobody_knows_is_dead():
    with dead("gibt es nicht"):
        failing(socket.gaierror(socket.EAI_NONAME, "unknown")).visit("http://gibt-es-nicht.example.org/")


def test_when_we_are_offline_nobody_else_is_to_blame(monkeypatch):
    with pytest.raises(OfflineError):
        failing(socket.gaierror(socket.EAI_AGAIN, "try again")).visit("http://example.org/")

    def unreachable(*_arguments, **_options):
        raise OSError(ENETUNREACH, "unreachable")

    monkeypatch.setattr(public_web.socket, "create_connection", unreachable)
    with pytest.raises(OfflineError):
        Visitor(look_up=answers("93.184.216.34")).visit("http://example.org/")
