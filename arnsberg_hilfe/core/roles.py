"""Who may see what: a role is a group of its name, made by a migration; which parts of the office it opens stands here.

The database only keeps who has which role, so a change of either counts from the next request.
"""

from enum import StrEnum

from django.apps import apps
from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _


class Area(StrEnum):
    """A part of the office: its pages, exports, admin pages and work."""

    OFFERS = "offers"  # offers, needs, gaps, inquiries
    MEETINGS = "meetings"  # meetings with everybody registered, results, measures
    TABLES = "tables"  # writing at theme tables: one's own, with MEETINGS every one
    DOOR = "door"  # the list at the door: of one's own meetings, with MEETINGS of all
    SPONSORSHIP = "sponsorship"  # sponsors and households
    DISCLOSURE = "disclosure"  # telling and erasing people who ask; in one's own parts of the office only
    NUMBERS = "numbers"  # counts without persons
    ACCOUNTS = "accounts"  # who works here, and who has read what
    BASICS = "basics"  # Stadtteile, languages, components: nothing personal


class Role(TextChoices):
    """Values are the names of the groups."""

    LEADERSHIP = "Leitung", _("Leitung")
    COORDINATION = "Koordination", _("Koordination")
    MODERATION = "Moderation", _("Moderation am Tisch")
    FACHSTELLE = "Fachstelle", _("Fachstelle")
    DOOR = "Einlass", _("Einlass")
    TECHNICAL = "Technik", _("Technik")


OPENS: dict[str, frozenset[Area]] = {
    Role.LEADERSHIP: frozenset(Area),
    Role.COORDINATION: frozenset(
        {Area.OFFERS, Area.MEETINGS, Area.TABLES, Area.DOOR, Area.DISCLOSURE, Area.NUMBERS, Area.BASICS},
    ),
    Role.MODERATION: frozenset({Area.TABLES}),
    Role.FACHSTELLE: frozenset({Area.SPONSORSHIP, Area.DISCLOSURE, Area.NUMBERS}),
    Role.DOOR: frozenset({Area.DOOR}),
    Role.TECHNICAL: frozenset({Area.BASICS}),
}


# What a role opens, in the words of the page where it is given
MEANS = {
    Role.LEADERSHIP: _("alles, auch Konten, Rollen und das Protokoll der Zugriffe"),
    Role.COORDINATION: _("Angebote, Bedarfe, Anliegen und Treffen mit allen Anmeldungen"),
    Role.MODERATION: _("Ergebnisse an den eigenen Thementischen aufschreiben"),
    Role.FACHSTELLE: _("das Patenprojekt: Patinnen und Paten, Haushalte, Patenschaften"),
    Role.DOOR: _("die Namensliste am Einlass der eigenen Treffen, um den Tag herum"),
    Role.TECHNICAL: _("Grunddaten und der Stand der Technik, keine Daten von Personen"),
}


def roles_that_open(area: Area) -> list[str]:
    return [role for role, areas in OPENS.items() if area in areas]


def area_of(model: type[Model]) -> Area | None:
    """The part of the office that a record belongs to: the model's own, else its app's; None is nobody's."""
    return getattr(model, "area", None) or getattr(apps.get_app_config(model._meta.app_label), "area", None)
