import re
import threading
from functools import lru_cache

import snowballstemmer

from arnsberg_hilfe.core.words.folding import fold, is_cyrillic
from arnsberg_hilfe.core.words.lexicon import entry, lemma, noun


class Stemmers(threading.local):
    """Each thread's own: snowballstemmer keeps the word it works on in the object."""

    def __init__(self) -> None:
        self.german = snowballstemmer.stemmer("german").stemWord
        self.english = snowballstemmer.stemmer("english").stemWord
        self.russian = snowballstemmer.stemmer("russian").stemWord


STEMMERS = Stemmers()
UNACCENTED = str.maketrans("äöü", "aou")
SHORTEST_BASE = 5
SHORTEST_FORM = 3
LONGEST_DOUBTFUL_STEM, LONGEST_STEM = 4, 60
UMLAUT = re.compile("[äöü]")


@lru_cache(maxsize=200_000)
def forms(word: str, language: str = "") -> tuple[str, ...]:
    """The folded spelling first, then stem, dictionary form and its stem, each once; nothing without letters.

    Words in Latin letters are read as German or English («de», «en») or, where the language is open, as both.
    """
    surface = fold(word)
    if len(surface) <= SHORTEST_FORM:
        return (surface,) if surface else ()
    if is_cyrillic(surface):
        others = _cyrillic_forms(word, surface)
    else:
        others = [form for code, read in READERS.items() if language in ("", code) for form in read(word, surface)]
    return tuple(dict.fromkeys([surface, *(form for form in others if len(form) >= SHORTEST_FORM)]))


def _cyrillic_forms(word: str, surface: str) -> list[str]:
    """Ukrainian by dictionary, Russian by its stemmer (which serves many Ukrainian endings as well)."""
    dictionary_form = fold(lemma(word.casefold(), "uk"))
    stem = STEMMERS.russian
    return [stem(surface), dictionary_form, stem(dictionary_form)]


def _german_forms(word: str, surface: str) -> list[str]:
    plain = word.replace("-", "")
    dictionary_form = fold(lemma(plain, "de"))
    stem = STEMMERS.german
    found = [stem(surface), dictionary_form, stem(dictionary_form)]
    if (known := entry(plain, "de")) and known != plain and stem(fold(known)) != found[0]:
        found = found[1:]  # «gebeten» is no Gebet
    if known or noun(plain):
        # without their umlauts, stems are those of other words too: Küche and Kuchen, Anfänger and anfangs
        longest = LONGEST_STEM if UMLAUT.search(plain.lower()) else LONGEST_DOUBTFUL_STEM
        found = [form for form in found if len(form) > longest or form == dictionary_form]
    if base := masculine(plain):
        found += [fold(base)] if UMLAUT.search(base.lower()) else [fold(base), stem(fold(base))]
    return found


def _english_forms(word: str, surface: str) -> list[str]:
    dictionary_form = fold(entry(word.lower(), "en") or surface)
    stem = STEMMERS.english
    return [stem(surface), dictionary_form, stem(dictionary_form)]


READERS = {"de": _german_forms, "en": _english_forms}


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
