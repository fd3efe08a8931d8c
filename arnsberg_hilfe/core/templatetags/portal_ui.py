"""What templates need beyond Django's own tags: icons, page links, the languages of a page, form elements."""

from functools import lru_cache
from typing import Any, TypedDict
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from arnsberg_hilfe.core.office import Office, office

register = template.Library()

PAGE = "seite"
LONGEST_QUERY = 500  # characters a link repeats


class LanguageLink(TypedDict):
    code: str
    name: str
    url: str
    current: bool


class PageLink(TypedDict):
    """A gap between page numbers has the number 0."""

    number: int
    url: str
    current: bool


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """A stroke of static/img/icons.svg; decoration only, the word stands beside it. Sizes: s, l."""
    css_class = f"icon icon--{size}" if size else "icon"
    return format_html(
        '<svg class="{}" width="24" height="24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        css_class,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def office_contact() -> Office:
    return office()


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in each language; the home page where there is none (error pages)."""
    current = get_language()
    return [
        {"code": code, "name": name, "url": _url_in(code, context.get("request")), "current": code == current}
        for code, name in settings.LANGUAGES
    ]


def _url_in(code: str, request: HttpRequest | None) -> str:
    match = request.resolver_match if request else None
    with override(code):
        if not request or not match:
            return reverse("portal:home")
        try:
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return reverse("portal:home")
    query = request.GET.urlencode()
    return f"{path}?{query}" if query and len(query) <= LONGEST_QUERY else path


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, number: int, total: int) -> dict[str, Any]:
    """Links to the pages around `number`, keeping the other parameters of the request."""
    request = context["request"]
    return {
        "number": number,
        "total": total,
        "pages": [_page_link(request, page, number) for page in page_window(number, total)],
        "previous": _page_link(request, number - 1, number) if number > 1 else None,
        "next": _page_link(request, number + 1, number) if number < total else None,
    }


def page_window(number: int, total: int) -> list[int]:
    """First, last and the neighbours; a 0 stands where numbers are left out."""
    shown = sorted({1, total, *range(max(1, number - 1), min(total, number + 1) + 1)})
    window: list[int] = []
    for page in shown:
        gap = page - window[-1] if window else 1
        window += [page - 1] * (gap == 2) + [0] * (gap > 2) + [page]  # noqa: PLR2004
    return window


def _page_link(request: HttpRequest, page: int, current: int) -> PageLink:
    query = request.GET.copy()
    query.pop(PAGE, None)
    if page > 1:
        query[PAGE] = str(page)
    return {"number": page, "url": f"?{query.urlencode()}" if query else request.path, "current": page == current}


@register.simple_tag
def form_element(field: BoundField, css_class: str) -> SafeString:
    """The field's own widget; help and error are tied to it by Django through their ids."""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css_class} {own}".strip()})


@register.simple_tag
def choice_input(choice: BoundWidget, css_class: str) -> SafeString:
    """One radio button or check box of a group, without its label."""
    data = choice.data
    attributes = {**data["attrs"], "class": css_class, "type": data["type"], "name": data["name"]}
    return format_html('<input{} value="{}">', flatatt(attributes), data["value"])


@register.filter
def error_count(form: Any) -> int:
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def search_url(words: str) -> str:
    """The list of offers searched for these words."""
    return f"{reverse('offers:list')}?{urlencode({'q': words})}"
