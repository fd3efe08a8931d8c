"""What pages say about offers: plain values for the templates."""

from offers.presenting.card import Card, cards_of, preview_card
from offers.presenting.detail import describe

__all__ = ["Card", "cards_of", "describe", "preview_card"]
