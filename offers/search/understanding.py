"""From what somebody typed to terms with alternatives; two statements, whatever the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from arnsberg_hilfe.core.words import (
    fold,
    forms,
    is_cyrillic,
    is_stopword,
    latin,
    parts,
    pieces,
    schedule_words,
    time_words,
    tokens,
)
from offers.models.glossary_keys import keys_of, meaningful, sound_key
from offers.models.search_document import HEAD, TITLE, WHOLE_CITY
from offers.models.search_document import PART as PART_OF
from offers.search import glossary, vocabulary
from offers.search.corrections import nearest
from offers.search.glossary import BROADER, NARROWER, RELATED, Meaning, Terms
from offers.search.query import Query, Term, in_any_language, marked, with_parts
from offers.search.vocabulary import Found

LONGEST_TEXT = 200
MOST_WORDS = 12
LONGEST_PHRASE = 4
SHORTEST_PREFIX = 5
SHORTEST_SYNONYM = 3
UNKNOWN_SHARE = 0.8
SCATTERED = 0.7  # the words of a synonym of several words need not stand together in the offer
SHORT_DAYS = frozenset(["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"])

EXACT, SYNONYM, NARROW, PART, PREFIX, FUZZY, LOOSE, HALF, CITY = 1.0, 0.9, 0.8, 0.75, 0.6, 0.5, 0.48, 0.35, 0.2


@dataclass
class Word:
    """A word of the query with what the vocabulary knows about it."""

    text: str
    forms: tuple[str, ...]
    known: list[Found] = field(default_factory=list)
    near: list[Found] = field(default_factory=list)
    is_district: bool = False
    parts: tuple[str, ...] = ()

    @property
    def offers(self) -> int:
        return max((found.offers for found in self.known), default=0)


def understand(text: str, *, language: str = "de") -> Query:
    """Never fails: of any text the first 200 characters and 12 words are taken.

    `language` is the language of the page; words of every language are understood on each.
    """
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_TEXT].strip()
    words = _words(text)
    query = Query(text)
    if not words:
        return query
    _consult_vocabulary(words)
    meanings = glossary.look_up(_keys(words))
    for group, meant in _phrases(words, meanings):
        query.terms.append(_term(group, meant, meanings, alone=len(words) == len(group)))
    for word in words:
        _note(word, query)
    _lighten_unknown(query)
    return query


def _lighten_unknown(query: Query) -> None:
    """A word that means nothing to the search must not keep the others from being found."""
    telling = [term.weight for term in query.terms if term.is_known and not term.is_district]
    for term in query.terms:
        if telling and not term.is_known:
            term.weight = UNKNOWN_SHARE * max(telling)


def _words(text: str) -> list[Word]:
    found = tokens(text)[: MOST_WORDS * 2]
    telling = [token for token in found if token in SHORT_DAYS or not is_stopword(token)] or found
    return [Word(token, forms(token), parts=parts(token)) for token in telling[:MOST_WORDS] if forms(token)]


def _consult_vocabulary(words: list[Word]) -> None:
    asked = {word.text: dict(_spellings(word)) for word in words}
    found, districts = vocabulary.look_up(asked)
    names = {fold(each) for name, aliases in districts for each in (name, *aliases.split(","))} - {""}
    for word in words:
        word.known = [row for row in found[word.text] if not row.spelling]
        word.near = nearest([row for row in found[word.text] if row.spelling])
        word.is_district = bool(names & {word.forms[0], *latin(word.text), *(row.folded for row in word.near)})


def _spellings(word: Word) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The word as typed, and a Cyrillic one in Latin letters too."""
    yield word.forms[0], word.forms
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
        keys.add(sound_key(texts))
    return keys


def _phrases(words: list[Word], meanings: list[Meaning]) -> Iterator[tuple[list[Word], list[Meaning]]]:
    """The words cut into groups: the longest phrases the glossary knows, single words between them."""
    start = 0
    while start < len(words):
        for end in range(min(start + LONGEST_PHRASE, len(words)), start, -1):
            keys = _keys_of_group(words[start:end])
            meant = [meaning for meaning in meanings if meaning.keys & keys]
            if meant or end == start + 1:
                yield words[start:end], meant
                start = end
                break


def _term(group: list[Word], meant: list[Meaning], meanings: list[Meaning], *, alone: bool) -> Term:
    term = Term(" ".join(word.text for word in group))
    if len(group) > 1:
        term.add(EXACT, (in_any_language(word.forms) for word in group))
        term.add(PART, (with_parts(word.forms) for word in group))
        term.add(EXACT, [{"".join(word.forms[0] for word in group)}])
    else:
        _add_word(term, group[0], alone=alone)
        _add_parts(term, group[0].parts, meanings, alone=alone)
    is_typo = any(word.near and not word.known for word in group)
    main = _main_meanings(group, meant)
    for meaning in meant:
        _add_meaning(term, meaning, factor=FUZZY if is_typo else 1.0, is_main=meaning in main)
    term.is_district = any(word.is_district for word in group)
    term.is_known = bool(meant or term.is_district or any(word.offers or word.near for word in group))
    offers = max([*(word.offers for word in group if len(group) == 1), *(meaning.offers for meaning in meant)], default=0)
    term.weight = 1 / (1 + log(1 + offers))
    return term


def _main_meanings(group: list[Word], meant: list[Meaning]) -> list[Meaning]:
    """The concepts named by the words themselves; all of them when the words are just synonyms."""
    keys = keys_of(word.text for word in group)
    return [meaning for meaning in meant if keys & keys_of(meaningful(meaning.terms.label), "de")] or meant


def _add_word(term: Term, word: Word, *, alone: bool) -> None:
    term.add(EXACT, [in_any_language(word.forms)])
    term.add(EXACT, [latin(word.text)])
    for day in time_words(word.text) or (schedule_words(word.text) if _is_span(word.text) else ()):
        term.add(EXACT if len(time_words(word.text)) == 1 else SYNONYM, [[day]])
    if hyphened := [forms(piece) for piece in pieces(word.text)]:
        term.add(SYNONYM, (with_parts(each) for each in hyphened))
    term.add(PREFIX, [[*_prefixes(word)]])
    term.add(PART, [marked(PART_OF, word.forms)])
    for found in word.near:
        term.add(FUZZY, [with_parts(forms(found.word))])
    if word.is_district and not alone:
        term.add(CITY, [[WHOLE_CITY]])


def _add_parts(term: Term, found: tuple[str, ...], meanings: list[Meaning], *, alone: bool) -> None:
    """A compound is met by all of its parts, by synonyms of them, and faintly by one of them."""
    groups = [with_parts(forms(part, "de")) for part in found]
    term.add(PART, groups)
    term.add(PREFIX, [group | _synonyms(part, meanings) for part, group in zip(found, groups, strict=True)])
    if not alone:
        for group in groups:
            term.add(HALF, [group])


def _synonyms(part: str, meanings: list[Meaning]) -> frozenset[str]:
    """Single words of the concept that is named like the part."""
    own = set(forms(part, "de"))
    named = (meaning for meaning in meanings if own & keys_of(meaningful(meaning.terms.label), "de"))
    return frozenset(lexeme for meaning in named for lexeme in _single_words(meaning.terms.ways()))


def _is_span(text: str) -> bool:
    return text in SHORT_DAYS or any(piece.capitalize() in SHORT_DAYS for piece in pieces(text))


def _prefixes(word: Word) -> Iterable[str]:
    shortest = min((form for form in word.forms[:2] if len(form) >= SHORTEST_PREFIX), key=len, default="")
    return in_any_language([f"{shortest}*"]) if shortest else []


def _add_meaning(term: Term, meaning: Meaning, *, factor: float, is_main: bool) -> None:
    """Synonyms; for the main meaning also narrower concepts, and neighbours as far as titles name them."""
    single = _add_terms(term, SYNONYM * factor, meaning.terms)
    term.add(PREFIX * factor, [marked(HEAD, single)])
    term.add(LOOSE * factor, [marked(PART_OF, single)])
    if not is_main:
        return
    for narrower in meaning.neighbours[NARROWER]:
        _add_terms(term, NARROW * factor, narrower)
    for neighbour in meaning.neighbours[BROADER] + meaning.neighbours[RELATED]:
        words = meaningful(neighbour.label)
        term.add(LOOSE * factor, [marked(TITLE, forms(word, "de")) for word in words])


def _add_terms(term: Term, quality: float, terms: Terms) -> frozenset[str]:
    """Single words together as one group, phrases each with all of its words. Returns the single words' lexemes."""
    ways = terms.ways()
    single = _single_words(ways)
    term.add(quality, [single])
    for way in ways:
        if len(way) > 1:
            term.add(SCATTERED * quality, way)
    return single


def _single_words(ways: Iterable[tuple[frozenset[str], ...]]) -> frozenset[str]:
    found = (lexeme for way in ways if len(way) == 1 for lexeme in way[0])
    return frozenset(lexeme for lexeme in found if len(lexeme) >= SHORTEST_SYNONYM)


def _note(word: Word, query: Query) -> None:
    if word.near and not word.known:
        query.corrections[word.text] = word.near[0].word
    elif any(term.text == word.text and not term.is_known for term in query.terms):
        query.unknown.append(word.text)
