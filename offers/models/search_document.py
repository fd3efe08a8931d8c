"""What an offer is found by: every word of its public texts, with the weight of the place where it stands.

A A title, Stadtteil · B short description, provider, target group, place, times, languages · C description ·
D theme, kind, free of charge. Besides the words themselves a document holds marked ones:
`~part` a part of a compound, `^word` a word of the title (answered by the index alone), `@stadt` for the whole city.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Model

from arnsberg_hilfe.core.words import forms, fold, parts, pieces, schedule_words, time_words, tokens

if TYPE_CHECKING:
    from offers.models.offer import Offer

PART, TITLE, WHOLE_CITY = "~", "^", "@stadt"
KIND_WORDS = {"mitmachen": "Mitmachen Ehrenamt ehrenamtlich helfen Freiwillige", "spende": "Spende spenden"}
FREE = "kostenlos gratis"


class SearchDocumentField(SearchVectorField):
    """A tsvector computed from the record's other fields whenever the record is saved (like `auto_now`).

    The words are analysed in Python (core.words), so that documents and queries go through the same analysis.
    A save with `update_fields` must name this field to take part.
    """

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        value = document_of(model_instance)  # type: ignore[arg-type]
        setattr(model_instance, self.attname, value)
        return value


def document_of(offer: "Offer") -> str:
    """The offer's tsvector in PostgreSQL's notation."""
    weights: dict[str, str] = {}
    for weight, text in texts_of(offer):
        for lexeme in lexemes_of(text):
            weights[lexeme] = min(weight, weights.get(lexeme, "D"))
    for title in translations(offer, "title"):
        weights |= {TITLE + form: "A" for token in _words(title) for form in forms(token)}
    weights |= dict.fromkeys(schedule_words(offer.schedule), "B")
    if offer.district_id is None:
        weights[WHOLE_CITY] = "A"
    return " ".join(f"'{lexeme}':1{weight}" for lexeme, weight in weights.items())


def texts_of(offer: "Offer") -> Iterator[tuple[str, str]]:
    """Weight and text of every field that is searched."""
    yield from (("A", text) for text in translations(offer, "title"))
    if offer.district:
        yield "A", offer.district.name
        yield "B", offer.district.aliases
    yield from (("B", text) for text in translations(offer, "summary"))
    yield from (
        ("B", text)
        for text in (offer.provider, offer.target_group, offer.venue, offer.schedule, offer.languages_note)
    )
    yield from (("C", text) for text in translations(offer, "description"))
    yield from (("D", text) for text in translations(offer.theme, "name"))
    yield from (("D", text) for text in (KIND_WORDS.get(offer.kind, ""), offer.cost, offer.accessibility))
    if offer.is_free:
        yield "D", FREE


def translations(record: Model, name: str) -> list[str]:
    """The field's texts in all content languages."""
    texts = (getattr(record, f"{name}_{code}", "") for code, _label in settings.LANGUAGES)
    return list(dict.fromkeys(text for text in texts if text)) or [getattr(record, name)]


def lexemes_of(text: str) -> Iterator[str]:
    """All lexemes of a text: words and days as they are, parts of compounds marked."""
    for token in _words(text):
        yield from forms(token)
        yield from time_words(token)
        for part in parts(token):
            yield from (PART + form for form in forms(part))


def vocabulary_of(offer: "Offer") -> dict[str, str]:
    """Every form under which the offer's words can be met, and the spelling to show for it."""
    words: dict[str, str] = {}
    for _weight, text in texts_of(offer):
        for token in _words(text):
            words[fold(token)] = token
            for shown in (token, *parts(token)):
                for form in forms(shown):
                    words.setdefault(form, shown)
    words.pop("", None)
    return words


def _words(text: str) -> Iterator[str]:
    """Hyphened words count as a whole and piece by piece."""
    for token in tokens(text):
        yield token
        yield from pieces(token)
