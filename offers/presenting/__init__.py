"""What pages say about offers: plain values for the templates."""

from offers.presenting.card import Card, cards_of, preview_card
from offers.presenting.detail import describe
from offers.presenting.review import checklist, differences, next_row

__all__ = ["Card", "cards_of", "checklist", "describe", "differences", "next_row", "preview_card"]
