import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Context
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from fontTools.ttLib import TTFont

from arnsberg_hilfe.core.templatetags.portal_ui import language_links, page_window, pagination

TEMPLATES = [path for path in Path(settings.BASE_DIR, "templates").rglob("*.html") if "admin" not in path.parts]
STATIC = Path(settings.BASE_DIR) / "static"


@pytest.fixture(scope="module")
def style_sheet() -> str:
    call_command("build_frontend")
    return (STATIC / "build" / "portal.css").read_text()


def request_for(path: str):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path)
    return request


def test_all_styles_together_stay_small(style_sheet: str):
    assert len(gzip.compress(style_sheet.encode())) <= 15_000


def test_every_variable_that_is_read_is_declared_and_the_other_way_round(style_sheet: str):
    assert set(re.findall(r"var\((--[\w-]+)", style_sheet)) == set(re.findall(r"[{;](--[\w-]+):", style_sheet))


@pytest.mark.usefixtures("style_sheet")
@pytest.mark.parametrize("weight", ["Regular", "SemiBold"])
def test_fonts_are_small_and_know_ukrainian_letters_and_german_quotes(weight: str):
    path = STATIC / "build" / "fonts" / f"FiraSans-{weight}.woff2"
    assert path.stat().st_size <= 25_000
    assert set(map(ord, "ґєіїҐЄІЇыэъäöüßẞ„“»«–…€→·ğşłż")) <= set(TTFont(path).getBestCmap())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_templates_name_only_classes_and_icons_that_exist_and_style_nothing_inline(template: Path, style_sheet: str):
    text = template.read_text()
    names = " ".join(re.sub(r"{%.*?%}|{{.*?}}", " ", names) for names in re.findall(r'class="([^"]*)"', text)).split()
    icons = re.findall(r'{% icon "([\w-]+)"|\bicon="([\w-]+)"', text)
    sprite = (STATIC / "img" / "icons.svg").read_text()
    assert [name for name in names if f".{name}" not in style_sheet] == []
    assert [icon for pair in icons for icon in pair if icon and f'id="{icon}"' not in sprite] == []
    assert re.findall(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\s(?:src=|type=\"application/(?:ld|json)))", text) == []


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_the_last_resort_pages_need_no_request(template: str):
    html = render_to_string(template)
    assert 'href="/impressum/"' in html
    assert settings.OFFICE_EMAIL in html
    assert '<p lang="uk">' in html


def test_the_language_switch_keeps_page_and_query():
    links = language_links(Context({"request": request_for("/angebote/?q=Arzt")}))
    assert [link["url"] for link in links] == ["/angebote/?q=Arzt", "/uk/angebote/?q=Arzt", "/en/angebote/?q=Arzt"]
    assert [link["current"] for link in links] == [True, False, False]


def test_the_language_switch_works_from_ukrainian_and_for_pages_with_fixed_arguments():
    with translation.override("uk"):
        links = language_links(Context({"request": request_for("/uk/impressum/")}))
    assert [link["url"] for link in links] == ["/impressum/", "/uk/impressum/", "/en/impressum/"]


@pytest.mark.parametrize("context", [{}, {"request": RequestFactory().get("/gibt-es-nicht/")}])
def test_the_language_switch_leads_home_where_there_is_no_page(context: dict):
    assert [link["url"] for link in language_links(Context(context))] == ["/", "/uk/", "/en/"]


def test_a_very_long_query_is_not_repeated_in_links():
    links = language_links(Context({"request": request_for("/angebote/?q=" + "x" * 10_000)}))
    assert links[1]["url"] == "/uk/angebote/"


@pytest.mark.parametrize(
    ("number", "total", "window"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 12, [1, 0, 4, 5, 6, 0, 12]),
        (3, 12, [1, 2, 3, 4, 0, 12]),
        (4, 12, [1, 2, 3, 4, 5, 0, 12]),
        (12, 12, [1, 0, 11, 12]),
    ],
)
def test_page_numbers_show_the_neighbours_and_both_ends(number: int, total: int, window: list[int]):
    assert page_window(number, total) == window


def test_page_links_keep_the_other_parameters_and_the_first_page_has_none():
    links = pagination(Context({"request": request_for("/angebote/?q=Arzt&seite=2")}), 2, 3)
    assert [page["url"] for page in links["pages"]] == ["?q=Arzt", "?q=Arzt&seite=2", "?q=Arzt&seite=3"]
    assert links["previous"]["url"] == "?q=Arzt"
    assert pagination(Context({"request": request_for("/angebote/?seite=2")}), 2, 2)["previous"]["url"] == "/angebote/"
