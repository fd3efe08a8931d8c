"""The pipeline: who stands where, who was promised an answer until when, what comes next. Households by code only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.models import User
from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from sponsorship.models.household import HouseholdQuerySet
from sponsorship.models.queue import CLOSED, OVERDUE
from sponsorship.models.sponsor import SponsorQuerySet

A_PAGE = 20  # of each list
MOST_ROWS = 500  # of the one of which all are asked for
AGAIN = "wiedervorlagen"
NEXT = {
    SponsorStatus.CONFIRMED.value: gettext_lazy("Gespräch verabreden"),
    SponsorStatus.INTERVIEW.value: gettext_lazy("Gespräch eintragen"),
    SponsorStatus.PAPERS.value: gettext_lazy("Nachweise eintragen"),
    HouseholdStatus.REQUEST.value: gettext_lazy("Gespräch verabreden"),
    HouseholdStatus.TALK.value: gettext_lazy("Gespräch eintragen"),
    HouseholdStatus.CONSENT.value: gettext_lazy("Einwilligung eintragen"),
}


def next_step(party: Sponsor | Household) -> str:
    if party.awaits_a_pair:
        return _("Vermitteln")
    return str(NEXT.get(party.status, _("Ansehen")))


@dataclass(frozen=True)
class Row:
    """As templates/team/_row.html shows it."""

    title: str
    since: datetime
    due: date | None
    action: str
    url: str
    note: str
    status: str


@dataclass(frozen=True)
class View:
    """Whose people are asked for, and the anchor of the one list of which all are to be seen."""

    responsible: User | None = None
    whole: str = ""

    def most(self, anchor: str) -> int:
        return MOST_ROWS if anchor == self.whole else A_PAGE

    def all_of(self, anchor: str) -> str:
        colleague = {"zustaendig": self.responsible.pk} if self.responsible else {}
        return f"?{urlencode({**colleague, 'alle': anchor})}#{anchor}"


@dataclass(frozen=True)
class Group:
    """`count` is everybody the title is true of, `rows` those shown here, so many more are `left_out` of the list."""

    title: str
    anchor: str
    count: int
    rows: list[Row]
    left_out: int
    more: str  # where all of them are shown, empty where they are
    is_whole: bool  # all of them are asked for
    is_over: bool


@dataclass(frozen=True)
class Side:
    prefix: str
    statuses: Any
    live: list[str]
    row: Callable[[Any], Row]

    def anchor(self, name: str) -> str:
        return f"{self.prefix}-{name}"


def sponsor_groups(view: View, today: date) -> list[Group]:
    side = Side("pate", SponsorStatus, SponsorStatus.in_contact(), sponsor_row)
    return _groups(Sponsor.objects.of(view.responsible), side, view, today)


def household_groups(view: View, today: date) -> list[Group]:
    live = [*HouseholdStatus.preparing(), HouseholdStatus.WAITING]
    side = Side("haushalt", HouseholdStatus, live, household_row)
    return _groups(Household.objects.of(view.responsible), side, view, today)


def _groups(found: SponsorQuerySet | HouseholdQuerySet, side: Side, view: View, today: date) -> list[Group]:
    """Two statements: how many stand where, and the first of each list. The overdue count with their status too."""
    everybody = found.listed(side.live, side.statuses.closed(), today)
    counts = everybody.counted()
    most = {name: view.most(side.anchor(name)) for name in (OVERDUE, *side.live, CLOSED)}
    rows: dict[str, list[Row]] = {name: [] for name in most}
    shown: Any = everybody.first_of_each(most).select_related("district", "responsible")
    for each in shown:
        rows[each.stands_in].append(side.row(each))
    titles = {OVERDUE: _("Überfällig"), CLOSED: _("Abgeschlossen")}
    return [
        _group(
            titles.get(name) or side.statuses(name).label, side.anchor(name), rows[name], _numbers(counts, name), view
        )
        for name in most
    ]


def _numbers(counts: Mapping[tuple[str, str], int], name: str) -> tuple[int, int]:
    """Of how many the list's name is true, and how many stand in it."""
    true_of = sum(count for both, count in counts.items() if name in both)
    return true_of, sum(count for (listed, _status), count in counts.items() if listed == name)


def _group(title: str, anchor: str, rows: list[Row], numbers: tuple[int, int], view: View) -> Group:
    count, here = numbers
    left_out = here - len(rows)
    is_whole = anchor == view.whole
    more = view.all_of(anchor) if left_out and not is_whole else ""
    return Group(title, anchor, count, rows, left_out, more, is_whole, is_over=anchor.endswith(CLOSED))


def sponsor_row(sponsor: Sponsor) -> Row:
    return Row(
        title=str(sponsor),
        since=sponsor.created_at,
        due=sponsor.answer_by,
        action=next_step(sponsor),
        url=reverse("sponsorship_team:sponsor", args=[sponsor.pk]),
        note=_note(sponsor, _room(sponsor)),
        status=sponsor.status,
    )


def _room(sponsor: Sponsor) -> str:
    if sponsor.status != SponsorStatus.APPROVED:
        return ""
    return _("ausgelastet") if sponsor.is_full else _("%(free)s frei") % {"free": sponsor.free}


def household_row(household: Household) -> Row:
    stands = _("in Vermittlung oder begleitet") if household.taken else ""
    return Row(
        title=household.code,
        since=household.created_at,
        due=household.answer_by,
        action=next_step(household),
        url=reverse("sponsorship_team:household", args=[household.code]),
        note=_note(household, stands),
        status=household.status,
    )


def _note(party: Sponsor | Household, stands: str) -> str:
    keeper = party.responsible.get_short_name() if party.responsible else _("niemand zuständig")
    parts = [party.get_status_display(), stands, str(party.district or ""), keeper]
    return " · ".join(filter(None, parts))


def reappearing(view: View, today: date) -> Group:
    """Wiedervorlagen: certificates that lapse or are wanted, pauses that are over."""
    found = Sponsor.objects.of(view.responsible)
    missing = _("Führungszeugnis fehlt, im Haushalt sind Kinder")
    rows = [
        *(_again(each, _lapses(each), today) for each in found.certificate_lapsing(today)[:MOST_ROWS]),
        *(_again(each, missing, today) for each in found.without_wanted_certificate()[:MOST_ROWS]),
        *(_again(each, _("Pause ist vorbei"), each.pause_until or today) for each in found.due_back(today)[:MOST_ROWS]),
    ]
    rows.sort(key=lambda row: row.due or today)
    shown = rows[: view.most(AGAIN)]
    return _group(_("Wiedervorlagen"), AGAIN, shown, (len(rows), len(rows)), view)


def _again(sponsor: Sponsor, why: str, due: date) -> Row:
    url = reverse("sponsorship_team:sponsor", args=[sponsor.pk])
    return Row(str(sponsor), sponsor.created_at, due, _("Nachfragen"), url, why, sponsor.status)


def _lapses(sponsor: Sponsor) -> str:
    until = sponsor.certificate_holds_until
    return _("Führungszeugnis gilt bis %(day)s") % {"day": date_format(until) if until else ""}
