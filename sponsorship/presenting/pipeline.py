"""The pipeline: who stands where, who was promised an answer until when, what comes next. Households by code only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.models import User
from sponsorship.models import Household, Sponsor
from sponsorship.models.choices import HouseholdStatus, SponsorStatus
from sponsorship.models.household import HouseholdQuerySet
from sponsorship.models.sponsor import SponsorQuerySet

MOST_ROWS = 500
MOST_CLOSED = 50
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
class Group:
    """`count` is everybody in it, `rows` those that are shown."""

    title: str
    anchor: str
    count: int
    rows: list[Row]
    is_over: bool = False


def sponsor_groups(responsible: User | None, today: date) -> list[Group]:
    found = Sponsor.objects.of(responsible)
    return _groups(found, SponsorStatus.in_contact(), sponsor_row, today)


def household_groups(responsible: User | None, today: date) -> list[Group]:
    found = Household.objects.of(responsible)
    live = [*HouseholdStatus.preparing(), HouseholdStatus.WAITING]
    return _groups(found, live, household_row, today)


def _groups(found: SponsorQuerySet | HouseholdQuerySet, live: list[str], row: Any, today: date) -> list[Group]:
    """Three statements: how many in each status, who is open, who was closed last."""
    is_sponsors = found.model is Sponsor
    statuses: Any = SponsorStatus if is_sponsors else HouseholdStatus
    closed = statuses.closed()
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    shown = found.select_related("district", "responsible")
    rows = [row(each) for each in shown.filter(status__in=live).most_urgent()[:MOST_ROWS]]
    overdue = [each for each in rows if each.due and each.due < today]
    prefix = "pate" if is_sponsors else "haushalt"
    groups = [Group(_("Überfällig"), f"{prefix}-ueberfaellig", len(overdue), overdue)]
    for status in live:
        in_time = [each for each in rows if each.status == status and each not in overdue]
        groups.append(Group(statuses(status).label, f"{prefix}-{status}", counts.get(status, 0), in_time))
    last = shown.filter(status__in=closed, anonymised_at=None).order_by("-closed_at")[:MOST_CLOSED]
    over = sum(counts.get(status, 0) for status in closed)
    return [*groups, Group(_("Abgeschlossen"), f"{prefix}-abgeschlossen", over, [row(each) for each in last], True)]


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


def reappearing(responsible: User | None, today: date) -> list[Row]:
    """Wiedervorlagen: certificates that lapse or are wanted, pauses that are over."""
    found = Sponsor.objects.of(responsible)
    missing = _("Führungszeugnis fehlt, im Haushalt sind Kinder")
    rows = [
        *(_again(each, _lapses(each), today) for each in found.certificate_lapsing(today)[:MOST_ROWS]),
        *(_again(each, missing, today) for each in found.without_wanted_certificate()[:MOST_ROWS]),
        *(_again(each, _("Pause ist vorbei"), each.pause_until or today) for each in found.due_back(today)[:MOST_ROWS]),
    ]
    return sorted(rows, key=lambda row: row.due or today)


def _again(sponsor: Sponsor, why: str, due: date) -> Row:
    url = reverse("sponsorship_team:sponsor", args=[sponsor.pk])
    return Row(str(sponsor), sponsor.created_at, due, _("Nachfragen"), url, why, sponsor.status)


def _lapses(sponsor: Sponsor) -> str:
    until = sponsor.certificate_holds_until
    return _("Führungszeugnis gilt bis %(day)s") % {"day": date_format(until) if until else ""}
