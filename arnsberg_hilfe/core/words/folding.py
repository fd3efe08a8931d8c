import re
import unicodedata
from functools import lru_cache

LONGEST = 60
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
NOT_WORD = re.compile(r"[\W_]+")
# Latin letters that stand in Cyrillic words because they look the same
LOOK_ALIKES = str.maketrans("aceiopxy", "асеіорху")
CYRILLIC_VARIANTS = str.maketrans("ґєї", "геі")
# «ue» is a written umlaut unless it follows a vowel or q: Mueller, but Frauen, neue, Quelle
WRITTEN_UMLAUT = re.compile(r"(?<![aeiouq])(u)e|([ao])e")


def is_cyrillic(word: str) -> bool:
    return CYRILLIC.search(word) is not None


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The spelling words are compared in: no case, accents, umlauts (written either way), ß, apostrophes, hyphens."""
    text = unicodedata.normalize("NFKC", word).casefold()
    text = NOT_WORD.sub("", _without_accents(text))[:LONGEST]
    if is_cyrillic(text):
        return text.translate(LOOK_ALIKES).translate(CYRILLIC_VARIANTS)
    return WRITTEN_UMLAUT.sub(lambda match: match[1] or match[2], text)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
