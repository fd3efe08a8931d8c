"""What pages say about offers: plain values for the templates."""

from offers.presenting.card import Card, cards_of, preview_card
from offers.presenting.detail import describe
from offers.presenting.need import NeedCard, cards_of_needs, need_facts
from offers.presenting.review import checklist, differences, next_row

__all__ = [
    "Card",
    "NeedCard",
    "cards_of",
    "cards_of_needs",
    "checklist",
    "describe",
    "differences",
    "need_facts",
    "next_row",
    "preview_card",
]
