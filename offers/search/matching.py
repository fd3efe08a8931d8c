"""From a query to offers in the order of their worth, in one statement that stays cheap for 100,000 offers."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, FloatField, Func, Q, Value, When
from django.db.models.expressions import ExpressionWrapper, RawSQL

from offers.models import Kind, Offer, Status
from offers.models.offer_query import OfferQuerySet
from offers.models.search_document import KIND_WORDS, OWN, kind_lexemes
from offers.search.query import Query, Term

IN_TITLE, FULL, PARTIAL = 400, 600, 300  # most candidates that are ranked
FREQUENT = 15_000  # offers holding a word
FIELD_WORTH = {"A": 1.0, "AB": 0.75, "ABC": 0.45, "": 0.3}
BANDS = (0.7, 0.55)  # in the title, or exactly in the short description; a synonym in the short description
FULL_HIT, BAND, CURRENT_OFFER = 24, 16, 8
CORE_HIT, FULL_BUT_OVER = 6, 12  # of a query with circumstances


class Matches(Func):
    """Whether the search document satisfies a tsquery given in PostgreSQL's notation."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, tsquery: str, **extra: Any) -> None:
        super().__init__("search_document", RawSQL("%s::tsquery", [tsquery]), **extra)


class Unpacked(Func):
    """True for all offers, at the price of unpacking the document (see migration 0004)."""

    function = "offer_document_is_unpacked"
    output_field = BooleanField()

    def __init__(self, **extra: Any) -> None:
        super().__init__("search_document", **extra)


def matching(offers: OfferQuerySet, query: Query, *, today: date) -> OfferQuerySet:
    """The offers that fit, best first, annotated with `rank` and `partial` (a word of the query is missing).

    Filters set on `offers` before apply first; at most about 1,500 offers are ranked and returned.
    """
    if query.is_hopeless:
        return offers.none().annotate(rank=Value(0.0), partial=Value(False))
    found = Offer.objects.filter(pk__in=_candidates(offers, query, today))
    found = found.annotate(rank=_rank(query, today), partial=_partial(query))
    return found.order_by("-rank", _kind_order(query), *_own_order(query), "-fresh_on", "pk")


def _candidates(offers: OfferQuerySet, query: Query, today: date) -> Any:
    """Keys of the offers worth ranking: full hits, those that lack only circumstances, partial hits.

    Of the first two, those with a word in the title are sure to be among them.
    """
    parts = [
        _in_order(offers, frequency, today).filter(Matches(tsquery)).values("pk")[:most]
        for tsquery, frequency, most in _sets(query)
        if tsquery
    ]
    if not parts:
        return offers.none().values("pk")
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _sets(query: Query) -> Iterator[tuple[str, int, int]]:
    """Each with its tsquery, about how many offers it holds, and how many of them to take."""
    if _can_be_met(query.required):
        yield query.title_tsquery(), query.frequency, IN_TITLE
        yield query.tsquery(), query.frequency, FULL
    if query.has_circumstances and _can_be_met(query.core):
        yield query.core_title_tsquery(), query.core_frequency, PARTIAL
        yield query.core_tsquery(), query.core_frequency, PARTIAL
    yield query.partial_tsquery(), query.partial_frequency, PARTIAL


def _can_be_met(terms: Iterable[Term]) -> bool:
    return all(term.alternatives for term in terms)


def _in_order(offers: OfferQuerySet, frequency: int, today: date) -> OfferQuerySet:
    """Current and fresh offers first, if the words are rare enough.

    PostgreSQL then answers from the index; for frequent words it is faster to read offers until there are enough.
    """
    if frequency > FREQUENT:
        return offers.order_by()
    over = Case(When(Q(status=Status.ENDED) | Q(valid_until__lt=today), then=Value(1)), default=Value(0))
    return offers.filter(Unpacked()).order_by(over, "-fresh_on", "-pk")


def _partial(query: Query) -> Any:
    if len(query.required) == 1:
        return Value(False)
    if not all(term.alternatives for term in query.required):
        return Value(True)
    return ExpressionWrapper(~Q(Matches(query.tsquery())), output_field=BooleanField())


def _kind_order(query: Query) -> Case:
    """The kind that the query names («Ehrenamt», «spenden»), else what people can have."""
    return Case(When(kind__in=_named(query), then=Value(0)), When(kind=Kind.OFFER, then=Value(1)), default=Value(2))


def _own_order(query: Query) -> list[Case]:
    """Of the kind that the query names, first the offers that speak of it themselves."""
    own = [f"'{OWN}{lexeme}'" for kind in _named(query) for lexeme in sorted(kind_lexemes(kind))]
    return [Case(When(Matches(" | ".join(own)), then=Value(0)), default=Value(1))] if own else []


def _named(query: Query) -> list[str]:
    return [kind for kind, words in KIND_WORDS.items() if query.names(set(words.casefold().split()))]


def _rank(query: Query, today: date) -> RawSQL:
    """Strong before weak hits, full before partial ones, current before ended offers, then by score, as one number.

    How strong a hit is depends on the worst of the core's terms that it meets: circumstances only make a hit full and
    add to the score. A full hit stands before a partial one that is as strong; a vague one does not stand before an
    offer that has in its title what is looked for and lacks a circumstance.

    The document is unpacked once (ts_filter makes a plain copy) and then compared with one tsquery after the other.
    """
    params: list[Any] = []
    worths = ", ".join(f"{_worth(term, params)} AS t{number}" for number, term in enumerate(query.terms))
    named = {f"t{number}": term for number, term in enumerate(query.terms)}
    names = [name for name, term in named.items() if term in query.required]
    core = [name for name, term in named.items() if term in query.core]
    total = sum(term.weight for term in query.terms)
    score = " + ".join(f"{term.weight / total:.4f} * {name}" for name, term in named.items())
    worst = f"least({', '.join(f'nullif({name}, 0)' for name in core)})"  # least() leaves NULLs out
    bands = "".join(f" + (CASE WHEN {worst} >= {band} THEN {BAND} ELSE 0 END)" for band in BANDS)
    live = ", ".join(f"'{status}'" for status in Status.live())
    current = (
        f"offers_offer.status IN ({live}) AND (offers_offer.valid_until IS NULL OR offers_offer.valid_until >= %s)"
    )
    sql = (
        f"(SELECT ({_fullness(names, core)})"  # noqa: S608 - numbers and constants only
        f"{bands} + (CASE WHEN is_current THEN {CURRENT_OFFER} ELSE 0 END) + {score}"
        f" FROM (SELECT {current} AS is_current, {worths}"
        " FROM (SELECT ts_filter(offers_offer.search_document, '{a,b,c,d}') AS document OFFSET 0) plain"
        " OFFSET 0) worth)"
    )
    return RawSQL(sql, [today, *params], output_field=FloatField())  # noqa: S611 - parameters are passed as such


def _fullness(required: list[str], core: list[str]) -> str:
    """SQL for what a hit is worth that lacks nothing, or only circumstances.

    What is over does not stand before a current offer for meeting a circumstance, but before one that lacks a thing.
    """
    full = f"CASE WHEN is_current THEN {FULL_HIT} ELSE {FULL_BUT_OVER} END" if required != core else str(FULL_HIT)
    return (
        f"CASE WHEN least({', '.join(required)}) > 0 THEN {full}"
        f" WHEN least({', '.join(core)}) > 0 THEN {CORE_HIT} ELSE 0 END"
    )


def _worth(term: Term, params: list[Any]) -> str:
    """SQL for how well the document meets a term, 0 to 1; tests run from the best to the worst."""
    tests = sorted(
        ((quality * FIELD_WORTH[weight], tsquery) for quality, weight, tsquery in term.by_quality()), reverse=True
    )
    if not tests:
        return "0.0"
    params += [tsquery for _worth, tsquery in tests]
    cases = " ".join(f"WHEN document @@ %s::tsquery THEN {worth:.4f}" for worth, _tsquery in tests)
    return f"CASE {cases} ELSE 0.0 END"
