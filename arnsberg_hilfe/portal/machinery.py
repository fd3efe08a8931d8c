"""How the portal's machinery runs, for those who keep it running: numbers and names of jobs, nothing about persons.

Arguments of jobs, addresses and subjects of mails are never read here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from arnsberg_hilfe.core.models import OutgoingMail

SILENT_AFTER = timedelta(minutes=2)
WAITS_TOO_LONG = timedelta(minutes=15)


@dataclass(frozen=True)
class Table:
    caption: str
    head: list[str]
    rows: list[list[str]]


def troubles(now: datetime) -> list[str]:
    """What somebody should look at, in sentences; an empty list when everything runs."""
    found = []
    seen = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    if seen is None or seen < now - SILENT_AFTER:
        found.append(_("Kein Arbeitsprozess meldet sich: Mails und nächtliche Aufgaben bleiben liegen."))
    if _overdue(now).exists():
        found.append(_("Aufgaben warten seit mehr als einer Viertelstunde."))
    if OutgoingMail.objects.undelivered().exists():
        found.append(_("Es gibt Mails, die niemanden erreicht haben. Die zuständigen Kolleg:innen sehen sie."))
    return found


def _overdue(now: datetime) -> Any:
    """Due, and not begun; what is tried again later has a time of its own."""
    due = Coalesce("scheduled_at", "first_deferred")
    waiting = ProcrastinateJob.objects.filter(status="todo")
    waiting = waiting.annotate(first_deferred=Min("procrastinateevent__at"))
    return waiting.annotate(due=due).filter(due__lt=now - WAITS_TOO_LONG)


def tables(now: datetime) -> list[Table]:
    return [_mails(), _queues(), _failures(now), _periodic()]


def _mails() -> Table:
    found = OutgoingMail.objects.order_by().values_list("status").annotate(number=Count("pk"), since=Min("created_at"))
    known = {status: (str(count), _moment(since)) for status, count, since in found}
    rows = [[str(status.label), *known.get(status.value, ("0", _moment(None)))] for status in OutgoingMail.Status]
    return Table(_("E-Mails der letzten 30 Tage"), [_("Status"), _("Anzahl"), _("älteste vom")], rows)


def _queues() -> Table:
    jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).order_by().values_list("queue_name")
    waiting, running = Count("pk", filter=Q(status="todo")), Count("pk", filter=Q(status="doing"))
    again = Count("pk", filter=Q(status="todo", attempts__gt=0))
    found = jobs.annotate(waiting=waiting, again=again, running=running).order_by("queue_name")
    rows = [[queue, *map(str, numbers)] for queue, *numbers in found]
    return Table(_("Was gerade ansteht"), [_("Warteschlange"), _("wartet"), _("davon noch einmal"), _("läuft")], rows)


def _failures(now: datetime) -> Table:
    events = ProcrastinateEvent.objects.filter(type="failed", at__gt=now - timedelta(days=7)).order_by()
    found = events.values_list("job__task_name").annotate(number=Count("pk"), last=Max("at")).order_by("job__task_name")
    rows = [[task, str(count), _moment(last)] for task, count, last in found]
    return Table(_("Fehlgeschlagen in den letzten sieben Tagen"), [_("Aufgabe"), _("Anzahl"), _("zuletzt")], rows)


def _periodic() -> Table:
    """Everything that runs by the clock, and when it last did; done jobs are remembered for a week."""
    done = ProcrastinateEvent.objects.filter(type="succeeded").order_by()
    last = dict(done.values_list("job__task_name").annotate(last=Max("at")))
    tasks = sorted((one.task.name, one.cron) for one in app.periodic_registry.periodic_tasks.values())
    rows = [[name, _moment(last.get(name)), cron] for name, cron in tasks]
    return Table(_("Was nach der Uhr läuft"), [_("Aufgabe"), _("zuletzt gelaufen"), _("Zeitplan (cron)")], rows)


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"
