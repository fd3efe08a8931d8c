from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from arnsberg_hilfe.core.reading import language_of, marked_german
from offers.models import Offer
from offers.presenting.state import Badge, badges, freshness_note


@dataclass(frozen=True)
class CardFact:
    """A short fact; `lang` where its words stand in German whatever the page's language."""

    icon: str
    label: str
    value: str
    lang: str = ""


@dataclass(frozen=True)
class Card:
    """One hit of a list. `lang` is set where the text is not in the reader's language."""

    url: str
    title: str
    summary: str
    lang: str
    colour: str
    icon: str
    facts: list[CardFact]
    badges: list[Badge]
    note: str


def cards_of(offers: Iterable[Offer], today: date, language_names: dict[str, str] | None = None) -> list[Card]:
    """Cards for offers read with theme and district; languages need `with_language_codes` and their names."""
    return [_card(offer, today, language_names or {}) for offer in offers]


def preview_card(offer: Offer, today: date) -> Card:
    """The card of an offer that is not saved yet; it leads nowhere."""
    offer.slug = "vorschau"
    return replace(_card(offer, today, {}), url="#vorschau")


def _card(offer: Offer, today: date, language_names: dict[str, str]) -> Card:
    return Card(
        url=offer.get_absolute_url(),
        title=offer.title,
        summary=offer.summary,
        lang=language_of(offer),
        colour=offer.theme.colour,
        icon=offer.theme.icon,
        facts=_facts(offer, language_names),
        badges=badges(offer, today),
        note=freshness_note(offer),
    )


def _facts(offer: Offer, language_names: dict[str, str]) -> list[CardFact]:
    codes = getattr(offer, "language_codes", [])
    where = offer.district.name if offer.district else _("ganze Stadt")
    german = marked_german()
    found = [
        CardFact("place", _("Wo"), where),
        CardFact("calendar", _("Wann"), offer.schedule, german),
        CardFact(
            "language", _("Sprachen"), ", ".join(language_names[code] for code in codes if code in language_names)
        ),
        CardFact("euro", _("Kosten"), _("kostenlos") if offer.is_free else ""),
    ]
    return [fact for fact in found if fact.value]
