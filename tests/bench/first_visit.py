"""What a browser with an empty cache fetches for a page: the page, its style sheet, scripts, images and fonts."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin

from tests.bench.servers import HOST

LINKS = {"stylesheet", "icon", "preload", "modulepreload"}
IN_STYLES = re.compile(rb"""url\(["']?([^"')]+)""")
IN_MODULES = re.compile(rb"""(?:from|import)\s*["'](\.{0,2}/[\w./-]+)["']""")


@dataclass(frozen=True)
class Visit:
    """Bytes of bodies as they travel; `html` is the page itself, in how it was packed."""

    requests: int
    size: int
    html: int
    packing: str


def first_visit(port: int, path: str) -> Visit:
    packed, content, packing = _fetch(port, path)
    sizes, waiting = {path: len(packed)}, _named_in_page(path, content.decode())
    while waiting:
        address = waiting.pop()
        if address in sizes:
            continue
        body, content, _packing = _fetch(port, address)
        sizes[address] = len(body)
        waiting |= _named_in_file(address, content)
    return Visit(len(sizes), sum(sizes.values()), len(packed), packing)


def _fetch(port: int, path: str) -> tuple[bytes, bytes, str]:
    """Body as it travels, readable body, packing."""
    bodies = []
    for accepted in ("br, gzip", "identity"):
        link = HTTPConnection(HOST, port, timeout=10)
        link.request("GET", path, headers={"Accept-Encoding": accepted, "Accept-Language": "de"})
        answer = link.getresponse()
        bodies.append((answer.read(), answer.headers.get("Content-Encoding", "")))
        link.close()
    (packed, packing), (plain, _none) = bodies
    return packed, plain, packing


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and LINKS & set((values.get("rel") or "").split()):
            self.found.add(values.get("href") or "")
        elif tag in {"script", "img"} and values.get("src"):
            self.found.add(values["src"] or "")
        elif tag == "use":
            self.found.add(values.get("href") or "")


def _named_in_page(path: str, html: str) -> set[str]:
    page = _Page()
    page.feed(html)
    return _own(path, page.found)


def _named_in_file(path: str, content: bytes) -> set[str]:
    """Fonts and images of a style sheet, modules of a script."""
    pattern = IN_STYLES if path.endswith(".css") else IN_MODULES if path.endswith(".js") else None
    return _own(path, {name.decode() for name in pattern.findall(content)}) if pattern else set()


def _own(path: str, names: set[str]) -> set[str]:
    """Files of this server; what stands in the page itself (data:, #mark) needs no request."""
    wanted = {name for name in names if name and not name.startswith(("data:", "#"))}
    return {urldefrag(urljoin(path, name)).url for name in wanted}
