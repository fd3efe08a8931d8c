"""What pages say about a need: plain values for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.reading import language_of
from offers.models import Need
from offers.presenting.card import CardFact
from offers.presenting.detail import Fact
from offers.presenting.state import Badge
from offers.provenance import origins_of


@dataclass(frozen=True)
class NeedCard:
    """One line of a list. `lang` is set where the text is not in the reader's language."""

    url: str
    title: str
    lang: str
    colour: str
    icon: str
    facts: list[CardFact]
    badges: list[Badge]


def cards_of_needs(needs: Iterable[Need], today: date) -> list[NeedCard]:
    """Cards for needs read with theme, district and language."""
    return [_card(need, today) for need in needs]


def _card(need: Need, today: date) -> NeedCard:
    return NeedCard(
        url=need.get_absolute_url(),
        title=need.title,
        lang=language_of(need),
        colour=need.theme.colour,
        icon=need.theme.icon,
        facts=need_facts(need),
        badges=need_badges(need, today),
    )


def describe_need(need: Need, today: date) -> dict[str, Any]:
    """Everything the need's own page says about the need itself."""
    needs = reverse("needs:list")
    return {
        "need": need,
        "lang": language_of(need),
        "text_lang": language_of(need, "description"),
        "steps": [(_("Das fehlt gerade"), needs), (need.theme.name, f"{needs}?thema={need.theme.slug}")],
        "facts": [*need_facts(need), *_sources_of(need)],
        "badges": need_badges(need, today),
        "is_open": need.status == Need.Status.OPEN,
    }


def need_facts(need: Need) -> list[CardFact]:
    """Only what is known."""
    found = [
        CardFact("place", _("Wo"), need.district.name if need.district else _("ganze Stadt")),
        CardFact("search", _("Anzahl"), _("%(number)s gesucht") % {"number": need.number} if need.number else ""),
        CardFact("language", _("Sprache"), need.language.name if need.language else ""),
    ]
    return [fact for fact in found if fact.value]


def _sources_of(need: Need) -> list[Fact]:
    """«entstanden am Thementisch Wohnen, 17. März 2022», for the need's own page."""
    return [Fact("people", _("Quelle"), each.label, url=each.url) for each in origins_of(need)]


def need_badges(need: Need, today: date) -> list[Badge]:
    if need.status == Need.Status.COVERED:
        return [Badge(_("gedeckt"), "success")]
    if need.urgent_until and need.is_urgent(today):
        return [Badge(_("dringend bis %(day)s") % {"day": date_format(need.urgent_until, _("j. F"))}, "warning")]
    return []
