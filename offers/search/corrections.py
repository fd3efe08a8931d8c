"""Which known words a mistyped one can have been meant to be."""

from rapidfuzz.distance import OSA

from offers.search.vocabulary import Found

SHORTEST = 4
MOST = 3


def edits_allowed(length: int) -> int:
    if length < SHORTEST:
        return 0
    return 1 if length <= 6 else 2 if length <= 10 else 3  # noqa: PLR2004 - longer words hide more slips


def nearest(candidates: list[Found]) -> list[Found]:
    """The candidates with the fewest edits (swapped neighbours count as one), frequent ones first."""
    rated = [(rating, each) for each in candidates if (rating := _rating(each)) is not None]
    if not rated:
        return []
    best = min(rating for rating, _each in rated)
    chosen = sorted((each for rating, each in rated if rating == best), key=lambda each: -each.offers)
    return chosen[:MOST]


def _rating(found: Found) -> int | None:
    """Number of edits; None when there are too many. A wrong first letter is rare and counts twice."""
    allowed = edits_allowed(min(len(found.spelling), len(found.folded)))
    edits = OSA.distance(found.spelling, found.folded, score_cutoff=allowed)
    if found.spelling[:1] != found.folded[:1]:
        edits += 1
    return edits if edits <= allowed else None
