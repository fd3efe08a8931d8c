"""Every page of the portal, found in the URL configuration itself: what is new is in the tests by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern


@dataclass(frozen=True)
class Page:
    """A pattern of the URL configuration: its name with namespaces, and its path with <arguments>."""

    name: str
    path: str
    arguments: tuple[str, ...] = field(default=())

    @property
    def is_staff(self) -> bool:
        return self.path.startswith("/team/")


def all_pages() -> list[Page]:
    """All pages outside Django's admin, in their order."""
    return [page for page in _pages(get_resolver(), "", "/") if not page.path.startswith("/admin/")]


def pages_with_token() -> list[Page]:
    return [page for page in all_pages() if "token" in page.arguments]


def _pages(resolver: URLResolver, namespace: str, before: str) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        path = before + _words(pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace or ""]))
            yield from _pages(pattern, inner, path)
        else:
            yield Page(_name(pattern, namespace), path, tuple(pattern.pattern.converters))


def _words(pattern: Any) -> str:
    text = str(pattern.pattern)
    return text.lstrip("^").rstrip("$") if isinstance(pattern.pattern, RegexPattern) else re.sub(r"\w+:", "", text)


def _name(pattern: URLPattern, namespace: str) -> str:
    return ":".join(filter(None, [namespace, pattern.name or ""]))


FILLERS = {
    "token": "1:1aaaaa:" + "x" * 43,
    "slug": "nirgends",
    "section": "pages",
    "theme": "kultur",
    "district": "neheim",
}


def address(page: Page, **values: object) -> str:
    """The page's path with these arguments; the others name nothing that exists."""
    return re.sub(r"<(\w+)>", lambda found: str(values.get(found[1], FILLERS.get(found[1], 999999))), page.path)
