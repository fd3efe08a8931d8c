"""The door's list: a row for each registration, a line for each person, and the counts below."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.words import fold, latin
from network.codes import blurred
from network.forms.door import Tick
from network.models import Arrival, Meeting, Registration, RegistrationStatus

FIRST_ROUND = 1
LEAST_OF_CODE = 4  # letters; less could be anybody's
KINDS = {
    RegistrationStatus.CONFIRMED: "quiet",
    RegistrationStatus.UNCONFIRMED: "quiet",
    RegistrationStatus.OFFERED: "quiet",
    RegistrationStatus.WAITING: "warning",
}


@dataclass(frozen=True)
class State:
    """How far a group has come: a colour and a word; by position, the key of the check mark and since when."""

    kind: str
    word: str
    here: dict[int, tuple[int, str]]


@dataclass(frozen=True)
class Person:
    """Somebody to tick. `tick` reaches the opposite of what is so now, `since` says since when they are here."""

    position: int
    name: str
    since: str
    tick: Tick


@dataclass(frozen=True)
class Row:
    key: int
    code: str
    name: str
    organisation: str
    tables: str
    state: State
    people: list[Person]
    search: str
    whole: Tick
    is_found: bool = False
    is_hidden: bool = False

    @property
    def more(self) -> int:
        return len(self.people) - 1


@dataclass(frozen=True)
class TableCount:
    number: int
    subject: str
    here: int
    placed: int


@dataclass(frozen=True)
class Counts:
    """`expected` have a place kept and are not here, missing companions included."""

    here: int
    expected: int
    free: int
    tables: list[TableCount] = field(default_factory=list)


def rows(meeting: Meeting, *, query: str = "", found: int = 0, after: int = 0) -> list[Row]:
    """Everybody by name; whose code was scanned comes first, whom the query does not mean is hidden.

    `after`: only registrations that are newer than the one with this key.
    """
    registrations = meeting.registrations.at_door().filter(pk__gt=after)
    listed = [_row(one, found, query) for one in registrations]
    return sorted(listed, key=lambda row: not row.is_found)


def _row(registration: Registration, found: int, query: str) -> Row:
    state, search = state_of(registration), _search(registration)
    return Row(
        key=registration.pk,
        code=registration.code,
        name=registration.name or registration.code,
        organisation=registration.organisation,
        tables=_tables(registration),
        state=state,
        people=[_person(registration, state, position) for position in range(registration.people)],
        search=search,
        whole=_tick(registration, state, range(registration.people)),
        is_found=registration.pk == found,
        is_hidden=not _means(query, f" {search}"),
    )


def _search(registration: Registration) -> str:
    """The beginnings of words by which a group is found; a name in Cyrillic letters by its Latin spellings too."""
    words = " ".join([*registration.names, registration.organisation]).replace("-", " ").split()
    spellings = [spelling for word in words for spelling in (fold(word), *latin(word))]
    return " ".join([*dict.fromkeys(spellings), blurred(registration.code)])


def _means(query: str, search: str) -> bool:
    """Every word begins one of the group's words, or the whole is its code or the beginning of it."""
    code = blurred(query)
    return all(f" {fold(word)}" in search for word in query.split()) or (
        len(code) >= LEAST_OF_CODE and f" {code}" in search
    )


def _tables(registration: Registration) -> str:
    """«Tisch 3», and with several rounds the tables in their order."""
    numbers = [str(place.table.number) for place in registration.placements.all()]
    return _("Tisch %(numbers)s") % {"numbers": " → ".join(numbers)} if numbers else ""


def _person(registration: Registration, state: State, position: int) -> Person:
    name = registration.names[position] or _("Begleitung %(number)s") % {"number": position}
    since = state.here.get(position, (0, ""))[1]
    return Person(position, name, since, _tick(registration, state, [position]))


def _tick(registration: Registration, state: State, positions: Iterable[int]) -> Tick:
    wanted = tuple(positions)
    marks = tuple(state.here[one][0] for one in wanted if one in state.here)
    return Tick(registration.pk, wanted, marks if len(marks) == len(wanted) else ())


def state_of(registration: Registration) -> State:
    """Read with `at_door`."""
    here = {one.position: (one.pk, since(one)) for one in registration.arrivals.all()}
    if not here:
        word = (
            _("erwartet") if registration.status == RegistrationStatus.CONFIRMED else registration.get_status_display()
        )
        return State(KINDS.get(RegistrationStatus(registration.status), "danger"), word, here)
    if len(here) < registration.people:
        return State("info", _("%(here)s von %(all)s da") % {"here": len(here), "all": registration.people}, here)
    return State("success", _("da"), here)


def since(arrival: Arrival) -> str:
    time = date_format(timezone.localtime(arrival.at), "H:i")
    who = arrival.by.get_short_name() if arrival.by else "–"
    return _("da seit %(time)s (%(who)s)") % {"time": time, "who": who}


def counts(meeting: Meeting) -> Counts:
    arrivals = Arrival.objects.at(meeting)
    here, placed = arrivals.by_table(FIRST_ROUND), meeting.registrations.seated().people_by_table(FIRST_ROUND)
    tables = [
        TableCount(table.number, table.subject, here.get(table.pk, 0), placed.get(table.pk, 0))
        for table in meeting.tables.select_related("theme")
    ]
    total = arrivals.count()
    return Counts(total, meeting.taken - total, meeting.free, tables)


def stamp(meeting: Meeting) -> str:
    """Changes with everything that the list shows: cheap to ask every few seconds."""
    marks = Arrival.objects.at(meeting).aggregate(last=Max("pk"), number=Count("pk"))
    statuses = meeting.registrations.order_by("status").values_list("status").annotate(Count("pk"), Max("pk"))
    return ".".join(map(str, [marks["last"], marks["number"], *(part for each in statuses for part in each)]))
