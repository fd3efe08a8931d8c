"""A meeting on paper: attendance list, badges and table sheets, for the door and as a fall-back for the screens.

Takes plain sheets instead of records; worded in the language that is active, the table sheets always in two.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from arnsberg_hilfe.core import export, paper
from arnsberg_hilfe.core.sorting import name_order


@dataclass(frozen=True)
class SheetMeasure:
    """A measure that is still open: what, who sees to it, until when. Not known in Ukrainian, it stays in German."""

    what: str
    who: str = ""
    until: date | None = None
    what_uk: str = ""


@dataclass(frozen=True)
class SheetTable:
    """A theme table; `colour` is the name of its theme's colour. What is not known in Ukrainian stays empty."""

    number: int
    theme: str
    theme_uk: str
    colour: str
    moderator: str = ""
    question: str = ""
    question_uk: str = ""
    measures: tuple[SheetMeasure, ...] = ()


@dataclass(frozen=True)
class SheetPerson:
    """Somebody who is expected; `tables` has the table's number for each round, None where there is none.

    `listed_as` is the name to look for where their own is not known.
    """

    name: str
    group: str = ""
    organisation: str = ""
    tables: tuple[int | None, ...] = ()
    listed_as: str = ""


@dataclass(frozen=True)
class SheetMeeting:
    title: str
    begin: datetime
    end: datetime | None
    place: str
    rounds: int
    tables: tuple[SheetTable, ...]
    people: tuple[SheetPerson, ...]

    def sorted_people(self) -> list[SheetPerson]:
        return sorted(self.people, key=lambda person: name_order(person.listed_as or person.name))

    def people_at(self, table: SheetTable, round_number: int) -> list[str]:
        """Who sits at a table in a round (from 0), in the order of the list."""
        found = [p for p in self.sorted_people() if round_number < len(p.tables)]
        return [person.name for person in found if person.tables[round_number] == table.number]


# Table sheets are always in both languages, whoever prints them
BILINGUAL = {
    "table": ("Tisch", "Стіл"),
    "moderator": ("Moderation", "Модерація"),
    "question": ("Leitfrage", "Головне запитання"),
    "round": ("Runde", "Раунд"),
    "people": ("Wer am Tisch sitzt", "Хто за столом"),
    "nobody": ("noch niemand", "ще нікого"),
    "measures": ("Offene Maßnahmen", "Незавершені заходи"),
    "no_measures": ("Keine offenen Maßnahmen an diesem Tisch.", "За цим столом немає незавершених заходів."),
    "state": ("Stand heute", "Стан на сьогодні"),
    "done": ("erledigt", "виконано"),
    "running": ("läuft weiter", "триває"),
    "dropped": ("entfällt", "скасовано"),
    "who": ("Wer", "Хто"),
    "what": ("Was", "Що"),
    "until": ("Bis wann", "До коли"),
}
# Kind of row, in German and Ukrainian, and how many empty lines it gets
ROWS = [
    ("Läuft schon", "Вже працює", 2),
    ("Bedarf", "Потреба", 2),
    ("Idee", "Ідея", 2),
    ("Hürde", "Перешкода", 2),
    ("Frage an die Verwaltung", "Запитання до міської адміністрації", 2),
    ("Kontaktwunsch", "Бажаний контакт", 2),
]
AGREEMENT = ("Vereinbarung", "Домовленість", 3)


def attendance_list(meeting: SheetMeeting, *, now: datetime) -> bytes:
    """A PDF to tick and sign, in the order of family names."""
    words = {
        "name": _("Name, Gruppe"),
        "organisation": _("Organisation"),
        "round": _("Runde"),
        "table": _("Tisch"),
        "present": _("Da"),
        "signature": _("Unterschrift"),
        "walk_ins": _("Ohne Anmeldung gekommen"),
    }
    data = {"people": meeting.sorted_people(), "counts": _counts(meeting), "words": words}
    return _print("attendance_list", meeting, data, title=_("Teilnahmeliste"), now=now)


def badges(meeting: SheetMeeting, *, now: datetime) -> bytes:
    """A PDF of cards of 85 × 54 mm, ten a page, to cut out."""
    data = {"people": meeting.sorted_people(), "words": {"round": _("Runde"), "table": _("Tisch")}}
    return _print("badges", meeting, data, title=_("Namensschilder"), now=now)


def table_sheets(meeting: SheetMeeting, *, now: datetime) -> bytes:
    """A PDF with a sheet for each table: in front to fill in, on the back who sits there and what is still open."""
    rounds = range(meeting.rounds)
    data = {
        "sheets": [
            {
                "table": table,
                "rounds": [meeting.people_at(table, number) for number in rounds],
            }
            for table in meeting.tables
        ],
        "words": BILINGUAL,
        "rows": ROWS,
        "agreement": AGREEMENT,
    }
    return _print("table_sheets", meeting, data, title=_("Tischblätter"), now=now)


def attendance_workbook(meeting: SheetMeeting) -> bytes:
    """The attendance list for a spreadsheet."""
    rounds = [_("Tisch Runde %(number)s") % {"number": number + 1} for number in range(meeting.rounds)]
    head = [_("Name"), _("Gruppe"), _("Organisation"), *rounds, _("Da")]
    rows = [[p.name, p.group, p.organisation, *_padded(p.tables, meeting.rounds), ""] for p in meeting.sorted_people()]
    return export.workbook([(_("Teilnahmeliste"), [head, *rows])])


def _print(template: str, meeting: SheetMeeting, data: dict[str, Any], *, title: str, now: datetime) -> bytes:
    head = {"title": meeting.title, "place": meeting.place, "time": _time(meeting), "rounds": meeting.rounds}
    whole = {**data, "kind": title, "meeting": head, "tables": meeting.tables}
    return paper.pdf(template, whole, title=f"{title}: {meeting.title}", language=get_language(), now=now)


def _counts(meeting: SheetMeeting) -> dict[str, Any]:
    """How many are expected, and how many at which table in which round."""
    number = len(meeting.people)
    at = Counter((table, turn) for person in meeting.people for turn, table in enumerate(person.tables))
    return {
        "people": ngettext("%(number)s Person", "%(number)s Personen", number) % {"number": number},
        "tables": [[at[table.number, turn] for turn in range(meeting.rounds)] for table in meeting.tables],
    }


def _time(meeting: SheetMeeting) -> str:
    begin = date_format(localtime(meeting.begin), _("l, j. F Y, H:i"))
    if meeting.end:
        return _("%(begin)s bis %(end)s Uhr") % {"begin": begin, "end": date_format(localtime(meeting.end), "H:i")}
    return _("%(begin)s Uhr") % {"begin": begin}


def _padded(tables: Sequence[int | None], rounds: int) -> Iterable[int | None]:
    return [*tables, *[None] * rounds][:rounds]
