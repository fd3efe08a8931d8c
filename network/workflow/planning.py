"""The office plans a meeting: writes it down, copies it, takes it through its life and tells those who registered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.stale import check_seen
from network.forms.planning import MeetingPlan, stamp_of
from network.models import AgendaItem, Meeting, MeetingStatus, RegistrationStatus, ThemeTable
from network.slugs import give_slug
from network.workflow import concluding
from network.workflow.change import tell_change
from network.workflow.places import change_places, go_on, locked, move_up
from offers.models import ThemeArea

IN_CALENDAR = {"title_de", "summary_de", "venue", "address"}
COPIED = (
    *("kind", "venue", "address", "places", "rounds", "contact"),
    *(f"{name}_{code}" for name in ("title", "summary", "directions", "accessibility") for code in ("de", "uk", "en")),
)


@transaction.atomic
def save(plan: MeetingPlan, *, now: datetime) -> Meeting:
    """Save a valid page, all or nothing. Raises StaleError, and ValidationError beside «places»."""
    facts, meeting = plan.facts, plan.meeting
    places = facts.cleaned_data["places"]
    if meeting.pk is None:
        give_slug(meeting)
        meeting.places = places
        meeting.save()
    else:
        _check_unchanged(meeting, facts.cleaned_data["stamp"])
        meeting.save(update_fields={*facts.columns, "changed_at"})
        _count_in_calendars(meeting, facts.columns)
        _set_places(meeting, places, now)
    plan.agenda.save()
    _save_tables(plan)
    return meeting


def _save_tables(plan: MeetingPlan) -> None:
    try:
        plan.tables.save()
    except ProtectedError as error:  # somebody wrote the first row since the page was checked
        raise ValidationError(_("An einem gelöschten Tisch hat gerade jemand etwas aufgeschrieben.")) from error


def _check_unchanged(meeting: Meeting, seen: str) -> None:
    words = _(
        "Inzwischen hat jemand anderes dieses Treffen gespeichert. Ihre Änderung ist noch nicht gespeichert: "
        "Bitte öffnen Sie die Seite in einem zweiten Fenster, vergleichen Sie und tragen Sie dort neu ein."
    )
    check_seen(seen, stamp_of(locked(meeting.pk)), words)


def _count_in_calendars(meeting: Meeting, changed: set[str]) -> None:
    """Calendars that subscribe take over a new place or title only with a higher number."""
    if meeting.status != MeetingStatus.DRAFT and IN_CALENDAR & changed:
        Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)


def _set_places(meeting: Meeting, places: int | None, now: datetime) -> None:
    current = Meeting.objects.get(pk=meeting.pk)
    if places == current.places:
        return
    if places is None and current.status in MeetingStatus.taking_people():
        raise ValidationError({"places": _("Zur Anmeldung gehört eine Zahl der Plätze.")})
    if places is not None and places < current.taken:
        text = _("%(taken)s Plätze sind schon vergeben; weniger können es nicht werden.")
        raise ValidationError({"places": text % {"taken": current.taken}})
    change_places(meeting, places, now=now)
    meeting.refresh_from_db(fields=["places", "taken", "changed_at"])


@transaction.atomic
def copy(source: Meeting) -> Meeting:
    """A draft with everything of the source but its day, its registrations and its history."""
    meeting = Meeting(**{name: getattr(source, name) for name in COPIED})
    give_slug(meeting)
    meeting.save()
    AgendaItem.objects.bulk_create(_copied(source.agenda.all(), meeting))
    ThemeTable.objects.bulk_create(_copied(source.tables.all(), meeting))
    return meeting


def _copied(rows: Iterable[Any], meeting: Meeting) -> list[Any]:
    copies = list(rows)
    for row in copies:
        row.pk, row.meeting = None, meeting
    return copies


@transaction.atomic
def add_theme_tables(meeting: Meeting) -> int:
    """A table for each theme area that has none yet; returns how many were added."""
    locked(meeting.pk)
    missing = ThemeArea.objects.exclude(pk__in=meeting.tables.exclude(theme=None).values("theme"))
    last = meeting.tables.aggregate(last=Max("number"))["last"] or 0
    tables = [ThemeTable(meeting=meeting, number=last + step, theme=theme) for step, theme in enumerate(missing, 1)]
    return len(ThemeTable.objects.bulk_create(tables))


@transaction.atomic
def postpone(meeting: Meeting, *, now: datetime) -> None:
    meeting.postpone()
    tell_change(meeting, "postponed", now=now)


@transaction.atomic
def reschedule(
    meeting: Meeting, *, starts_at: datetime, ends_at: datetime | None, deadline: datetime | None, now: datetime
) -> None:
    """Another day, and a letter to all who have registered. ValidationError where the new day is over already."""
    if starts_at <= now:
        raise ValidationError({"starts_at": _("Dieser Tag ist schon vorbei.")})
    meeting.reschedule(starts_at=starts_at, ends_at=ends_at, deadline=deadline)
    go_on(locked(meeting.pk), now=now)
    tell_change(meeting, "rescheduled", now=now)


@transaction.atomic
def cancel(meeting: Meeting, *, now: datetime) -> None:
    """Offered places are no longer held, so that nobody hears that theirs has passed on."""
    meeting.cancel()
    meeting.registrations.filter(status=RegistrationStatus.OFFERED).update(held_until=None)
    tell_change(meeting, "cancelled", now=now)


def take_step(meeting: Meeting, name: str, dates: Mapping[str, Any], *, now: datetime) -> None:
    """A step by its name, with the dates of a new day. ValidationError where it is not possible (yet)."""
    steps = {
        "announce": meeting.announce,
        "open": lambda: open_registration(meeting, now=now),
        "close": meeting.close_registration,
        "hold": lambda: hold(meeting, now=now),
        "reschedule": lambda: reschedule(meeting, **dates, now=now),
        "postpone": lambda: postpone(meeting, now=now),
        "cancel": lambda: cancel(meeting, now=now),
        "draft_results": meeting.draft_results,
        "check_results": lambda: concluding.check_results(meeting),
        "reopen_results": meeting.reopen_results,
        "publish_results": meeting.publish_results,
        "follow_up": lambda: concluding.follow_up(meeting),
        "archive": lambda: concluding.archive(meeting),
    }
    steps[name]()


@transaction.atomic
def open_registration(meeting: Meeting, *, now: datetime) -> None:
    """ValidationError where the day is over. Opened again, the waiting list moves up first."""
    if meeting.is_over(now):
        raise ValidationError(_("Dieser Tag ist schon vorbei."))
    meeting.open_registration()
    move_up(locked(meeting.pk), now=now)


def hold(meeting: Meeting, *, now: datetime) -> None:
    """ValidationError before it has begun."""
    if meeting.starts_at and meeting.starts_at > now:
        raise ValidationError(_("Das Treffen hat noch nicht begonnen."))
    meeting.hold()
