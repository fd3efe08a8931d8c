"""What an offer is found by: every word of its public texts, with the weight of the place where it stands.

A A title, Stadtteil, kind · B short description, provider, target group, place, times, languages · C description ·
D costs, accessibility, free of charge. Besides the words themselves a document holds marked ones:
`=word` an English word, `~part` any part of a compound, `+part` its last one, `^word` a word of the title (so that the
index alone can answer), `#word` a word of the theme's name, `*word` a word of the offer's kind that its own texts hold
too, `/word` a word of a translation, `@stadt` for the whole city.

Translations are kept apart: the glossary turns a query in any language into German words, while its Ukrainian and
English ones, meant for understanding queries, would find in translations what only looks alike (train, training).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Model

from arnsberg_hilfe.core.words import (
    fold,
    forms,
    is_english,
    is_mere_grammar,
    is_stopword,
    joined_in,
    parts,
    pieces,
    schedule_words,
    time_words,
    tokens,
)

if TYPE_CHECKING:
    from offers.models.offer import Offer

ENGLISH, PART, HEAD, TITLE, THEME, OWN, TRANSLATED, WHOLE_CITY = "=", "~", "+", "^", "#", "*", "/", "@stadt"
TEXTS = (("A", "title"), ("B", "summary"), ("C", "description"))
SHORT_SPAN = 2  # days; longer spans are office hours
KIND_WORDS = {"mitmachen": "Mitmachen Ehrenamt ehrenamtlich Freiwillige Helfer", "spende": "Spende spenden"}
FREE = "kostenlos gratis"


class SearchDocumentField(SearchVectorField):
    """A tsvector computed from the record's other fields whenever the record is saved (like `auto_now`).

    The words are analysed in Python (core.words), so that documents and queries go through the same analysis.
    A save with `update_fields` must name this field to take part.
    """

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: ARG002, FBT001 - Django's signature
        value = document_of(model_instance)  # type: ignore[arg-type]
        setattr(model_instance, self.attname, value)
        return value


def document_of(offer: "Offer") -> str:
    """The offer's tsvector in PostgreSQL's notation."""
    weights: dict[str, str] = {}
    for weight, language, text in own_texts(offer):
        for lexeme in lexemes_of(text, language):
            weights[lexeme] = min(weight, weights.get(lexeme, "D"))
    weights |= {OWN + lexeme: "D" for lexeme in kind_lexemes(offer.kind) if lexeme in weights}
    for weight, language, text in kind_texts(offer):
        weights |= {lexeme: min(weight, weights.get(lexeme, "D")) for lexeme in lexemes_of(text, language)}
    for weight, lexeme, _word in translated_words(offer):
        weights[lexeme] = min(weight, weights.get(lexeme, "D"))
    language, title = translations(offer, "title")[0]
    weights |= {TITLE + form: "A" for token in _words(title) for form in marked_forms(token, language)}
    weights |= dict.fromkeys(theme_words(offer), "D")
    for lexeme in schedule_words(offer.schedule):
        weights.setdefault(lexeme, "C")
    if offer.district_id is None:
        weights[WHOLE_CITY] = "A"
    return " ".join(f"'{lexeme}':1{weight}" for lexeme, weight in weights.items())


def texts_of(offer: "Offer") -> Iterator[tuple[str, str, str]]:
    """Weight, language and text of every field that is searched word by word."""
    yield from own_texts(offer)
    yield from kind_texts(offer)


def own_texts(offer: "Offer") -> Iterator[tuple[str, str, str]]:
    """What the offer says of itself; of texts in several languages the first one, German where there is any."""
    for weight, name in TEXTS:
        yield weight, *translations(offer, name)[0]
    if offer.district:
        yield "A", "de", offer.district.name
        yield "B", "de", offer.district.aliases
    for text in (offer.provider, offer.target_group, offer.venue, offer.schedule, offer.languages_note):
        yield "B", "de", text
    for text in (offer.cost, offer.accessibility, FREE if offer.is_free else ""):
        yield "D", "de", text


def translated_words(offer: "Offer") -> Iterator[tuple[str, str, str]]:
    """Weight, marked lexeme and spelling of the words by which translations say the same again."""
    for weight, name in TEXTS:
        (_language, own), *others = translations(offer, name)
        for language, word in ((language, word) for language, text in others if text != own for word in _words(text)):
            yield from ((weight, TRANSLATED + form, word) for form in forms(word, language))


def kind_texts(offer: "Offer") -> Iterator[tuple[str, str, str]]:
    """What an offer of this kind is found by, whether its texts say it or not."""
    yield "A" if offer.kind == "mitmachen" else "B", "de", KIND_WORDS.get(offer.kind, "")
    yield "B", "de", "helfen" if offer.kind == "mitmachen" else ""


@lru_cache(maxsize=10)
def kind_lexemes(kind: str) -> frozenset[str]:
    return frozenset(form for word in KIND_WORDS.get(kind, "").split() for form in forms(word, "de"))


def translations(record: Model, name: str) -> list[tuple[str, str]]:
    """The field's texts in all content languages, each with its language."""
    texts = [(code, getattr(record, f"{name}_{code}", "")) for code, _label in settings.LANGUAGES]
    return [(code, text) for code, text in texts if text] or [("de", getattr(record, name))]


def lexemes_of(text: str, language: str = "de") -> Iterator[str]:
    """All lexemes of a text: words and days as they are, parts of German compounds marked."""
    for token in _words(text):
        yield from marked_forms(token, language)
        yield from time_words(token)
        found = parts(token) if language == "de" else ()
        yield from (PART + form for part in found for form in forms(part, "de"))
        yield from (HEAD + form for part in found[-1:] for form in forms(part, "de"))
    if language == "de":
        yield from (form for verb in joined_in(text) for form in forms(verb, "de"))


def marked_forms(word: str, language: str) -> list[str]:
    """English words are kept apart: their stems would coincide with German ones that mean something else.

    English words in German texts («Repair Café») are taken as both.
    """
    if language == "en":
        return [ENGLISH + form for form in forms(word, "en")]
    english = forms(word, "en") if language == "de" and is_english(word) else ()
    return [*forms(word, language), *(ENGLISH + form for form in english)]


@lru_cache(maxsize=1000)
def _theme_words(names: tuple[tuple[str, str], ...]) -> dict[str, str]:
    words = ((language, token) for language, name in names for token in _words(name) if not is_stopword(token))
    return {THEME + form: token for language, token in words for form in forms(token, language)}


def theme_words(offer: "Offer") -> dict[str, str]:
    """The marked lexemes of the theme's name, with the word each belongs to."""
    return _theme_words(tuple(translations(offer.theme, "name")))


def vocabulary_of(offer: "Offer") -> dict[str, str]:
    """Every form under which the offer's words can be met, and the spelling to show for it."""
    words: dict[str, str] = {}
    for _weight, language, text in texts_of(offer):
        for token in _words(text):
            words[fold(token)] = token
            _learn(words, language, token, *parts(token))
        if language == "de":
            _learn(words, language, *joined_in(text))
    words.pop("", None)
    return words | theme_words(offer) | {lexeme: word for _weight, lexeme, word in translated_words(offer)}


def _learn(words: dict[str, str], language: str, *shown: str) -> None:
    for word in shown:
        for form in forms(word, language):
            words.setdefault(form, word)


def _words(text: str) -> Iterator[str]:
    """Hyphened words count as a whole and piece by piece."""
    for token in tokens(text):
        if not is_mere_grammar(token):
            yield token
            yield from pieces(token)
