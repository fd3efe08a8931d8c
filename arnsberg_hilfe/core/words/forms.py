from functools import lru_cache

import snowballstemmer

from arnsberg_hilfe.core.words.folding import fold, is_cyrillic
from arnsberg_hilfe.core.words.lexicon import entry, lemma, noun

STEMMERS = {name: snowballstemmer.stemmer(name) for name in ("german", "english", "russian")}
UNACCENTED = str.maketrans("äöü", "aou")
SHORTEST_BASE = 5
SHORTEST_STEM = 3


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """The folded spelling first, then stems and dictionary forms, each once; nothing for a word without letters."""
    surface = fold(word)
    if not surface:
        return ()
    others = _cyrillic_forms(word, surface) if is_cyrillic(surface) else _latin_forms(word, surface)
    return tuple(dict.fromkeys([surface, *(form for form in others if len(form) >= SHORTEST_STEM)]))


def _cyrillic_forms(word: str, surface: str) -> list[str]:
    """Ukrainian by dictionary, Russian by its stemmer (which serves many Ukrainian endings as well)."""
    dictionary_form = fold(lemma(word.casefold(), "uk"))
    stem = STEMMERS["russian"].stemWord
    return [stem(surface), dictionary_form, stem(dictionary_form)]


def _latin_forms(word: str, surface: str) -> list[str]:
    plain = word.replace("-", "")
    dictionary_form = fold(lemma(plain, "de"))
    stem = STEMMERS["german"].stemWord
    found = [stem(surface), dictionary_form, stem(dictionary_form)]
    if base := masculine(plain):
        found += [fold(base), stem(fold(base))]
    if english := entry(plain.lower(), "en"):
        found += [fold(english), STEMMERS["english"].stemWord(fold(english))]
    return found


def masculine(word: str) -> str | None:
    """Helferin and Helferinnen → Helfer, Patin → Pate, Ärztin → Arzt; None for other words."""
    lower = word.lower()
    ending = next((end for end in ("innen", "in") if lower.endswith(end)), None)
    if ending is None:
        return None
    stem = lower.removesuffix(ending)
    candidates = [stem if len(stem) >= SHORTEST_BASE else "", stem.translate(UNACCENTED), f"{stem}e"]
    if candidates[1] == stem:
        candidates[1] = ""
    return next((each.capitalize() for each in candidates if each and noun(each) == each.capitalize()), None)
