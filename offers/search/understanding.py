"""From what somebody typed to terms with alternatives; two statements, whatever the text."""

from collections.abc import Iterator
from itertools import pairwise

from arnsberg_hilfe.core.words import (
    cyrillic,
    fold,
    forms,
    is_cyrillic,
    is_faint,
    is_purpose,
    is_stopword,
    latin,
    parts,
    rejoined,
    sounds_empty,
    tokens,
)
from offers.models.glossary_keys import keys_of, meaningful, sound_key
from offers.models.search_document import THEME, TRANSLATED
from offers.search import glossary, vocabulary
from offers.search.corrections import nearest
from offers.search.glossary import Meaning
from offers.search.query import Query
from offers.search.terms import GOODS, SHORT_DAYS, Word, build_term, is_circumstance

LONGEST_TEXT = 200
MOST_WORDS = 12
LONGEST_PHRASE = 4
SHORTEST_PREFIX = 5
UNKNOWN_SHARE = 0.75


def understand(text: str, *, language: str = "de") -> Query:  # noqa: ARG001 - kept for spelling hints by language
    """Never fails: of any text the first 200 characters and 12 words are taken.

    `language` is the language of the page; words of every language are understood on each.
    """
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_TEXT].strip()
    words = _words(text)
    query = Query(text)
    if not words:
        return query
    districts = _consult_vocabulary(words)
    words = [word for word in words if word.known or not sounds_empty(word.text)] or words
    meanings = glossary.look_up(_keys(words))
    _recognize_districts(words, meanings, districts)
    _spare_foreign(words, meanings)
    groups = list(_phrases(words, meanings))
    telling = [each for each in groups if not all(is_faint(word.text) for word in each[0])] or groups
    for group, meant in telling:
        query.terms.append(build_term(group, meant, meanings))
    if len(query.core) == 1:
        query.core[0].drop_hints()
    for word in words:
        _note(word, query)
    _lighten_unknown(query)
    return query


def _lighten_unknown(query: Query) -> None:
    """A word that stands in no offer must not keep the others from being found, unless no thing is left.

    Who has a cat to give away is not helped by other things that are given away.
    """
    telling = [term.weight for term in query.required if term.is_met and not (term.is_action or term.is_circumstance)]
    for term in query.required:
        if telling and not term.is_met:
            term.weight = UNKNOWN_SHARE * max(telling)


def _words(text: str) -> list[Word]:
    found = rejoined(tokens(text)[: MOST_WORDS * 2])
    telling = [token for token in found if not is_stopword(token) or _is_short_form(token, text)] or found
    purposes = set(_purposes(found))
    return [
        Word(token, forms(token), parts=parts(token), is_purpose=token in purposes)
        for token in telling[:MOST_WORDS]
        if forms(token)
    ]


def _purposes(tokens: list[str]) -> Iterator[str]:
    """What stands behind «für», words without a meaning left out: «für meine Tochter»."""
    telling = [token for token in tokens if is_purpose(token) or not is_stopword(token)]
    yield from (word for preposition, word in pairwise(telling) if is_purpose(preposition))


def _is_short_form(token: str, text: str) -> bool:
    """«IT» and «Mi» are no stop words, unless all the text is in capitals."""
    return token in SHORT_DAYS or (len(token) > 1 and token.isupper() and not text.isupper())


def _consult_vocabulary(words: list[Word]) -> set[str]:
    """Fill in what is known about the words. Returns the Stadtteile's names."""
    asked = {word.text: dict(_spellings(word)) for word in words}
    beginnings = {word.text: start for word in words if (start := _beginning(word))}
    found, districts = vocabulary.look_up(asked, beginnings)
    names = {fold(each) for name, aliases in districts for each in (name, *aliases.split(","))} - {""}
    for word in words:
        known = [row for row in found[word.text] if not row.spelling]
        word.known = [row for row in known if not row.folded.startswith(TRANSLATED)]
        word.is_translated = len(known) > len(word.known)
        word.longer = [row.folded for row in found[word.text] if row.spelling == "*"]
        word.near = nearest([row for row in found[word.text] if row.spelling not in ("", "*")])
        word.is_district = bool(names & {word.forms[0], *latin(word.text), *(row.folded for row in word.near)})
    return names


def _recognize_districts(words: list[Word], meanings: list[Meaning], names: set[str]) -> None:
    """Stadtteile under the names that only the glossary knows."""
    places = [meaning for meaning in meanings if fold(meaning.terms.label) in names]
    for word in words:
        word.is_district |= bool(_meant([word], places))


def _spare_foreign(words: list[Word], meanings: list[Meaning]) -> None:
    """A Ukrainian or Russian word in Latin letters is no slip for a German one."""
    for word in words:
        if word.near and any(meaning.keys & _foreign_keys([word.text]) for meaning in meanings):
            word.near = []


def _meant(group: list[Word], meanings: list[Meaning]) -> list[Meaning]:
    keys = _keys_of_group(group)
    return [meaning for meaning in meanings if meaning.keys & keys] or _goods(group, meanings)


def _goods(group: list[Word], meanings: list[Meaning]) -> list[Meaning]:
    """What a compound is, if that is a good: Gartenmöbel are Möbel (while a Hundeschule is no Schule)."""
    heads = [part for word in group for part in word.parts[-1:]] if len(group) == 1 else []
    keys = {form for head in heads for form in forms(head, "de")}
    return [meaning for meaning in meanings if meaning.keys & keys and meaning.is_kind_of(GOODS)]


def _spellings(word: Word) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The word as typed, also as a theme's and a translation's, and a Cyrillic one in Latin letters."""
    yield word.forms[0], (*word.forms, *(mark + form for mark in (THEME, TRANSLATED) for form in word.forms))
    for spelling in latin(word.text):
        yield spelling, forms(spelling)


def _keys(words: list[Word]) -> set[str]:
    keys = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
            keys |= _keys_of_group(words[start:end])
    return keys | {form for word in words for part in word.parts for form in forms(part, "de")}


def _keys_of_group(group: list[Word]) -> set[str]:
    """Keys under which the glossary may know these words, mistyped ones by what they were meant to be."""
    texts = [word.text for word in group]
    keys = keys_of(meaningful(" ".join(texts)))
    if any(word.near for word in group):
        keys |= keys_of(word.near[0].word if word.near else word.text for word in group)
    if not any(is_cyrillic(text) for text in texts) and any(not word.known for word in group):
        keys |= _foreign_keys(texts)
    return keys


def _foreign_keys(texts: list[str]) -> set[str]:
    """Keys by sound, and by what the words are in Cyrillic letters."""
    spelled = zip(*map(cyrillic, texts), strict=False)
    return {sound_key(texts)} | {key for words in spelled for key in keys_of(words, "uk")}


def _phrases(words: list[Word], meanings: list[Meaning]) -> Iterator[tuple[list[Word], list[Meaning]]]:
    """The words cut into groups: the longest phrases the glossary knows, single words between them.

    A phrase that no offer has is no reason to insist on a circumstance in it, if offers have the thing.
    """
    start = 0
    while start < len(words):
        for end in range(min(start + LONGEST_PHRASE, len(words)), start, -1):
            group = words[start:end]
            meant = _meant(group, meanings)
            is_met = any(meaning.offers for meaning in meant)
            if len(group) == 1 or (meant and (is_met or not _is_divisible(group, meanings))):
                yield group, meant
                start = end
                break


def _is_divisible(group: list[Word], meanings: list[Meaning]) -> bool:
    """Whether the phrase is a thing that offers have and a circumstance beside it."""
    meant = [_meant([word], meanings) for word in group]
    things = [
        word.offers or any(meaning.offers for meaning in found)
        for word, found in zip(group, meant, strict=True)
        if not is_circumstance([word], found)
    ]
    return 0 < len(things) < len(group) and all(things)


def _beginning(word: Word) -> str:
    """What longer words have to begin with to be taken for the word; empty for short words."""
    return min((form for form in word.forms[:2] if len(form) >= SHORTEST_PREFIX), key=len, default="")


def _note(word: Word, query: Query) -> None:
    if word.near and not word.known:
        query.corrections[word.text] = word.near[0].word
    elif any(term.text == word.text and not term.is_known for term in query.terms):
        query.unknown.append(word.text)
