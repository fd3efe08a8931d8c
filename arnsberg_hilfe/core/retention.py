"""The Löschkonzept as code: what a rule is, and the rules of the ground floor. Each app has its own in retention.py.

The rules are the one truth about how long anything personal stays: a nightly job carries them out, the Datenschutz page
prints them, and a test fails on a model with personal fields that no rule covers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.manager import JobManager

from arnsberg_hilfe.core.accounts.sessions import clear_away_ended, forget_logins
from arnsberg_hilfe.core.erasing import blanked, erase_in_batches, erased, in_batches
from arnsberg_hilfe.core.models import ErasureRun, MailAttachment, OutgoingMail, Rate, Tombstone, User
from arnsberg_hilfe.core.models.erasure import RUNS_KEPT_FOR
from arnsberg_hilfe.core.models.outgoing_mail import KEPT_AFTER_SENDING

Words = str | Promise
Models = tuple[type[models.Model], ...]
# Erases these records again after a restore, as the rule does
Again = Callable[[Iterable[Any], datetime], object]

RATES_KEPT_FOR = timedelta(days=1)
JOBS_KEPT_FOR = timedelta(days=7)
LOG_KEPT_FOR = timedelta(days=365)
YEAR = 365


@dataclass(frozen=True)
class Rule:
    """A line of the Löschkonzept. Without `erase` it is carried out at once by the steps that it tells of.

    `erase` returns how many records it has erased or anonymised. `again` says, for records that are anonymised rather
    than deleted, how that is done by their keys.
    """

    key: str
    what: Words
    start: Words
    period: timedelta | Words
    reason: Words
    covers: Models
    erase: Callable[[datetime], int] | None = None
    again: dict[type[models.Model], Again] | None = None

    @property
    def how_long(self) -> str:
        """The period in words."""
        return _in_words(self.period) if isinstance(self.period, timedelta) else str(self.period)


def _in_words(period: timedelta) -> str:
    if period.days and period.days % YEAR == 0:
        years = period.days // YEAR
        return ngettext("%(count)s Jahr", "%(count)s Jahre", years) % {"count": years}
    if period.days == 1:
        return ngettext("%(count)s Tag", "%(count)s Tage", 1) % {"count": 1}
    if period < timedelta(days=7):
        hours = int(period.total_seconds() // 3600)
        return ngettext("%(count)s Stunde", "%(count)s Stunden", hours) % {"count": hours}
    return ngettext("%(count)s Tag", "%(count)s Tage", period.days) % {"count": period.days}


def deletes(find: Callable[[datetime], "models.QuerySet[Any]"], key: str) -> Callable[[datetime], int]:
    """The `erase` of a rule that deletes what a query finds, with all that belongs to it."""
    return lambda now: erase_in_batches(find(now), now=now, cause=key)


def _delete_jobs(_now: datetime) -> int:
    done = ProcrastinateJob.objects.exclude(status__in=["todo", "doing"])
    before = done.count()
    hours = int(JOBS_KEPT_FOR.total_seconds() // 3600)
    manager = JobManager(DjangoConnector(alias=DEFAULT_DB_ALIAS))  # the worker's own belongs to its event loop
    delete = async_to_sync(manager.delete_old_jobs)
    delete(nb_hours=hours, include_failed=True, include_cancelled=True, include_aborted=True)
    return before - done.count()


def _delete_mails(now: datetime) -> int:
    """Mails stay away after a restore by their age alone; they leave no tombstones."""
    due = OutgoingMail.objects.due_for_erasure(now)
    return in_batches(due, lambda keys: _delete(OutgoingMail, keys))


def _delete_log(now: datetime) -> int:
    return LogEntry.objects.filter(action_time__lt=now - LOG_KEPT_FOR).delete()[0]


def _delete(model: type[models.Model], keys: list[Any]) -> None:
    blanked(model, keys)
    model._default_manager.filter(pk__in=keys).delete()


def _forget_leavers(now: datetime) -> int:
    User.objects.note_leavers(now)
    due = User.objects.due_for_erasure(now)
    return in_batches(due, lambda keys: forget_staff(keys, now, cause="core.staff"))


@transaction.atomic
def forget_staff(keys: Iterable[Any], now: datetime, *, cause: str = "core.staff") -> None:
    """The account stays, because records name it, and tells nobody whose it was."""
    found = list(User.objects.filter(pk__in=keys).select_for_update())
    erased(User, [user.pk for user in found], now=now, cause=cause)
    for user in found:
        user.email, user.name, user.initials = f"frueher-{user.pk}@example.invalid", "", ""
        user.is_active = user.is_superuser = False
        user.last_login, user.left_at, user.anonymised_at = None, user.left_at or now, now
        user.set_unusable_password()
        user.groups.clear()
        user.user_permissions.clear()
        user.save()
        forget_logins(user)


def _forget_protocol(now: datetime) -> int:
    tombstones = Tombstone.objects.due_for_erasure(now).delete()[0]
    return tombstones + ErasureRun.objects.due_for_erasure(now).delete()[1].get(ErasureRun._meta.label, 0)


RULES = (
    Rule(
        key="core.mails",
        what=_("E-Mails, die das Portal verschickt hat, mit ihren Anhängen"),
        start=_("Die Mail wurde geschrieben; eher, sobald gelöscht wird, worum es in ihr ging"),
        period=KEPT_AFTER_SENDING,
        reason=_("So lange lässt sich klären, warum eine Mail nicht ankam."),
        covers=(OutgoingMail, MailAttachment),
        erase=_delete_mails,
    ),
    Rule(
        key="core.rates",
        what=_("Zähler gegen Missbrauch, ohne Adressen"),
        start=_("Erstes Absenden eines Formulars"),
        period=RATES_KEPT_FOR,
        reason=_("Schutz davor, dass jemand Postfächer überflutet."),
        covers=(Rate,),
        erase=lambda now: Rate.objects.filter(since__lt=now - RATES_KEPT_FOR).delete()[0],
    ),
    Rule(
        key="core.staff",
        what=_("Name, Kürzel, Adresse und zweiter Faktor von Mitarbeitenden"),
        start=_("Ihr Zugang wird gesperrt"),
        period=timedelta(days=settings.FORMER_STAFF_KEPT_DAYS),
        reason=_("So lange kann es Rückfragen an sie geben. Danach steht in Verläufen nur noch, dass es jemand war."),
        covers=(User,),
        erase=_forget_leavers,
        again={User: forget_staff},
    ),
    Rule(
        key="core.log",
        what=_("Protokoll der Verwaltungsseiten: wer welchen Datensatz geändert hat"),
        start=_("Die Änderung; eher, sobald der Datensatz gelöscht wird"),
        period=LOG_KEPT_FOR,
        reason=_("Nachvollziehen, wie ein Fehler entstanden ist."),
        covers=(),
        erase=_delete_log,
    ),
    Rule(
        key="core.sessions",
        what=_("Anmeldungen von Mitarbeitenden: Zeit, Gerät, IP-Adresse"),
        start=_("Die Sitzung läuft ab"),
        period=_("in der Nacht danach"),
        reason=_("Mehr braucht die Anmeldung nicht."),
        covers=(),
        erase=clear_away_ended,
    ),
    Rule(
        key="core.jobs",
        what=_("Aufträge des Portals an sich selbst, ohne Namen"),
        start=_("Der Auftrag ist erledigt"),
        period=JOBS_KEPT_FOR,
        reason=_("Nachvollziehen, warum etwas nicht geschah."),
        covers=(),
        erase=_delete_jobs,
    ),
    Rule(
        key="core.protocol",
        what=_("Protokoll des Löschens und Vermerke über Gelöschtes, ohne Namen"),
        start=_("Der Löschlauf"),
        period=RUNS_KEPT_FOR,
        reason=_("Nachweis, dass gelöscht wurde; und damit Gelöschtes nicht aus einer Sicherung zurückkommt."),
        covers=(),
        erase=_forget_protocol,
    ),
)
