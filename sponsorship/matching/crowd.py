"""Many records of one side by columns, so that a record is made only when somebody looks at it.

A column keeps each different value once, and for each record the number of its own: what has to be worked out of a
value is worked out once, and who is alike is found by comparing numbers.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, TypeVar, overload

from sponsorship.matching.records import Candidate, Seeker

Record = TypeVar("Record", Candidate, Seeker)


class Column:
    """`values` are different from each other, `numbers` tells for each record which is its own."""

    def __init__(self, values: list[Any], numbers: "array[int]") -> None:
        self.values, self.numbers = values, numbers

    @classmethod
    def of(cls, cells: Iterable[Any]) -> "Column":
        cells = list(cells)
        number_of = {value: number for number, value in enumerate(dict.fromkeys(cells))}
        return cls(list(number_of), array("q", map(number_of.__getitem__, cells)))

    def read(self, reading: Callable[[Any], Any]) -> "Column":
        """Each value as `reading` understands it."""
        found = Column.of(map(reading, self.values))
        if len(found.values) == len(self.values):
            return Column(found.values, self.numbers)
        return Column(found.values, array("q", map(found.numbers.__getitem__, self.numbers)))

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.numbers)

    def at(self, places: Iterable[int]) -> list[Any]:
        return [self.values[self.numbers[place]] for place in places]


class Crowd(Sequence[Record]):
    """As long as its column `key`; `columns` are the fields of `kind`, those that are missing have its defaults."""

    def __init__(self, kind: type[Record], columns: Mapping[str, Column]) -> None:
        self.kind: type[Record] = kind
        self.columns = columns

    def column(self, name: str) -> Column:
        return self.columns[name]

    def some(self, places: Iterable[int]) -> list[Record]:
        return [self.kind(**fields) for fields in self._fields(places, self.columns)]

    def sketches(self, places: Iterable[int], names: Collection[str]) -> list[Any]:
        """These fields of those at these places, for who looks at nothing else: a fraction of a record's time."""
        return [SimpleNamespace(**fields) for fields in self._fields(places, names)]

    def _fields(self, places: Iterable[int], names: Collection[str]) -> Iterator[dict[str, Any]]:
        places = list(places)
        if not names:
            return ({} for _place in places)
        cells = zip(*(self.columns[name].at(places) for name in names), strict=True)
        return (dict(zip(names, values, strict=True)) for values in cells)

    def __len__(self) -> int:
        return len(self.columns["key"].numbers)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.some(range(len(self))))

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        places = range(len(self))[index]
        return self.some(places) if isinstance(places, range) else self.some([places])[0]


class Listed(Crowd[Record]):
    """Of records that are there already; a column is made when it is asked for."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records: Sequence[Record] = records
        self.columns: dict[str, Column] = {}

    def column(self, name: str) -> Column:
        if name not in self.columns:
            self.columns[name] = Column.of(getattr(record, name) for record in self.records)
        return self.columns[name]

    def some(self, places: Iterable[int]) -> list[Record]:
        return [self.records[place] for place in places]

    def sketches(self, places: Iterable[int], _names: Collection[str]) -> list[Any]:
        return self.some(places)

    def __len__(self) -> int:
        return len(self.records)


def crowd(records: Sequence[Record]) -> Crowd[Record]:
    return records if isinstance(records, Crowd) else Listed(records)
