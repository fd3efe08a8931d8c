"""Numbers for the office and for those it reports to; one or two statements a chart, however much there is."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Aggregate, Count, DateTimeField, DurationField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import District
from arnsberg_hilfe.portal.charts import Chart, Number
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Decision, Event, Offer, Status, ThemeArea
from offers.models.offer_life import ASK_AFTER, UNCONFIRMED_AFTER

WEEKS = 26
RECENT = timedelta(days=30)
DAY = timedelta(days=1)
ARRIVED = (Event.Kind.SUBMITTED, Event.Kind.RECORDED)
IN_OUR_HANDS = (Event.Kind.EMAIL_CONFIRMED, Event.Kind.RECORDED)


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def charts(today: date) -> list[Chart]:
    makers: list[Callable[[date], Chart]] = [
        *(_themes, _districts, _statuses, _ages),
        *(_submissions, _decisions, _inquiries),
    ]
    return [make(today) for make in makers]


def _themes(today: date) -> Chart:
    totals = _totals(Offer.objects.current(today), "theme")
    rows = _counted((theme.name, totals.get(theme.pk, 0)) for theme in ThemeArea.objects.all())
    return Chart("themen", _("Aktuelle Angebote nach Thema"), [_("Themenbereich"), _("Angebote")], rows)


def _districts(today: date) -> Chart:
    totals = _totals(Offer.objects.current(today), "district")
    places = [(_("ganze Stadt"), totals.get(None, 0))]
    places += [(district.name, totals.get(district.pk, 0)) for district in District.objects.all()]
    head = [_("Stadtteil"), _("Angebote")]
    return Chart("stadtteile", _("Aktuelle Angebote nach Stadtteil"), head, _counted(places))


def _statuses(_today: date) -> Chart:
    totals = _totals(Offer.objects.all(), "status")
    rows = _counted((str(status.label), totals.get(status.value, 0)) for status in Status)
    return Chart("status", _("Alle Angebote nach Status"), [_("Status"), _("Angebote")], rows)


def _ages(today: date) -> Chart:
    """By the days since the last confirmation, along the steps of the freshness cycle."""
    edges = [today + DAY, today - RECENT, today - ASK_AFTER, today - UNCONFIRMED_AFTER, date.min]
    labels = [_("vor weniger als 30 Tagen"), _("vor 30 bis 74 Tagen"), _("vor 75 bis 103 Tagen (Frage läuft)")]
    labels.append(_("vor 104 und mehr Tagen (unbestätigt)"))
    spans = [Q(fresh_on__lte=newest, fresh_on__gt=oldest) for newest, oldest in pairwise(edges)]
    counts = {f"span{number}": Count("pk", filter=span) for number, span in enumerate(spans)}
    found = Offer.objects.current(today).order_by().aggregate(**counts)
    rows = _counted(zip(labels, found.values(), strict=True))
    return Chart(
        "alter", _("Aktuelle Angebote nach letzter Bestätigung"), [_("Zuletzt bestätigt"), _("Angebote")], rows
    )


def _submissions(today: date) -> Chart:
    found = _by_week(Event.objects.filter(kind__in=ARRIVED), "at", today, count=Count("pk"))
    note = _("Was nie bestätigt und deshalb gelöscht wurde, zählt nicht mit.")
    head = [_("Woche ab"), _("Angebote")]
    return Chart("eingang", _("Neue Angebote"), head, _weekly(found, today, "count"), note, by_week=True)


def _decisions(today: date) -> Chart:
    """From the day the offer waits for the office until it is published or declined."""
    began = Event.objects.filter(offer=OuterRef("offer"), kind__in=IN_OUR_HANDS).order_by("at").values("at")[:1]
    waited = F("at") - Subquery(began, output_field=DateTimeField())
    decided = Decision.objects.final().annotate(waited=waited).exclude(waited=None)
    found = _by_week(decided, "at", today, median=Median("waited"), count=Count("pk"))
    for numbers in found.values():
        numbers["days"] = round(numbers["median"] / DAY, 1)
    head = [_("Woche ab"), _("Tage (Median)"), _("Entscheidungen")]
    rows = [(label, [days, count or 0]) for label, [days, count] in _weekly(found, today, "days", "count", empty=None)]
    note = _("Vom Bestätigen der E-Mail-Adresse bis zur Veröffentlichung oder Ablehnung.")
    return Chart("dauer", _("Zeit bis zur Entscheidung in Tagen"), head, rows, note, by_week=True)


def _inquiries(today: date) -> Chart:
    found = _by_week(Inquiry.objects.all(), "created_at", today, count=Count("pk"))
    head = [_("Woche ab"), _("Anliegen")]
    return Chart("anliegen", _("Anliegen an die Stelle"), head, _weekly(found, today, "count"), by_week=True)


def _totals(offers: QuerySet[Offer], field: str) -> dict[Any, int]:
    return dict(offers.order_by().values_list(field).annotate(total=Count("pk")))


def _counted(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, list[Number]]]:
    return [(label, [count]) for label, count in pairs]


def _mondays(today: date) -> list[date]:
    last = today - timedelta(days=today.weekday())
    return [last - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def _by_week(records: QuerySet, field: str, today: date, **numbers: Aggregate) -> dict[date, dict[str, Any]]:
    """The numbers of each of the last weeks in which there is something, by its Monday."""
    since = timezone.make_aware(datetime.combine(_mondays(today)[0], time.min))
    recent = records.order_by().filter(**{f"{field}__gte": since})
    weeks = recent.annotate(week=TruncWeek(field)).values("week").annotate(**numbers)
    return {row["week"].date(): row for row in weeks}


def _weekly(
    found: dict[date, dict[str, Any]], today: date, *names: str, empty: Number = 0
) -> list[tuple[str, list[Number]]]:
    """A row for every week, quiet ones included."""
    return [
        (date_format(monday, "SHORT_DATE_FORMAT"), [found.get(monday, {}).get(name, empty) for name in names])
        for monday in _mondays(today)
    ]
