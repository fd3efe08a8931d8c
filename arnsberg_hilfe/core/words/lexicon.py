"""simplemma's dictionaries in their frugal form: three languages in about 30 MB, loaded when first needed."""

from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=LOW_MEMORY_DICTIONARY_FACTORY))


@lru_cache(maxsize=100_000)
def lemma(word: str, language: str) -> str:
    """The dictionary form by lookup and by rules for unknown words; the word itself where nothing is known."""
    return LEMMATIZER.lemmatize(word, lang=language)


@lru_cache(maxsize=100_000)
def noun(word: str) -> str | None:
    """The dictionary form of a German noun given in lower case, None when there is no such noun."""
    found = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de").get(word.capitalize())
    return found if found and found[0].isupper() else None


@lru_cache(maxsize=100_000)
def entry(word: str, language: str) -> str | None:
    """The dictionary form of exactly this spelling, None when the dictionary lacks it."""
    return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(language).get(word)


def is_english(word: str) -> bool:
    """Whether it is a word of English only, as in German texts (Repair Café, Kick Racism out)."""
    lower = word.lower()
    return entry(lower, "en") is not None and entry(lower, "de") is None and noun(lower) is None


def is_thing(word: str) -> bool:
    """False for what only describes: German adjectives, adverbs and verbs, in small letters."""
    return not word.islower() or entry(word, "de") is None or noun(word) == word.capitalize()


def is_action(word: str) -> bool:
    """A German verb (verschenken, verschenke) whose letters are no other noun's (karten, die Karten)."""
    return (is_infinitive(word) and noun(word) in (None, word.capitalize())) or bool(finite_verb(word))


def finite_verb(word: str) -> str:
    """The infinitive of a German verb in another form, at the start of a sentence too; empty for other words."""
    lower = word.lower()
    found = entry(lower, "de") or ""
    is_verb = (
        entry(lower, "en") is None
        and found != lower
        and found.islower()
        and found.endswith("n")
        and entry(found, "de") == found
    )
    return found if is_verb and noun(lower) is None and not word.isupper() else ""


def is_infinitive(word: str) -> bool:
    return word.endswith("n") and word.islower() and entry(word, "de") == word
