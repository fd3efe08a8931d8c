from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Model

from arnsberg_hilfe.core.words import forms, is_stopword, pieces, sound, tokens

LANGUAGES = ("de", "uk", "ru", "en")
BY_SOUND = ("uk", "ru")
SOUND, IN_PHRASE = "≈", "·"
LONGEST = 120


class GlossaryKeysField(ArrayField):
    """The keys by which a concept's terms are looked up, computed whenever the concept is saved (like `auto_now`).

    Marked ones: `≈` by sound, `·` the words inside phrases (only to see which of them occur in offers).
    """

    def __init__(self, **options) -> None:
        options |= {"base_field": models.CharField(max_length=LONGEST), "default": list, "editable": False}
        super().__init__(**options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        for option in ("base_field", "default", "editable"):
            options.pop(option, None)
        return name, path, args, options

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: ARG002, FBT001 - Django's signature
        value = sorted(keys_of_concept(model_instance))
        setattr(model_instance, self.attname, value)
        return value


def terms_of_concept(concept: Any) -> list[tuple[str, str]]:
    """Language and text of every term, the label first."""
    return [("de", concept.label), *((language, term) for language in LANGUAGES for term in getattr(concept, language))]


def keys_of_concept(concept: Any) -> set[str]:
    keys = {key for language, term in terms_of_concept(concept) for key in keys_of(meaningful(term), language)}
    words = {
        IN_PHRASE + form
        for language, term in terms_of_concept(concept)
        if len(found := meaningful(term)) > 1
        for word in found
        for form in forms(word, language)
    }
    sounds = {sound_key(meaningful(term)) for language in BY_SOUND for term in getattr(concept, language)}
    return keys | words | sounds - {SOUND}


def meaningful(term: str) -> list[str]:
    """The term's words without stop words, unless it has no others; hyphened words in pieces."""
    found = tokens(term)
    telling = [token for token in found if not is_stopword(token)] or found
    return [piece for token in telling for piece in pieces(token) or [token]]


def keys_of(words: Iterable[str], language: str = "") -> set[str]:
    """Keys of a word or phrase: by folded spellings, by stems, by dictionary forms, and by the words run together."""
    words = list(words)
    if not language:
        return keys_of(words, "de") | keys_of(words, "en")
    ladders = [found for word in words if (found := forms(word, language))]
    if len(ladders) < 2:  # noqa: PLR2004 - a word, not a phrase
        return {form for found in ladders for form in found}
    rungs = range(max(map(len, ladders)))
    keys = {" ".join(found[min(rung, len(found) - 1)] for found in ladders) for rung in rungs}
    return {key[:LONGEST] for key in (*keys, "".join(found[0] for found in ladders))}


def sound_key(words: Iterable[str]) -> str:
    """A key by sound, for Ukrainian and Russian typed in Latin letters."""
    return (SOUND + " ".join(sound(word) for word in words))[:LONGEST]
