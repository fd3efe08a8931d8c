"""A round over everybody: what it proposes, what is new since the last one, and who is left without anybody."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sponsorship.models import Household, Round, RoundPair, Sponsor
from sponsorship.presenting import reasons
from sponsorship.workflow import reading

if TYPE_CHECKING:
    from sponsorship.matching.comparing import Hurdle

A_PAGE = 50
MOST_DROPPED = 50
MOST_LEFT = 100


@dataclass(frozen=True)
class Row:
    """A pair, and what has changed since the earlier round, where there is one."""

    pair: RoundPair
    is_new: bool | None

    @property
    def change(self) -> str:
        return {True: _("neu"), False: _("wie zuvor"), None: ""}[self.is_new]

    @property
    def change_kind(self) -> str:
        return "info" if self.is_new else "quiet"

    @property
    def is_open(self) -> bool:
        return self.pair.answer == RoundPair.Answer.OPEN

    @property
    def score(self) -> str:
        return reasons.score_in_words(self.pair.score)

    @property
    def pieces(self) -> list[reasons.Piece]:
        return reasons.pieces(self.pair.reasons)

    @property
    def best(self) -> list[str]:
        return reasons.best(self.pair.reasons)

    @property
    def doubt(self) -> str:
        return reasons.weightiest_gap(self.pair.reasons)


@dataclass(frozen=True)
class Left:
    """A household for which nobody is possible, and what is in the way."""

    household: Household
    words: str


@dataclass(frozen=True)
class Result:
    sentences: list[str]
    rows: list[Row]
    number: int
    pages: int
    earlier: Round | None
    dropped: list[RoundPair]
    left: list[Left]


def result(found: Round, page_number: str | None, today: date) -> Result:
    earlier = Round.objects.before(found).first()
    pairs = found.pairs.with_people().with_past(earlier)
    page = Paginator(pairs, A_PAGE).get_page(page_number)
    dropped = earlier.pairs.with_people().dropped_in(found)[:MOST_DROPPED] if earlier else []
    return Result(
        sentences(found.figures),
        [Row(pair, not pair.was_there if earlier else None) for pair in page],
        page.number,
        page.paginator.num_pages,
        earlier,
        list(dropped),
        left_over(found, today),
    )


def sentences(figures: dict[str, Any]) -> list[str]:
    """What the round found, and what choosing one by one would have given."""
    both = {"households": figures["households"], "sponsors": figures["sponsors"]}
    alone = _found(figures["pairs_one_by_one"], figures["one_by_one"])
    return [
        _("Wartende Haushalte: %(households)s. Personen mit freiem Platz: %(sponsors)s.") % both,
        _("Gefunden: %(found)s.") % {"found": _found(figures["pairs"], figures["optimum"])},
        _("Einzeln nacheinander ausgesucht, wer am längsten wartet zuerst, wären es: %(found)s.") % {"found": alone},
    ]


def _found(pairs: int, points: float) -> str:
    text = ngettext("ein Paar mit %(points)s Punkten", "%(pairs)s Paare mit zusammen %(points)s Punkten", pairs)
    return text % {"pairs": pairs, "points": reasons.one_decimal(points)}


def left_over(found: Round, today: date) -> list[Left]:
    """Who waits, longest first, and is in no pair because nobody is possible, by the facts as they are now."""
    from sponsorship.matching.comparing import hurdles  # noqa: PLC0415 - numpy: only where it is needed

    waiting = Household.objects.waiting().exclude(pk__in=found.pairs.values("household"))
    seekers = reading.seekers(waiting.filter(pk__in=waiting.values("pk")[:MOST_LEFT]))
    if not seekers:
        return []
    found_hurdles = hurdles(reading.candidates(Sponsor.objects.approved()), seekers, reading.setting(today))
    codes = Household.objects.only("code").in_bulk([hurdle.household for hurdle in found_hurdles])
    return [Left(codes[hurdle.household], _words(hurdle)) for hurdle in found_hurdles]


def _words(hurdle: "Hurdle") -> str:
    if hurdle.rule is None:
        return _("Es gibt noch keine freigegebenen Patinnen und Paten.")
    text = ngettext("%(rule)s: schließt eine Person aus", "%(rule)s: schließt %(count)s Personen aus", hurdle.count)
    return text % {"rule": hurdle.rule, "count": hurdle.count}
