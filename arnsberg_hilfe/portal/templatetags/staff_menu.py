"""The office's own way around."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area

register = template.Library()

# Which part of the office a page belongs to, its address by name, and what the menu calls it
PAGES: list[tuple[Area, str, Promise]] = [
    (Area.OFFERS, "offers_team:queue", _("Angebote prüfen")),
    (Area.OFFERS, "offers_team:new", _("Angebot aufnehmen")),
    (Area.OFFERS, "needs_team:list", _("Bedarfe")),
    (Area.MEETINGS, "network_team:meetings", _("Treffen")),
    (Area.SPONSORSHIP, "sponsorship_team:pipeline", _("Patenprojekt")),
    (Area.MEETINGS, "measures_team:list", _("Maßnahmen")),
    (Area.OFFERS, "gaps_team:radar", _("Lücken")),
    (Area.NUMBERS, "portal:numbers", _("Zahlen")),
    (Area.BASICS, "admin:index", _("Verwaltung")),
]
# Who runs the meetings comes to tables and doors from there
HELPERS_PAGES: list[tuple[Area, str, Promise]] = [
    (Area.TABLES, "network_team:my_tables", _("Meine Tische")),
    (Area.DOOR, "network_team:my_doors", _("Mein Einlass")),
]
# Where people's records are; each sees those of their own parts of the office
DISCLOSURE_AREAS = {Area.OFFERS, Area.MEETINGS, Area.SPONSORSHIP}


@dataclass(frozen=True)
class Entry:
    label: str
    url: str


@register.simple_tag
def staff_menu(user: User) -> list[Entry]:
    """The pages that this person's roles open."""
    if not isinstance(user, User):
        return []
    own = [] if user.may(Area.MEETINGS) else HELPERS_PAGES
    pages = [(name, label) for area, name, label in [*own, *PAGES] if user.may(area)]
    if user.areas & DISCLOSURE_AREAS:
        pages.append(("portal:disclosure", _("Auskunft")))
    if user.areas - {Area.TABLES, Area.DOOR}:
        pages.insert(0, ("portal:worklist", _("Arbeitsliste")))
    return [Entry(str(label), reverse(name)) for name, label in pages]
