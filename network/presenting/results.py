"""A meeting's rows as the office works through them: what has become of each, and what it could become."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import Measure, Result, ThemeTable
from network.similar import Similar
from offers.models import Need, Offer
from offers.presenting.review import Check

Kind = Result.Kind
BUTTONS = {
    "offer": gettext_lazy("Angebot daraus machen"),
    "need": gettext_lazy("Bedarf daraus machen"),
    "measure": gettext_lazy("Maßnahme daraus machen"),
}
# What fits a kind of row best; a question is answered instead
FITTING = {
    Kind.RUNNING: ["offer"],
    Kind.NEED: ["need"],
    Kind.IDEA: ["measure"],
    Kind.HURDLE: ["need", "measure"],
    Kind.AGREEMENT: ["measure"],
    Kind.CONTACT: ["measure"],
}
PRIVATE = re.compile(r"[^\s@]+@[^\s@]+\.\w|(?:\+|\b0)\d[\d /()-]{5,}\d")  # an e-mail address, a phone number


@dataclass(frozen=True)
class Become:
    """What a row has become: «Bedarf: Kinderbetten (Entwurf)»."""

    kind: str
    title: str
    status: str
    url: str


@dataclass(frozen=True)
class Button:
    into: str
    label: str
    is_fitting: bool


@dataclass(frozen=True)
class Row:
    result: Result
    become: list[Become]
    buttons: list[Button]


@dataclass(frozen=True)
class TableRows:
    table: ThemeTable
    kinds: list[tuple[str, list[Row]]]


PAGES: dict[type, str] = {
    Offer: "offers_team:offer",
    Need: "needs_team:need",
    Measure: "measures_team:measure",
}


def staff_url(record: Offer | Need | Measure) -> str:
    """Where the office works on what has become of a row."""
    return reverse(PAGES[type(record)], args=[record.pk])


def row_of(result: Result) -> Row:
    """Of a result read `with_outcomes`, without a further statement."""
    found = [result.offer, result.need, result.measure]
    become = [
        Become(str(record._meta.verbose_name), str(record), record.get_status_display(), staff_url(record))
        for record in found
        if record
    ]
    return Row(result, become, [] if become else _buttons(result))


def _buttons(result: Result) -> list[Button]:
    fitting = FITTING.get(Kind(result.kind), [])
    buttons = [Button(into, str(label), into in fitting) for into, label in BUTTONS.items()]
    return sorted(buttons, key=lambda button: not button.is_fitting)


def by_table(results: Iterable[Result]) -> list[TableRows]:
    """Tables with their rows by kind; rows come as `Result.objects.of` orders them."""
    return [
        TableRows(table, by_kind([row_of(result) for result in rows]))
        for table, rows in groupby(results, key=lambda result: result.table)
    ]


def by_kind(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """In the order of the table sheet, without empty kinds."""
    found = [(label, [row for row in rows if row.result.kind == kind]) for kind, label in Kind.choices]
    return [(str(label), of_kind) for label, of_kind in found if of_kind]


def counts(results: list[Result]) -> list[tuple[str, int]]:
    """What is still to be looked at."""
    return [
        (_("noch nichts daraus geworden"), sum(not result.is_settled for result in results)),
        (_("Fragen ohne Antwort"), sum(result.is_unanswered for result in results)),
        (_("noch nicht auf Ukrainisch"), sum(result.lacks_ukrainian for result in results)),
        (_("Namen ohne Zustimmung"), sum(result.hides_who for result in results)),
    ]


def checklist(results: list[Result]) -> list[Check]:
    """What to look at before the results count as checked. Only the first is a must."""
    public = [result for result in results if result.is_public]
    unanswered = sum(result.is_unanswered for result in public)
    untranslated = sum(result.lacks_ukrainian for result in public)
    unnamed = sum(result.hides_who for result in public)
    said = _("Etwas wird veröffentlicht: %(count)s von %(all)s Zeilen")
    return [
        Check(said % {"count": len(public), "all": len(results)}, bool(public)),
        Check(_("Jede Frage ist beantwortet; es fehlen: %(count)s") % {"count": unanswered}, not unanswered),
        Check(_("Alles ist auf Ukrainisch da; es fehlen: %(count)s") % {"count": untranslated}, not untranslated),
        Check(_("Namen nur mit Zustimmung; weggelassen werden: %(count)s") % {"count": unnamed}, done=True),
        _no_private_data([result for result in public if PRIVATE.search(_words(result))]),
    ]


def _no_private_data(found: list[Result]) -> Check:
    """A program knows addresses and numbers; names and stories only a person."""
    if not found:
        return Check(_("Keine privaten Daten in den Texten"))
    said = ngettext(
        "In %(count)s Zeile steht eine E-Mail-Adresse oder Telefonnummer",
        "In %(count)s Zeilen steht eine E-Mail-Adresse oder Telefonnummer",
        len(found),
    )
    return Check(said % {"count": len(found)}, done=False)


def _words(result: Result) -> str:
    fields = (f"{name}_{code}" for name in ("text", "answer") for code in ("de", "uk", "en"))
    return " ".join(getattr(result, field) or "" for field in fields)


def place_of(result: Result) -> str:
    """Where the row stands in the list of all rows."""
    return f"{reverse('network_team:results', args=[result.table.meeting.slug])}#zeile-{result.pk}"


@dataclass(frozen=True)
class Suggestion:
    """A record that is there already; `value` names it to the form that links it."""

    value: str
    kind: str
    title: str
    note: str
    url: str


def suggestions(result: Result, similar: dict[str, list[Similar]]) -> list[Suggestion]:
    """What fits the kind of row first; nothing for a question, or once something has become of it."""
    if result.is_settled or result.kind == Kind.QUESTION:
        return []
    kinds = [button.into for button in _buttons(result)]
    return [_suggestion(kind, each) for kind in kinds for each in similar[kind]]


def _suggestion(kind: str, similar: Similar) -> Suggestion:
    record = similar.record
    return Suggestion(
        value=f"{kind}.{record.pk}",
        kind=str(record._meta.verbose_name),
        title=str(record),
        note=f"{record.get_status_display()} · {similar.reason}",
        url=staff_url(record),
    )
