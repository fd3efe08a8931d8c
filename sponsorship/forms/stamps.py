"""A form carries a stamp of what it has shown of a record: whoever saves second hears of it (see core.stale)."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

STALE = _(
    "Inzwischen hat jemand anderes diese Angaben geändert. Ihre Eingaben sind noch nicht gespeichert: "
    "Bitte öffnen Sie die Seite in einem zweiten Fenster, vergleichen Sie und tragen Sie dort neu ein."
)


def stamp_of(record: Model, columns: Iterable[str], *more: Any) -> str:
    """Tells versions of these columns apart; `more` is what belongs to them and stands in other tables."""
    names = [record._meta.get_field(name).attname for name in columns]  # type: ignore[union-attr]
    facts = [repr(getattr(record, name)) for name in names] + [repr(each) for each in more]
    return sha256("\n".join(facts).encode()).hexdigest()[:16]


def stamp_field(stamp: str) -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False, initial=stamp)
