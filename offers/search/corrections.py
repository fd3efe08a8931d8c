"""Which known words a mistyped one can have been meant to be."""

from rapidfuzz.distance import OSA

from offers.search.vocabulary import Found

SHORTEST, LONG, VERY_LONG = 4, 9, 14  # letters
MOST = 3
# First letters that are heard as the same; any other first letter makes another word
ALIKE = ("vfwp", "ckqz", "szc", "ijye", "td", "bp", "gk", "ао", "иіеэ", "сз", "шщ", "гх", "фв")


def edits_allowed(length: int) -> int:
    """None for short words, where every other letter makes another word; long ones hide more slips."""
    return (length >= SHORTEST) + (length >= LONG) + (length >= VERY_LONG)


def nearest(candidates: list[Found]) -> list[Found]:
    """The candidates with the fewest edits (swapped neighbours count as one), frequent ones first."""
    rated = [(rating, each) for each in candidates if (rating := _rating(each)) is not None]
    if not rated:
        return []
    best = min(rating for rating, _each in rated)
    chosen = sorted((each for rating, each in rated if rating == best), key=lambda each: -each.offers)
    return chosen[:MOST]


def _rating(found: Found) -> int | None:
    """Number of edits; None when there are too many, or the first letters differ in sound."""
    if not _start_alike(found.spelling, found.folded):
        return None
    allowed = edits_allowed(min(len(found.spelling), len(found.folded)))
    edits = OSA.distance(found.spelling, found.folded, score_cutoff=allowed)
    return edits if edits <= allowed else None


def _start_alike(one: str, other: str) -> bool:
    first, second = one[:1], other[:1]
    return first == second or any(first in letters and second in letters for letters in ALIKE)
