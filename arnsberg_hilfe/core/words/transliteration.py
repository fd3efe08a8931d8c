"""Cyrillic and Latin spellings of the same word, as people write them by ear."""

import re
from functools import lru_cache

from arnsberg_hilfe.core.words.folding import fold, is_cyrillic

SHARED = dict(zip("абвгґдеєжзиійклмнопрстуфхцчшщьъыэ", "abwggdeeszyijklmnoprstufhzcss  ye", strict=True))
GERMAN = SHARED | {
    "ж": "sch", "з": "s", "и": "y", "ї": "ji", "х": "ch", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "u", "я": "ja",
    "ь": "", "ъ": "", "ы": "y", "э": "e", "є": "je", "ё": "jo", "’": "",
}  # fmt: skip
ENGLISH = GERMAN | {
    "в": "v", "ж": "zh", "з": "z", "и": "y", "й": "y", "ї": "yi", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ю": "yu", "я": "ya", "є": "ye", "ё": "yo", "г": "h",
}  # fmt: skip
RUSSIAN = GERMAN | {"и": "i", "г": "g", "х": "h", "з": "z", "в": "w"}
# German names as Ukrainians write them: Г stands for H
NAMES = GERMAN | {"г": "h", "ґ": "g", "и": "i", "й": "i", "х": "h", "в": "v"}
STYLES = (GERMAN, ENGLISH, RUSSIAN, NAMES)

# One letter for each sound, whatever the spelling
SOUNDS = (
    ("schtsch|shch|sch|sh|š", "s"), ("tsch|ch|č", "c"), ("kh|x", "h"), ("zh|ž", "z"), ("ts|tz", "c"), ("ph", "f"),
    ("w", "v"), ("g", "h"), ("[yji]+", "i"), ("i(?=[aeou])", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip

# The other way round, longer spellings first
FROM_LATIN = {
    "tsch": "ч", "shch": "щ", "sch": "ш", "sh": "ш", "zh": "ж", "kh": "х", "ch": "ч", "ts": "ц", "tz": "ц", "ph": "ф",
    "yu": "ю", "ju": "ю", "ya": "я", "ja": "я", "ye": "є", "je": "є", "yi": "ї", "ji": "ї", "tsk": "цьк",
    "q": "к", "x": "х", "w": "в", "c": "ц", "h": "г", "j": "й", "y": "и", "i": "і", "'": "ь",
    **dict(zip("abdefgklmnoprstuvz", "абдефгклмнопрстувз", strict=True)),
}  # fmt: skip
UKRAINIAN_LETTERS = FROM_LATIN
RUSSIAN_LETTERS = FROM_LATIN | {
    "ye": "е", "je": "е", "yi": "ый", "ji": "и", "yo": "ё", "jo": "ё", "tsk": "цк", "h": "х", "y": "ы", "i": "и",
}  # fmt: skip
LETTERS = re.compile("|".join(sorted(RUSSIAN_LETTERS, key=len, reverse=True)))


@lru_cache(maxsize=20_000)
def latin(word: str) -> tuple[str, ...]:
    """Folded Latin spellings of a Cyrillic word, most German first; nothing for other words."""
    if not is_cyrillic(word):
        return ()
    lower = word.casefold()
    spelled = ("".join(style.get(letter, letter) for letter in lower) for style in STYLES)
    return tuple(dict.fromkeys(folded for each in spelled if (folded := fold(each))))


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A key that is the same for a Ukrainian or Russian word and for its usual Latin spellings."""
    lower = word.casefold()
    if is_cyrillic(lower):
        lower = "".join(ENGLISH.get(letter, letter) for letter in lower)
    for pattern, letter in SOUNDS:
        lower = re.sub(pattern, letter, lower)
    return re.sub(r"[\W_]+", "", lower)


@lru_cache(maxsize=20_000)
def cyrillic(word: str) -> tuple[str, ...]:
    """A word in Latin letters as it is written in Ukrainian and in Russian; nothing for other words."""
    if not word.isascii():
        return ()
    lower = word.casefold()
    return tuple(_written(lower, letters) for letters in (UKRAINIAN_LETTERS, RUSSIAN_LETTERS))


def _written(word: str, letters: dict[str, str]) -> str:
    word = re.sub(r"(?<=[aeiou])i", "ji", re.sub(r"(?<=[aeiouy])y(?![aeu])", "j", word))
    return LETTERS.sub(lambda match: letters.get(match[0], match[0]), word)
