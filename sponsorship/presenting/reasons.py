"""A pair's score taken apart: pieces of a bar, and criteria with points, share and reason in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sponsorship.matching import worded
from sponsorship.matching.judging import BEST
from sponsorship.matching.scoring import MOST_POINTS
from sponsorship.models import Criterion

Reason = Mapping[str, Any]  # as Part.as_json writes it


@dataclass(frozen=True)
class Piece:
    """One criterion's part of a bar that is 100 wide."""

    key: str
    start: str
    width: str
    is_known: bool


@dataclass(frozen=True)
class Line:
    key: str
    label: str
    points: str
    words: str
    is_known: bool


def one_decimal(number: float) -> str:
    """Rounded, with the thousands set off; Django's own cuts off what is too much."""
    return number_format(round(number, 1), 1, force_grouping=True)


def score_in_words(score: float) -> str:
    return _("%(points)s Punkte") % {"points": one_decimal(score)}


def pieces(reasons: Iterable[Reason]) -> list[Piece]:
    found, start = [], 0.0
    for reason in reasons:
        width = reason["points"]
        if width:
            found.append(Piece(reason["criterion"], f"{start:.2f}", f"{width:.2f}", reason["value"] is not None))
        start += width
    return found


def lines(reasons: Iterable[Reason]) -> list[Line]:
    return [_line(reason) for reason in reasons]


def _line(reason: Reason) -> Line:
    is_known = reason["value"] is not None
    facts = {"points": one_decimal(reason["points"]), "most": one_decimal(MOST_POINTS * reason["share"])}
    return Line(
        reason["criterion"],
        str(Criterion(reason["criterion"]).label),
        _("%(points)s von %(most)s") % facts,
        worded(reason) if is_known else _("unbekannt, zählt zur Hälfte"),
        is_known,
    )


def best(reasons: Iterable[Reason]) -> list[str]:
    """The three that speak most for the pair."""
    speaking = sorted((reason for reason in reasons if reason["value"] and reason["share"]), key=_lightest_last)
    return [worded(reason) for reason in speaking[:BEST]]


def weightiest_gap(reasons: Iterable[Reason]) -> str:
    """The criterion that counts most of those nobody knows about; empty where all are known."""
    unknown = sorted((reason for reason in reasons if reason["value"] is None and reason["share"]), key=_lightest_last)
    return worded(unknown[0]) if unknown else ""


def _lightest_last(reason: Reason) -> float:
    return -float(reason["points"])
