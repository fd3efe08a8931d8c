"""A query as the search understands it: terms, each with alternatives of decreasing quality."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from offers.models.search_document import ENGLISH, PART, TITLE

AnyOf = frozenset[str]
PARTIAL_SHARE = 0.5  # either of two words that are equally rare
CLEAR = 0.5  # quality below which an alternative is only a guess
MEANT = 0.9  # quality from which it is the word itself or a synonym
HINT = 0.35  # quality up to which it means something only beside others
MOST_PARTIAL_TERMS = 6
MOST_REDUCED = 3


@dataclass(frozen=True)
class Alternative:
    """One way to meet a term: every group must have one of its lexemes in the document. Quality from 0 to 1."""

    quality: float
    groups: tuple[AnyOf, ...]

    def tsquery(self, weight: str = "") -> str:
        return " & ".join(f"({' | '.join(_quoted(each, weight) for each in sorted(group))})" for group in self.groups)


@dataclass
class Term:
    """A word of the query, or several that mean one thing. The weight is higher the rarer the term is."""

    text: str
    weight: float = 1.0
    alternatives: list[Alternative] = field(default_factory=list)
    is_known: bool = True
    offers: int = 0
    is_met: bool = False  # some offer may well fit
    is_circumstance: bool = False  # where, when, for whom, at what price: told about what is looked for
    is_action: bool = False
    is_optional: bool = False  # an offer without it fits as well

    def add(self, quality: float, groups: Iterable[Iterable[str]]) -> None:
        """Ways that would need a word without letters are left out."""
        frozen = tuple(frozenset(group) - {""} for group in groups)
        if frozen and all(frozen):
            self.alternatives.append(Alternative(quality, frozen))

    def drop_hints(self) -> None:
        """Keep only what is enough without other terms."""
        self.alternatives = [each for each in self.alternatives if each.quality > HINT]

    def tsquery(self, *, least: float = 0) -> str:
        return _any(each.tsquery() for each in self._distinct() if each.quality >= least)

    def title_tsquery(self) -> str:
        """The term as a word of the title, which the index can answer alone."""
        groups = [each.groups for each in self._distinct() if each.quality >= CLEAR]
        titles = (tuple(marked(TITLE, filter(_is_word, group)) for group in each) for each in groups)
        return _any(Alternative(1, each).tsquery() for each in titles if all(each))

    def by_quality(self) -> Iterator[tuple[float, str, str]]:
        """Quality and tsqueries (plain, by weight with the placeholder removed) from the best to the worst."""
        for quality in sorted({each.quality for each in self.alternatives}, reverse=True):
            same = [each for each in self._distinct() if each.quality == quality]
            for weight in ("A", "AB", "ABC", ""):
                if same:
                    yield quality, weight, _any(each.tsquery(weight) for each in same)

    def _distinct(self) -> list[Alternative]:
        """Each way once, with its best quality."""
        best: dict[tuple[AnyOf, ...], Alternative] = {}
        for each in sorted(self.alternatives, key=lambda each: -each.quality):
            best.setdefault(each.groups, each)
        return list(best.values())


@dataclass
class Query:
    """What was asked. `unknown` are words nothing is known about, `corrections` say what a word was taken for."""

    text: str
    terms: list[Term] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing was asked; everything fits."""
        return not self.text

    @property
    def is_hopeless(self) -> bool:
        """Something was asked, but nothing that can be searched for."""
        return not any(term.alternatives for term in self.required)

    @property
    def required(self) -> list[Term]:
        """The terms an offer has to meet: those that are not optional, or all when there are no others."""
        return [term for term in self.terms if not term.is_optional] or self.terms

    @property
    def core(self) -> list[Term]:
        """What is looked for, without its circumstances; all that is required when there is nothing else."""
        return [term for term in self.required if not term.is_circumstance] or self.required

    @property
    def has_circumstances(self) -> bool:
        return len(self.core) < len(self.required)

    def suggestion(self) -> str | None:
        """«Meinten Sie»: the text with its corrections, None without any."""
        corrected = " ".join(self.corrections.get(word, word) for word in self.text.split())
        return corrected if self.corrections and corrected != self.text else None

    def reduced(self) -> list[str]:
        """Shorter searches that may find something: without the unknown words, then each term alone."""
        known = [term.text for term in self.terms if term.text not in self.unknown]
        texts = [" ".join(known), *sorted(known, key=len, reverse=True)]
        return [text for text in dict.fromkeys(texts) if text and text != self.text][:MOST_REDUCED]

    def tsquery(self) -> str:
        """What a full hit satisfies: every term."""
        return _all(self.required)

    def core_tsquery(self) -> str:
        """What an offer satisfies that only lacks circumstances."""
        return _all(self.core)

    def names(self, words: set[str]) -> bool:
        """Whether a term means one of the (folded) words."""
        clear = [each for term in self.required for each in term.alternatives if each.quality >= MEANT]
        return any(len(each.groups) == 1 and each.groups[0] & words for each in clear)

    def title_tsquery(self) -> str:
        """What a full hit satisfies that also has a term in its title."""
        return _with_title(self.required)

    def core_title_tsquery(self) -> str:
        return _with_title(self.core)

    @property
    def frequency(self) -> int:
        """About how many offers at most can be full hits."""
        return _frequency(self.required)

    @property
    def core_frequency(self) -> int:
        return _frequency(self.core)

    @property
    def partial_frequency(self) -> int:
        return max(map(_frequency, self._partial_groups()), default=0)

    def partial_tsquery(self) -> str:
        """What a partial hit satisfies that lacks a thing; vague alternatives do not count."""
        return _any(_all(group, least=CLEAR) for group in self._partial_groups())

    def _partial_groups(self) -> list[list[Term]]:
        """The smallest groups of the core's terms that carry enough of its weight, but not all of its terms."""
        required = self.core
        terms = [term for term in required if term.tsquery(least=CLEAR)]
        if not len(required) > 1 or not terms:
            return []
        terms = sorted(terms, key=lambda term: -term.weight)[:MOST_PARTIAL_TERMS]
        needed = PARTIAL_SHARE * sum(term.weight for term in required)
        enough: list[frozenset[int]] = []
        for size in range(1, len(terms) + (len(terms) < len(required))):
            for chosen in map(frozenset, combinations(range(len(terms)), size)):
                heavy = sum(terms[number].weight for number in chosen) >= needed
                if heavy and not any(smaller <= chosen for smaller in enough):
                    enough.append(chosen)
        return [[terms[number] for number in sorted(chosen)] for chosen in enough]


def _all(terms: Iterable[Term], *, least: float = 0) -> str:
    return " & ".join(f"({term.tsquery(least=least)})" for term in terms)


def _with_title(terms: list[Term]) -> str:
    titles = _any(found for term in terms if (found := term.title_tsquery()))
    return f"({titles}) & {_all(terms)}" if titles else ""


def _frequency(terms: Iterable[Term]) -> int:
    return min((term.offers for term in terms), default=0)


def _any(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in queries)


def _is_word(lexeme: str) -> bool:
    """A word, not a part of a compound."""
    return lexeme.removeprefix(ENGLISH).isalnum()


def _quoted(lexeme: str, weight: str) -> str:
    plain = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}':{weight}" if weight else f"'{plain}'"


def with_parts(lexemes: Iterable[str]) -> frozenset[str]:
    """The lexemes as words and as parts of compounds."""
    lexemes = frozenset(lexemes)
    return lexemes | marked(PART, (lexeme for lexeme in lexemes if not lexeme.startswith(ENGLISH)))


def in_any_language(lexemes: Iterable[str]) -> frozenset[str]:
    """The lexemes in German or Cyrillic and in English texts."""
    return marked(ENGLISH, lexemes) | frozenset(lexemes)


def marked(mark: str, lexemes: Iterable[str]) -> frozenset[str]:
    return frozenset(mark + lexeme for lexeme in lexemes)
