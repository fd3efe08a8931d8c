"""The Gesamtdarstellung: every current offer once, by theme and Stadtteil, as a page and on paper."""

from offers.overview.content import Chapter, Content, Entry, Section, gather
from offers.overview.extract import Extract, every_extract
from offers.overview.printing import notice, printed

__all__ = ["Chapter", "Content", "Entry", "Extract", "Section", "every_extract", "gather", "notice", "printed"]
