"""What funding asks for: how many Patenschaften, for how long, about what. Numbers only, without anybody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.export import workbook
from sponsorship.models import ContactNote, Sponsorship
from sponsorship.models.choices import EndReason, SponsorshipStatus, Topic

Row = tuple[str, int | float]


@dataclass(frozen=True)
class Figures:
    first: date
    last: date
    sponsorships: list[Row]
    contacts: list[Row]
    topics: list[Row]
    endings: list[Row]


def figures(first: date, last: date) -> Figures:
    """A handful of statements, however many Patenschaften."""
    alive = Sponsorship.objects.alive_between(first, last)
    over = Sponsorship.objects.over_between(first, last)
    return Figures(
        first,
        last,
        [
            (_("Patenschaften im Zeitraum"), alive.count()),
            (_("davon neu begonnen"), Sponsorship.objects.begun_between(first, last).count()),
            (_("davon beendet"), over.count()),
            (_("Haushalte"), alive.values("household").distinct().count()),
            (_("Patinnen und Paten"), alive.values("sponsor").distinct().count()),
        ],
        _contacts(first, last),
        _topics([topics for (topics,) in alive.values_list("household__topics")]),
        _endings(over.values_list("end_reason", "status")),
    )


def _contacts(first: date, last: date) -> list[Row]:
    notes = ContactNote.objects.filter(on__range=(first, last)).exclude(kind=ContactNote.Kind.OFFICE)
    totals = notes.aggregate(minutes=Sum("minutes"), notes=Count("pk"))
    return [(_("Kontakte"), totals["notes"]), (_("Stunden"), round((totals["minutes"] or 0) / 60, 1))]


def _topics(wanted: list[list[str]]) -> list[Row]:
    counted = Counter(topic for topics in wanted for topic in topics)
    return [(str(topic.label), counted[topic]) for topic in Topic if counted[topic]]


def _endings(over: Iterable[tuple[str, str]]) -> list[Row]:
    """A hand-over has no reason of its own; what was declined in the trial has none at all."""
    named: dict[str, str] = {
        SponsorshipStatus.HANDED_OVER: _("übergeben"),
        SponsorshipStatus.DECLINED: _("in der Schnupperphase gelöst"),
    }
    counted = Counter(named.get(status) or str(EndReason(reason).label) for reason, status in over)
    return list(counted.most_common())


def figures_xlsx(found: Figures) -> bytes:
    period = f"{date_format(found.first, 'd.m.Y')} – {date_format(found.last, 'd.m.Y')}"
    parts = [
        (_("Patenschaften"), found.sponsorships),
        (_("Kontakte"), found.contacts),
        (_("Themen"), found.topics),
        (_("Enden"), found.endings),
    ]
    return workbook([(title, [[title, period], *map(list, rows)]) for title, rows in parts])
