"""The hall while it fills: who sits where, and what is left."""

from collections import defaultdict
from collections.abc import Iterable

from network.allocation.records import Party, Pin, Table


class Hall:
    def __init__(self, tables: Iterable[Table], rounds: int) -> None:
        self.seats = {table.key: table.seats for table in sorted(tables, key=lambda table: table.key)}
        self.rounds = range(1, rounds + 1)
        self.rest = {number: dict(self.seats) for number in self.rounds}
        self.at: dict[int, dict[int, int]] = defaultdict(dict)  # party → round → table
        self.pins: frozenset[Pin] = frozenset()
        self.roomiest: set[tuple[int, int]] = set()  # party and round put at the table with the most free seats

    def seat(self, party: Party, number: int, table: int) -> None:
        self.at[party.key][number] = table
        self.rest[number][table] -= party.size

    def leave(self, party: Party, number: int) -> int:
        table = self.at[party.key].pop(number)
        self.rest[number][table] += party.size
        return table

    def has_seat(self, party: Party, number: int) -> bool:
        return number in self.at[party.key]

    def visited(self, party: Party, *, besides: int) -> set[int]:
        return {table for number, table in self.at[party.key].items() if number != besides}

    def is_repeat(self, party: Party, number: int) -> bool:
        """The first time at a table counts, every later one is a repeat."""
        seats = self.at[party.key]
        return any(seats.get(earlier) == seats[number] for earlier in range(1, number))

    def wish(self, party: Party, number: int) -> int | None:
        return None if self.is_repeat(party, number) else party.rank(self.at[party.key][number])

    def is_pinned(self, party: Party, number: int) -> bool:
        return self.has_seat(party, number) and Pin(party.key, number, self.at[party.key][number]) in self.pins

    def open(self, party: Party, number: int) -> list[int]:
        """Tables with room for the whole party, the roomiest first."""
        rest = self.rest[number]
        return sorted((table for table in rest if rest[table] >= party.size), key=lambda table: (-rest[table], table))
