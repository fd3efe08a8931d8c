"""Sample data for /team/bausteine/, the page that shows every component in every state; not for translation."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.conf import settings

from arnsberg_hilfe.core.forms import PortalFormHelper, Visibility

THEMES = (
    ("bildung", "violet", "Bildung, Erziehung und Betreuung", "Sprachkurse, Kitas, Schulen", 21),
    ("kultur", "magenta", "Kultur, Freizeit und Sport", "Vereine, Treffen, Ausflüge", 9),
    ("berufe", "ochre", "Berufe und Talente", "Arbeit, Anerkennung, Praktika", 1),
    ("gesundheit", "green", "Gesundheit, Soziales und Behördliches", "Ärztinnen und Ärzte, Beratung, Ämter", 14),
    ("wohnen", "teal", "Wohnen und Familie", "Zimmer, Wohnungen, Möbel", 0),
    ("spenden", "red", "Spenden und Sponsoring", "Geld, Kleidung, Sachspenden", 7),
)
SPRITE = Path(settings.BASE_DIR) / "static" / "img" / "icons.svg"
FACTS = (
    {"icon": "time", "label": "Wann", "value": "dienstags, 17 bis 19 Uhr"},
    {"icon": "place", "label": "Wo", "value": "Bürgerzentrum Bahnhof Arnsberg, Clemens-August-Straße 116"},
    {"icon": "people", "label": "Für wen", "value": "Familien mit Kindern"},
    {"icon": "euro", "label": "Kosten", "value": "kostenlos"},
    {"icon": "globe", "label": "Im Internet", "value": "example.org", "url": "https://example.org/"},
)
STEPS = (
    {"title": "Eingang", "text": "Wir haben Ihr Angebot erhalten.", "state": "done"},
    {"title": "Prüfung", "text": "Eine Kollegin liest es durch.", "state": "current"},
    {"title": "Veröffentlichung", "text": "Sie bekommen eine E-Mail."},
)
AGENDA = (
    {"time": "15:30 Uhr", "title": "Begrüßung"},
    {"time": "16:00 Uhr", "title": "Arbeit an den Thementischen", "text": "sechs Tische, je 45 Minuten"},
)


class SampleForm(Visibility, forms.Form):
    title = forms.CharField(label="Titel", help_text="Was bieten Sie an? Ein kurzer Satz genügt.")
    email = forms.EmailField(label="E-Mail", help_text="Nur für Rückfragen. Wir geben sie nicht weiter.")
    phone = forms.CharField(label="Telefon", required=False)
    day = forms.DateField(label="Tag", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    district = forms.ChoiceField(label="Stadtteil", choices=[("", "–"), ("neheim", "Neheim"), ("huesten", "Hüsten")])
    text = forms.CharField(label="Beschreibung", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    kind = forms.ChoiceField(
        label="Wer bietet an?",
        choices=[("person", "eine Person"), ("group", "ein Verein oder eine Organisation")],
        widget=forms.RadioSelect,
        help_text="Das zeigen wir beim Angebot.",
    )
    languages = forms.MultipleChoiceField(
        label="Sprachen",
        choices=[(word, word) for word in ("Deutsch", "Українська", "Русский", "English", "Polski", "Türkçe")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(label="Ich habe den Datenschutzhinweis gelesen.")

    public_fields = ("title", "text", "kind", "languages")
    internal_fields = ("email", "phone")

    @property
    def helper(self) -> PortalFormHelper:
        helper = PortalFormHelper(submit="Angebot einreichen", next_step=True)
        helper.layout = Layout(
            Fieldset("Ihr Angebot", "title", "text", Row("district", "day")),
            Fieldset("Über Sie", "kind", "languages", "email", "phone", "consent"),
        )
        return helper


def gallery_context() -> dict[str, Any]:
    """Everything templates/portal/components_gallery.html shows."""
    return {
        "themes": THEMES,
        "icons": re.findall(r'symbol id="([\w-]+)"', SPRITE.read_text()),
        "facts": FACTS,
        "steps": STEPS,
        "agenda": AGENDA,
        "date": date(2026, 3, 17),
        "empty_form": SampleForm(auto_id="neu_%s"),
        "wrong_form": SampleForm({"email": "olena@", "languages": ["Deutsch"], "kind": "cat"}),
        "trail": [("Hilfe finden", "#"), ("Bildung, Erziehung und Betreuung", "#")],
        "tabs": [
            {"label": "Heute", "url": "#", "current": True},
            {"label": "Diese Woche", "url": "#"},
            {"label": "Überfällig", "url": "#"},
        ],
        "facet": [
            {"label": "Neheim", "url": "#", "count": 12, "current": True},
            {"label": "Hüsten", "url": "#", "count": 7},
            {"label": "Oeventrop", "url": "#", "count": 1},
        ],
        "table_head": ["Tisch", "Plätze", "Angemeldet"],
        "table_rows": [["Wohnen und Familie", 20, 14], ["Berufe und Talente", 20, 20]],
        "ways_on": [("Wohnen und Familie", "#"), ("Spenden und Sponsoring", "#")],
    }
