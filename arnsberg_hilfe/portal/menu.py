"""The office's own way around: which pages each of the staff is led to."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.portal import worklist

# Which part of the office a page belongs to, its address by name, and what the menu calls it
PAGES: list[tuple[Area, str, Promise]] = [
    (Area.OFFERS, "offers_team:queue", _("Angebote prüfen")),
    (Area.OFFERS, "offers_team:new", _("Angebot aufnehmen")),
    (Area.OFFERS, "needs_team:list", _("Bedarfe")),
    (Area.MEETINGS, "network_team:meetings", _("Treffen")),
    (Area.SPONSORSHIP, "sponsorship_team:pipeline", _("Patenprojekt")),
    (Area.MEETINGS, "measures_team:list", _("Maßnahmen")),
    (Area.OFFERS, "gaps_team:radar", _("Lücken")),
    (Area.DISCLOSURE, "portal:disclosure", _("Auskunft")),
    (Area.NUMBERS, "portal:numbers", _("Zahlen")),
    (Area.ACCOUNTS, "sponsorship_team:accesses", _("Einsichten")),
    (Area.ACCOUNTS, "accounts_team:invite", _("Zugang einladen")),
    (Area.BASICS, "portal:machinery", _("Technik")),
    (Area.BASICS, "admin:index", _("Verwaltung")),
]
# Who runs the meetings comes to tables and doors from there
HELPERS_PAGES: list[tuple[Area, str, Promise]] = [
    (Area.TABLES, "network_team:my_tables", _("Meine Tische")),
    (Area.DOOR, "network_team:my_doors", _("Mein Einlass")),
]


@dataclass(frozen=True)
class Entry:
    label: str
    url: str


def entries(user: User) -> list[Entry]:
    """The pages that this person's roles open, the one to begin with first; none without a role."""
    own = [] if user.may(Area.MEETINGS) else HELPERS_PAGES
    pages = [(name, label) for area, name, label in [*own, *PAGES] if user.may(area)]
    if worklist.is_for(user):
        pages.insert(0, ("portal:worklist", _("Arbeitsliste")))
    return [Entry(str(label), reverse(name)) for name, label in pages]
