"""The portal takes no files, by design."""

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import get_resolver

from arnsberg_hilfe.portal.models import Inquiry
from tests.offers.test_submission import stamp_of

FILE = SimpleUploadedFile("bild.svg", b"<svg onload='alert(1)'/>" * 5000, content_type="image/svg+xml")


def subclasses(kind):
    return [one for child in kind.__subclasses__() for one in [child, *subclasses(child)]]


def test_no_record_keeps_a_file():
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert [field for field in fields if isinstance(field, models.FileField | models.FilePathField)] == []


def test_no_form_asks_for_a_file():
    assert get_resolver().url_patterns
    own = [form for form in subclasses(forms.BaseForm) if hasattr(form, "base_fields")]
    assert len(own) > 30
    asking = [form for form in own for field in form.base_fields.values() if isinstance(field, forms.FileField)]
    assert asking == []


def test_a_file_that_is_sent_along_is_read_past(rf):
    data = {"text": "Guten Tag", "datei": FILE, "danach": "kommt an"}
    request = rf.post("/", data)
    assert dict(request.POST.items()) == {"text": "Guten Tag", "danach": "kommt an"}
    assert not request.FILES


@pytest.mark.django_db
def test_a_form_with_a_file_is_taken_in_without_it(client):
    data = {"name": "Taras Test", "email": "taras@example.org", "reason": "question", "text": "Guten Tag"}
    assert client.post("/kontakt/", data | {"stamp": stamp_of(client, "/kontakt/"), "f": FILE}).status_code == 302
    assert Inquiry.objects.count() == 1
