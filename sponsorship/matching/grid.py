"""All pairs at once.

Who looks the same to a rule or a criterion is judged once: the checks and measures are those of a single pair, taken
for one of each kind, and numpy spreads the answers over everybody.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic

import numpy as np

from sponsorship.matching import rules, scoring
from sponsorship.matching.crowd import Column, Crowd, Record, crowd
from sponsorship.matching.records import Candidate, Seeker, Setting
from sponsorship.matching.rules import Look, Rule
from sponsorship.matching.scoring import MOST_POINTS, THOUSANDTHS, UNKNOWN, Measure

Block = Callable[[slice], np.ndarray]  # for a slice of the rows: those rows × all columns
Table = tuple[np.ndarray, np.ndarray, np.ndarray]  # answers for kinds × kinds; the kind of each row and column
ALL = slice(None)
NO_PAIRS = np.empty((0, 2), dtype=np.intp)


class Kinds(Generic[Record]):
    """`members` has one of each kind of record, `of` tells for each record which kind it is."""

    def __init__(self, records: Crowd[Record], look: Look, setting: Setting) -> None:
        first, self.of = _alike([records.column(name) for name in look.names], len(records))
        self.members: list[Record] = records.sketches(first.tolist(), look.names)
        if look.seen:
            self._merge(Column.of(look(member, setting) for member in self.members))

    def _merge(self, seen: Column) -> None:
        """Members that are seen alike become one kind."""
        _kinds, first = np.unique(seen.numbers, return_index=True)
        self.of = np.asarray(seen.numbers)[self.of]
        self.members = [self.members[index] for index in first]


class Grid:
    """Sponsors in rows, households in columns, both in the order given."""

    def __init__(self, candidates: Sequence[Candidate], seekers: Sequence[Seeker], setting: Setting) -> None:
        self.candidates, self.seekers, self.setting = crowd(candidates), crowd(seekers), setting
        self.shape = (len(candidates), len(seekers))

    @cached_property
    def breaches(self) -> dict[Rule, Block]:
        return {rule: self._breaches(rule) for rule in rules.RULES}

    @cached_property
    def facts(self) -> list[Table]:
        """Whether each rule is broken, as far as kinds tell."""
        return [self._facts_of(rule) for rule in rules.RULES if not rule.bits]

    @cached_property
    def bits(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of rows and of columns; who share no bit break the rule."""
        return [self._bits_of(rule) for rule in rules.RULES if rule.bits]

    @cached_property
    def past(self) -> np.ndarray:
        """(row, column) of each pair that its past excludes."""
        return np.concatenate([self._forbidden(rule) for rule in rules.RULES])

    @cached_property
    def points(self) -> list[Table]:
        """Of each criterion that counts."""
        counted = [measure for measure in scoring.MEASURES if self.setting.share(measure.criterion)]
        return [self._points_of(measure) for measure in counted]

    @cached_property
    def _point_blocks(self) -> list[Block]:
        return [_spread(table.astype(np.float32), rows, columns) for table, rows, columns in self.points]

    def allowed(self, rows: slice = ALL) -> np.ndarray:
        """Which pairs break no rule."""
        first, *others = (block(rows) for block in self.breaches.values())
        for each in others:
            first |= each
        return ~first

    def scores(self, rows: slice = ALL) -> np.ndarray:
        """In points; as exact as float32 is, about a ten-thousandth of a point."""
        total = np.zeros((len(range(self.shape[0])[rows]), self.shape[1]), dtype=np.float32)
        for block in self._point_blocks:
            total += block(rows)
        return total

    def thousandths(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """The exact scores of some pairs, in whole thousandths of a point."""
        total = np.zeros(len(row))
        for table, rows, columns in self.points:
            total += table[rows[row], columns[column]]
        return np.rint(total * THOUSANDTHS).astype(np.int64)

    def _breaches(self, rule: Rule) -> Block:
        facts = _apart(*self._bits_of(rule)) if rule.bits else _spread(*self._facts_of(rule))
        places = self._forbidden(rule)
        return _marking(facts, places) if len(places) else facts

    def _facts_of(self, rule: Rule) -> Table:
        def breaks(candidate: Candidate, seeker: Seeker) -> bool:
            return any(True for _finding in rule.check(candidate, seeker, self.setting))

        return self._table(rule.sponsor, rule.household, breaks, bool)

    def _bits_of(self, rule: Rule) -> tuple[np.ndarray, np.ndarray]:
        return _bits(self.candidates.column(rule.bits)), _bits(self.seekers.column(rule.bits))

    def _forbidden(self, rule: Rule) -> np.ndarray:
        """(row, column) of each pair with a past, ordered by row."""
        if rule.past is None:
            return NO_PAIRS
        past = self.seekers.column(rule.past[0])
        if not any(past.values):
            return NO_PAIRS
        found = [(self._row_of[key], column) for column, keys in enumerate(past) for key in keys if key in self._row_of]
        return np.array(sorted(found), dtype=np.intp).reshape(-1, 2)

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {key: row for row, key in enumerate(self.candidates.column("key"))}

    def _points_of(self, measure: Measure) -> Table:
        most = MOST_POINTS * self.setting.share(measure.criterion)

        def points(candidate: Candidate, seeker: Seeker) -> float:
            value = measure.value(candidate, seeker, self.setting)
            return most * (UNKNOWN if value is None else value)

        return self._table(measure.sponsor, measure.household, points, float)

    def _table(self, sponsor: Look, household: Look, answer: Callable[[Candidate, Seeker], float], kind: type) -> Table:
        rows = Kinds(self.candidates, sponsor, self.setting)
        columns = Kinds(self.seekers, household, self.setting)
        answers = (answer(one, other) for one in rows.members for other in columns.members)
        shape = len(rows.members), len(columns.members)
        return np.fromiter(answers, dtype=kind, count=shape[0] * shape[1]).reshape(shape), rows.of, columns.of


def _spread(table: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> Block:
    wide = table[:, columns]  # copying whole rows of it is many times faster than picking single answers
    return lambda block: wide[rows[block]]


def _apart(rows: np.ndarray, columns: np.ndarray) -> Block:
    """Both are known and share no bit; what is unknown shares all."""
    return lambda block: (rows[block, None] & columns[None, :]) == 0


def _bits(column: Column) -> np.ndarray:
    return per_record([-1 if bits is None else bits for bits in column.values], column, np.int32)


def per_record(values: Sequence[float], column: Column, kind: type) -> np.ndarray:
    """For each record what belongs to its value of the column."""
    return np.array(values, dtype=kind)[np.asarray(column.numbers)]


def _alike(columns: Sequence[Column], size: int) -> tuple[np.ndarray, np.ndarray]:
    """The place of the first of each combination that occurs, and for each record which combination it has."""
    of = np.zeros(size, dtype=np.int64)
    for column in columns:
        of = of * len(column.values) + np.asarray(column.numbers)
    _found, first, of = np.unique(of, return_index=True, return_inverse=True)
    return first, of


def _marking(facts: Block, places: np.ndarray) -> Block:
    def marked(block: slice) -> np.ndarray:
        found = facts(block)
        start = block.start or 0
        low, high = np.searchsorted(places[:, 0], [start, start + len(found)])
        found[places[low:high, 0] - start, places[low:high, 1]] = True
        return found

    return marked
