"""The house's own rules, held against the code."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from arnsberg_hilfe.core import privacy

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["core", "offers", "network", "sponsorship", "portal"]
LONGEST_MODULE = 250
LONGEST_TEMPLATE = 80
CODE = ["arnsberg_hilfe", "offers", "network", "sponsorship"]


def test_imports_point_down_only():
    lint = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("model", privacy.own_models(), ids=lambda model: model.__name__)
def test_every_field_is_classified_personal_or_harmless(model):
    assert privacy.problems(model) == []


def test_an_unclassified_field_is_noticed(monkeypatch):
    model = privacy.own_models()[0]
    incomplete = privacy.Privacy(frozenset(), model.privacy.harmless - {"id"})
    monkeypatch.setattr(model, "privacy", incomplete)
    assert f"{model.__name__}.id is unclassified" in privacy.problems(model)


def test_no_foreign_key_points_up():
    def floor(model):
        label = model._meta.app_label
        return FLOORS.index(label) if label in FLOORS else -1

    upward = [
        f"{field.model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if isinstance(field, ForeignKey) or field.many_to_many
        if floor(model) >= 0 and floor(field.related_model) > floor(model)
    ]
    assert upward == []


def test_modules_stay_readable():
    modules = [path for name in CODE for path in (ROOT / name).rglob("*.py") if "migrations" not in path.parts]
    assert [str(path) for path in modules if len(path.read_text().splitlines()) > LONGEST_MODULE] == []


def test_templates_stay_readable():
    templates = (ROOT / "templates").rglob("*.html")
    assert [str(path) for path in templates if len(path.read_text().splitlines()) > LONGEST_TEMPLATE] == []
