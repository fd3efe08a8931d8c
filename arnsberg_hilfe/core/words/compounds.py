from functools import lru_cache

from arnsberg_hilfe.core.words.folding import is_cyrillic
from arnsberg_hilfe.core.words.lexicon import entry, noun
from arnsberg_hilfe.core.words.times import time_words

SHORTEST_WORD = 7
SHORTEST_PART = 4
LONGEST_WORD = 40
# Nouns and verbs of three letters that make up compounds; the dictionary has too many accidental ones
SHORT_PARTS = frozenset(
    "amt arm art bad bau box bus eis fuß hof hut kur not obst ohr rad rat tag tal tee tor tür uhr weg zug zoo"
    " öl näh".split()
)
# Endings, and rests of words cut in the wrong place, that the dictionary also lists as nouns
ENDINGS = frozenset(
    "ache achen ale ander bare chen dung enden ende enge eren erei erin esse gend heit innen ion isch keit kunft "
    "lein ling lingen lose loser mehr ness nieder reff rinnen schaft schaften stag tion tionen tran tung tungen "
    "ungen unge unter über".split()
)
PREFIXES = frozenset(["anti"])
LINKS = ("s", "es", "n", "en", "er", "e")
# After these endings German always links with s: Begegnung-s-orte, never Begegnung-sorte
LINKED = ("ung", "heit", "keit", "ion", "schaft", "ing", "tät", "tum")
VERB_ENDINGS = ("en", "n")


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """The parts of a German compound in dictionary form (Kerzenreste → Kerze, Rest), the fewest and most even ones.

    Empty for a word that is no compound.
    """
    lower = word.replace("-", "").lower()
    if not SHORTEST_WORD <= len(lower) <= LONGEST_WORD or is_cyrillic(lower) or not lower.isalpha():
        return ()
    if time_words(lower) or (entry(lower, "de") and not noun(lower)):
        return ()
    return _split(lower, 3) or ()


@lru_cache(maxsize=100_000)
def _split(word: str, most: int) -> tuple[str, ...] | None:
    """At most so many parts; None when the word cannot be split."""
    best: tuple[tuple[int, int], tuple[str, ...]] | None = None
    for cut in range(3, len(word) - 2):
        found = _parts_at(word, cut, most)
        if found:
            worth = (-len(found), min(cut, len(word) - cut))
            best = max(best, (worth, found)) if best else (worth, found)
    return best[1] if best else None


def _parts_at(word: str, cut: int, most: int) -> tuple[str, ...] | None:
    head = _modifier(word[:cut])
    if not head:
        return None
    rest = word[cut:]
    if rest.startswith("s") and word[:cut].endswith(LINKED):
        return None
    if last := _last(rest):
        return (head, last)
    deeper = _split(rest, most - 1) if most > 2 else None  # noqa: PLR2004 - two parts are the fewest
    return (head, *deeper) if deeper else None


@lru_cache(maxsize=20_000)
def tail(word: str) -> str:
    """The last part of a compound as it is written (Flüchtlingsberatung → beratung); empty for other words."""
    lower = word.lower()
    found = parts(word)
    cuts = range(3, len(lower) - 2) if found else ()
    return next((lower[cut:] for cut in cuts if noun(lower[cut:]) == found[-1] and _modifiers(lower[:cut])), "")


def _modifiers(text: str) -> bool:
    return bool(_modifier(text) or parts(text))


def _long_enough(part: str) -> bool:
    return (len(part) >= SHORTEST_PART or part in SHORT_PARTS) and part not in ENDINGS


def _last(part: str) -> str | None:
    if not _long_enough(part):
        return None
    return noun(part)


@lru_cache(maxsize=100_000)
def _modifier(part: str) -> str | None:
    """The dictionary form of what may stand before another part: a noun with or without link, a verb's stem."""
    if part in PREFIXES:
        return part
    if not _long_enough(part):
        return None
    if found := noun(part):
        return found
    for link in LINKS:
        stem = part.removesuffix(link)
        if stem != part and _long_enough(stem) and (found := noun(stem)):
            return found
    if len(part) >= SHORTEST_PART and (found := noun(part + "e")):
        return found
    return next((part + end for end in VERB_ENDINGS if entry(part + end, "de") == part + end), None)
