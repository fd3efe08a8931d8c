"""What pages say about offers: plain values for the templates."""

from offers.presenting.card import Card, cards_of, preview_card
from offers.presenting.detail import describe
from offers.presenting.review import checklist, differences

__all__ = ["Card", "cards_of", "checklist", "describe", "differences", "preview_card"]
