from enum import StrEnum
from typing import TYPE_CHECKING

from arnsberg_hilfe.core.models import User


class Review(StrEnum):
    """What somebody's look at a record can be."""

    FIRST = "first"  # of two
    LAST = "last"  # the only one, or the second of two
    DONE = "done"  # theirs is over, the second is somebody else's


class FourEyes:
    """A record that two people look at before everybody sees it, if it is sensitive."""

    if TYPE_CHECKING:
        first_review_by_id: int | None

        @property
        def is_sensitive(self) -> bool: ...

    @property
    def needs_first_review(self) -> bool:
        """Nobody has looked yet: the next reviewer is the first of two."""
        return self.is_sensitive and self.first_review_by_id is None

    def next_review(self, by: User) -> Review:
        if self.needs_first_review:
            return Review.FIRST
        return Review.DONE if self.is_sensitive and self.first_review_by_id == by.pk else Review.LAST
