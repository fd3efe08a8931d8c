import re

import pytest
from crispy_forms.utils import render_crispy_form

from arnsberg_hilfe.portal.gallery import SampleForm


@pytest.fixture
def html() -> str:
    return render_crispy_form(SampleForm({"email": "olena@", "kind": "cat"}))


def element(html: str, name: str) -> str:
    found = re.search(rf'<\w+[^>]*\bid="{name}"[^>]*>', html)
    assert found, name
    return found[0]


def test_the_error_summary_leads_to_every_wrong_field(html: str):
    summary = html[html.index("error-summary") : html.index("</ul>")]
    targets = re.findall(r'href="#(\w+)"', summary)
    assert targets == ["id_title", "id_email", "id_district", "id_kind", "id_consent"]
    assert all(element(html, target) for target in targets)
    assert "Bitte prüfen Sie 5 Angaben" in summary


def test_the_error_summary_can_take_the_focus_and_is_announced(html: str):
    assert re.search(r'<div class="error-summary"\s+tabindex="-1"\s+autofocus>\s*<div role="alert">', html)


@pytest.mark.parametrize("name", ["id_title", "id_email", "id_kind"])
def test_help_and_error_are_tied_to_their_field(html: str, name: str):
    assert f'aria-describedby="{name}_helptext {name}_error"' in element(html, name)
    assert element(html, f"{name}_helptext")
    assert element(html, f"{name}_error")


def test_wrong_fields_are_marked_and_right_ones_are_not(html: str):
    assert 'aria-invalid="true"' in element(html, "id_email")
    assert "aria-invalid" not in element(html, "id_phone")


def test_what_was_typed_is_still_there(html: str):
    assert 'value="olena@"' in element(html, "id_email")


def test_labels_say_in_words_what_is_required_and_who_will_see_it(html: str):
    def label(name: str) -> str:
        found = re.search(rf'<label[^>]*for="{name}".*?</label>', html, re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", found[0] if found else "").split())

    assert label("id_title") == "Titel (Pflichtfeld) wird öffentlich"
    assert label("id_phone") == "Telefon (freiwillig) bleibt intern"
    assert label("id_day") == "Tag (freiwillig)"


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in render_crispy_form(SampleForm())
