"""A table of numbers and how it is drawn: lying bars for things, standing columns for weeks.

The geometry is in whole numbers, which read the same in every language.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import localize
from django.utils.translation import gettext as _

Number = int | float | None  # None: there is nothing to count or to measure

FULL = 100  # length of the longest bar
STEP, WIDTH = 10, 8  # from one column to the next, and how wide it is


class Bar(NamedTuple):
    """`start` and `length` along the scale of FULL; `place` is a column's left edge."""

    label: str
    value: str
    length: int
    start: int
    place: int


@dataclass(frozen=True)
class Chart:
    """Rows are a label and a number for each further heading; the first number is drawn."""

    key: str
    title: str
    head: list[str]
    rows: list[tuple[str, list[Number]]]
    note: str = ""
    by_week: bool = False

    @property
    def highest(self) -> str:
        return shown(max((numbers[0] or 0 for _label, numbers in self.rows), default=0))

    @property
    def bars(self) -> list[Bar]:
        most = max((numbers[0] or 0 for _label, numbers in self.rows), default=0) or 1
        drawn = [(label, numbers[0], _length(numbers[0], most)) for label, numbers in self.rows]
        return [
            Bar(label, shown(number), length, FULL - length, 1 + STEP * place)
            for place, (label, number, length) in enumerate(drawn)
        ]

    @property
    def view_box(self) -> str:
        return f"0 0 {STEP * len(self.rows)} {FULL}"

    @property
    def summary(self) -> str:
        """What the drawing says, for those who do not see it."""
        names = {"title": self.title, "count": len(self.rows), "highest": self.highest}
        return _("%(title)s: %(count)s Wochen, höchster Wert %(highest)s; alle Zahlen stehen in der Tabelle.") % names

    @property
    def table(self) -> list[list[str]]:
        return [[label, *map(shown, numbers)] for label, numbers in self.rows]


def shown(number: Number) -> str:
    return "–" if number is None else str(localize(number))


def _length(number: Number, most: float) -> int:
    """In proportion; what is not nothing can be seen."""
    return max(1, round(FULL * number / most)) if number else 0
