"""From words and their meanings to a term: the alternatives by which it is met, with their quality."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from arnsberg_hilfe.core.words import (
    TIMES,
    fold,
    forms,
    is_action,
    is_faint,
    is_infinitive,
    is_negating,
    is_thing,
    latin,
    pieces,
    schedule_words,
    time_words,
)
from offers.models.glossary_keys import keys_of, meaningful
from offers.models.search_document import HEAD, THEME, TITLE, TRANSLATED, WHOLE_CITY
from offers.models.search_document import PART as PART_OF
from offers.search.glossary import BROADER, FAR, NARROWER, RELATED, Meaning, Terms
from offers.search.query import Term, in_any_language, marked, with_parts
from offers.search.vocabulary import Found

EXACT, SYNONYM, NARROW, PART, PREFIX = 1.0, 0.9, 0.8, 0.75, 0.6
FUZZY, LOOSE, THEMED, NEAR = 0.65, 0.48, 0.45, 0.42
HALF, CITY = 0.35, 0.2
TRANSLATION = 0.75  # in the short text still more than a guess
MISTYPED = 0.5  # of what the word was probably meant to be, its synonyms count half
SCATTERED = 0.7  # the words of a synonym of several words need not stand together in the offer
SHORTEST_SYNONYM, SHORTEST_PART = 3, 4
# What may happen in many ways: who asks for a Yogakurs takes a Yogagruppe too
FORMATS = frozenset(
    "abend aktion angebot club gruppe kreis kurs lehrgang nachmittag platz projekt runde stunde training treff treffen "
    "turnier unterricht verein workshop".split()
)
# Concepts whose narrower ones are told about a thing and hardly looked for themselves
CIRCUMSTANCES = frozenset(["Zielgruppe", "Rahmen"])
# Who takes goods, takes whatever lies below it, without naming it
GOODS = "Sachspende"
SHORT_DAYS = frozenset(["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"])


@dataclass
class Word:
    """A word of the query with what the vocabulary knows about it."""

    text: str
    forms: tuple[str, ...]
    known: list[Found] = field(default_factory=list)
    near: list[Found] = field(default_factory=list)
    longer: list[str] = field(default_factory=list)
    is_translated: bool = False  # stands in a translation
    is_district: bool = False  # names one, in whatever language
    is_purpose: bool = False  # stands behind «für»
    parts: tuple[str, ...] = ()

    @property
    def offers(self) -> int:
        """How many offers hold the word itself, or at most so many one of its forms."""
        return max((found.offers for found in self.known if not found.folded.startswith(THEME)), default=0)

    @property
    def in_themes(self) -> int:
        return sum(found.offers for found in self.known if found.folded.startswith(THEME))


def build_term(group: list[Word], meant: list[Meaning], meanings: list[Meaning]) -> Term:
    term = Term(" ".join(word.text for word in group))
    if len(group) > 1:
        term.add(EXACT, (in_any_language(word.forms) for word in group))
        term.add(PART, (with_parts(word.forms) for word in group))
        term.add(EXACT, [{"".join(word.forms[0] for word in group)}])
        _add_each(term, group, meanings)
    else:
        _add_word(term, group[0])
        _add_parts(term, group[0].parts, meanings)
    is_typo = any(word.near and not word.known for word in group)
    main = _main_meanings(group, meant)
    for meaning in meant:
        _add_meaning(term, meaning, factor=MISTYPED if is_typo else 1.0, is_main=meaning in main)
    _weigh(term, group, meant)
    if not term.is_met:  # what no offer says in German, nor by way of the glossary
        term.add(TRANSLATION, (marked(TRANSLATED, word.forms) for word in group))
    return term


def _weigh(term: Term, group: list[Word], meant: list[Meaning]) -> None:
    """How much the term tells: the rarer the more; whether it is one that offers may lack."""
    is_district = any(word.is_district for word in group)
    term.is_circumstance = is_circumstance(group, meant)
    term.is_action = all(is_action(word.text) for word in group)
    term.is_known = bool(meant or is_district or any(word.known or word.near or word.is_translated for word in group))
    is_telling = meant or is_district or any(word.near or is_thing(word.text) for word in group)
    term.is_optional = len(group) == 1 and not is_telling
    offers = max(min(word.offers for word in group), *(meaning.offers for meaning in meant), 0)
    term.weight = 1 / (1 + log(1 + offers))
    term.offers = offers + sum(1 for word in group if word.near) + max(word.in_themes for word in group)
    term.is_met |= bool(term.offers or any(word.longer or word.is_district for word in group))


def is_circumstance(group: list[Word], meant: list[Meaning]) -> bool:
    """A place, a time, a number, a quality, whom it is for, and what the glossary counts among the circumstances."""
    if any(word.is_district for word in group):
        return True
    if all(time_words(word.text) or word.is_purpose or word.text.isdigit() for word in group):
        return True
    return bool(meant) and all(_tells_more(meaning) for meaning in _main_meanings(group, meant))


def _tells_more(meaning: Meaning) -> bool:
    if CIRCUMSTANCES & {broader.label for broader in meaning.neighbours[BROADER]}:
        return True
    label = meaning.terms.label.lower()
    return bool(time_words(label)) or not (is_thing(label) or is_infinitive(label))


def _main_meanings(group: list[Word], meant: list[Meaning]) -> list[Meaning]:
    """The concepts named by the words themselves; all of them when the words are just synonyms."""
    return _main(keys_of(word.text for word in group), meant)


def _main(keys: set[str], meant: list[Meaning]) -> list[Meaning]:
    return [meaning for meaning in meant if keys & keys_of(meaningful(meaning.terms.label), "de")] or meant


def _add_word(term: Term, word: Word) -> None:
    term.add(EXACT, [in_any_language(word.forms)])
    term.add(EXACT, [latin(word.text)])
    term.add(THEMED, [marked(THEME, word.forms)])
    _add_times(term, word.text)
    if hyphened := [forms(piece) for piece in pieces(word.text)]:
        term.add(SYNONYM, (with_parts(each) for each in hyphened))
    term.add(PREFIX, [in_any_language(word.longer)])
    term.add(PART, [marked(PART_OF, _clear(frozenset(word.forms)))])
    for found in word.near:
        term.add(FUZZY, [with_parts(forms(found.word))])
    if word.is_district:
        term.add(CITY, [[WHOLE_CITY]])


def _add_parts(term: Term, found: tuple[str, ...], meanings: list[Meaning]) -> None:
    """A compound is met by all of its parts, by synonyms of them, and faintly by one of them."""
    groups = [with_parts(forms(part, "de")) for part in found]
    term.add(PART, groups)
    synonyms = [_synonyms(part, meanings) for part in found]
    term.is_met |= any(synonyms)
    term.add(PREFIX, [group | more for group, more in zip(groups, synonyms, strict=True)])
    if found and fold(found[-1]) in FORMATS:
        term.add(PREFIX, [group | more for group, more in list(zip(groups, synonyms, strict=True))[:-1]])
        term.is_met |= any(synonyms[:-1])
    for group in groups:
        term.add(HALF, [group])


def _add_each(term: Term, group: list[Word], meanings: list[Meaning]) -> None:
    """A phrase is also met by its words one by one, each by itself or by a synonym."""
    if any(is_negating(word.text) for word in group):
        return
    telling = [word for word in group if not is_faint(word.text)]
    term.add(SCATTERED, (with_parts(word.forms) | _meant_by(word, meanings) for word in telling))


def _meant_by(word: Word, meanings: list[Meaning]) -> frozenset[str]:
    """Single words for the same, as words and as parts of compounds."""
    keys = keys_of([word.text])
    main = _main(keys, [meaning for meaning in meanings if meaning.keys & keys])
    synonyms = frozenset(lexeme for meaning in main for lexeme in _single_words(meaning.terms.ways()))
    return synonyms | with_parts(_clear(synonyms))


def _synonyms(part: str, meanings: list[Meaning]) -> frozenset[str]:
    """Single words of the concept that is named like the part."""
    own = set(forms(part, "de"))
    named = (meaning for meaning in meanings if own & keys_of(meaningful(meaning.terms.label), "de"))
    return frozenset(lexeme for meaning in named for lexeme in _single_words(meaning.terms.ways()))


def _add_times(term: Term, text: str) -> None:
    """Dienstagabend is a day and a time, Wochenende and Mo-Mi are one day or another."""
    found = time_words(text) or (sorted(schedule_words(text)) if _is_span(text) else ())
    if len(found) == 2 and found[1] in TIMES:  # noqa: PLR2004 - a day and a time of day
        term.add(EXACT, [[found[0]], [found[1]]])
    else:
        term.add(EXACT, [found])


def _is_span(text: str) -> bool:
    return text in SHORT_DAYS or any(piece.capitalize() in SHORT_DAYS for piece in pieces(text))


def _add_meaning(term: Term, meaning: Meaning, *, factor: float, is_main: bool) -> None:
    """Synonyms; for the main meaning also narrower concepts, and neighbours as far as titles name them."""
    single = _add_terms(term, SYNONYM * factor, meaning.terms)
    term.add(PREFIX * factor, [marked(HEAD, _clear(single))])
    term.add(LOOSE * factor, [marked(PART_OF, _clear(single))])
    if not is_main:
        return
    for narrower in meaning.neighbours[NARROWER]:
        _add_terms(term, NARROW * factor, narrower)
    goods = [broader for broader in meaning.neighbours[FAR] if broader.label == GOODS]
    for neighbour in meaning.neighbours[BROADER] + meaning.neighbours[RELATED] + goods:
        if neighbour.label not in CIRCUMSTANCES:
            words = meaningful(neighbour.label)
            term.add(NEAR * factor, [marked(TITLE, forms(word, "de")) for word in words])
    for broader in meaning.neighbours[BROADER] + goods:
        term.add(HALF * factor, [_single_words(broader.ways())])


def _add_terms(term: Term, quality: float, terms: Terms) -> frozenset[str]:
    """Single words together as one group, phrases each with all of its words. Returns the single words' lexemes."""
    ways = terms.ways()
    term.is_met |= bool(ways)
    single = _single_words(ways)
    term.add(quality, [single])
    for way in ways:
        if len(way) > 1:
            term.add(SCATTERED * quality, way)
    return single


def _clear(lexemes: frozenset[str]) -> frozenset[str]:
    """Those long enough to mean the same inside a compound: not «amt», which is in Ehrenamt."""
    return frozenset(lexeme for lexeme in lexemes if len(lexeme) >= SHORTEST_PART)


def _single_words(ways: Iterable[tuple[frozenset[str], ...]]) -> frozenset[str]:
    found = (lexeme for way in ways if len(way) == 1 for lexeme in way[0])
    return frozenset(lexeme for lexeme in found if len(lexeme) >= SHORTEST_SYNONYM)
