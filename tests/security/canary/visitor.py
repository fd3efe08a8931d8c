"""Somebody with a browser: opens pages, fills in forms as they stand there, keeps cookies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import Cookie, CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

SECONDS = 30
TEXTS = {"text", "textarea", "search"}


@dataclass
class Field:
    """What a form sends under a name: one value, several ticks, or none."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = True
    longest: int = 0


@dataclass
class Form:
    """A form of a page with its fields in their order."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {each.name for each in self.fields}

    def values(self) -> dict[str, list[str]]:
        """What it would send as it stands there."""
        found: dict[str, list[str]] = {}
        for each in self.fields:
            if each.chosen:
                found.setdefault(each.name, []).append(each.value)
        return found


class _Forms(HTMLParser):
    """All forms of a page; buttons are left out, they are pressed by name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = ""
        self._text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.found:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        fields, name, longest = self.found[-1].fields, given.get("name", ""), int(given.get("maxlength", 0))
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            fields.append(Field(self._select, "option", given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._text = True
            fields.append(Field(name, "textarea", longest=longest))
        elif tag == "input" and name and given.get("type") not in {"submit", "button", "image"}:
            kind = given.get("type", "text")
            chosen = kind not in {"checkbox", "radio"} or "checked" in given
            fields.append(Field(name, kind, given.get("value", "on" if kind == "checkbox" else ""), chosen, longest))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = False

    def handle_data(self, data: str) -> None:
        if self._text:
            written = self.found[-1].fields[-1]
            written.value = (written.value + data).removeprefix("\n")


@dataclass
class Page:
    """What the portal answered at last, after its redirects."""

    status: int
    url: str
    text: str

    def form(self, *names: str) -> Form:
        """The form of this page that has all these fields."""
        parser = _Forms()
        parser.feed(self.text.partition("<main")[2])
        return next(each for each in parser.found if each.method == "post" and each.names.issuperset(names))


class Visitor:
    def __init__(self, url: str, cookie: str = "") -> None:
        """`cookie` is «name=value», of somebody who is logged in."""
        self.url = url
        jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(jar))
        if cookie:
            jar.set_cookie(_kept(cookie, urlsplit(url).hostname or ""))

    def get(self, path: str) -> Page:
        return self._ask(path)

    def post(self, path: str, values: Mapping[str, Any]) -> Page:
        return self._ask(path, urlencode(values, doseq=True).encode())

    def send(self, page: Page, form: Form, **changes: Any) -> Page:
        """A form of a page with these fields instead of what stands in them."""
        return self.post(urljoin(page.url, form.action or page.url), form.values() | changes)

    def _ask(self, path: str, data: bytes | None = None) -> Page:
        request = Request(urljoin(self.url, path), data)  # noqa: S310 - of the portal that runs here
        request.add_header("Referer", request.full_url)
        try:
            answer = self._opener.open(request, timeout=SECONDS)
        except HTTPError as error:
            answer = error
        with answer:
            return Page(answer.status or 0, answer.url, answer.read().decode(errors="replace"))


def _kept(cookie: str, host: str) -> Cookie:
    name, _is, value = cookie.partition("=")
    given: dict[str, Any] = {
        "port": None,
        "port_specified": False,
        "path": "/",
        "path_specified": True,
        "secure": False,
    }
    until: dict[str, Any] = {"expires": None, "discard": True, "comment": None, "comment_url": None, "rest": {}}
    return Cookie(0, name, value, domain=host, domain_specified=False, domain_initial_dot=False, **given, **until)
