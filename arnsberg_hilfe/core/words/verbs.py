"""German verbs that come in two pieces."""

import re
from collections.abc import Iterator

from arnsberg_hilfe.core.words.lexicon import entry

PREFIXES = frozenset(
    "ab an auf aus bei ein fest fort frei her hin kennen los mit nach statt teil um vor vorbei weg weiter zu zurück "
    "zusammen".split()
)
SENTENCE_END = re.compile(r"(?<=\s)(\w+)(?=[.,;:!?]|$)")
APART = frozenset("kennen teil vorbei weg zurück zusammen".split())  # people put a space before the verb


def rejoined(words: list[str]) -> list[str]:
    """«wo gebe ich Möbel ab» asks for abgeben, «kennen lernen» for kennenlernen; other words stay as they are."""
    for place, word in enumerate(words[:-1]):
        if words[-1] in PREFIXES and (verb := _verb(words[-1], word if place else word.lower())):
            return [*words[:place], verb, *words[place + 1 : -1]]
        if word in APART and (verb := _verb(word, words[place + 1])):
            return [*words[:place], verb, *words[place + 2 :]]
    return words


def joined_in(text: str) -> Iterator[str]:
    """The verbs of a text that it has in two pieces: «Wir packen alle mit an» has anpacken."""
    for end in SENTENCE_END.finditer(text):
        words = re.findall(r"\w+", text[: end.start()].rpartition(". ")[2]) if end[1] in PREFIXES else []
        verbs = (_verb(end[1], word) for word in words if word.islower())
        yield from [verb for verb in verbs if verb][:1]


def _verb(prefix: str, word: str) -> str:
    """The verb that both make up; empty when there is none."""
    base = entry(word, "de") or ""
    verb = prefix + base
    return verb if base.endswith("n") and entry(verb, "de") == verb else ""
