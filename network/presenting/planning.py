"""A meeting as the office sees it: its numbers, and what can be done next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.pillar import Pillar
from network.models import Meeting, MeetingStatus, RegistrationStatus
from network.models.registration_query import RegistrationQuerySet

Row = tuple[str, int]
DRAFT, ANNOUNCED, OPEN, CLOSED, POSTPONED = (
    *(MeetingStatus.DRAFT, MeetingStatus.ANNOUNCED, MeetingStatus.OPEN, MeetingStatus.CLOSED),
    MeetingStatus.POSTPONED,
)
HELD, RESULTS, CHECKED, PUBLISHED, FOLLOWED_UP, CANCELLED = (
    *(MeetingStatus.HELD, MeetingStatus.RESULTS_DRAFT, MeetingStatus.RESULTS_CHECKED),
    *(MeetingStatus.RESULTS_PUBLISHED, MeetingStatus.FOLLOWED_UP, MeetingStatus.CANCELLED),
)


@dataclass(frozen=True)
class Step:
    """A button on the meeting's page; where it `asks`, a page in between says what will happen.

    `warning` says it; without one everybody who has registered is told of the step. `then` is the page it leads to.
    """

    name: str
    label: Any
    source: tuple[str, ...]
    asks: bool = False
    warning: Any = ""
    then: str = "meeting"


STEPS = (
    Step("open", gettext_lazy("Anmeldung öffnen"), (DRAFT, ANNOUNCED, CLOSED)),
    Step("announce", gettext_lazy("Ankündigen, noch ohne Anmeldung"), (DRAFT,)),
    Step("close", gettext_lazy("Anmeldung schließen"), (OPEN,)),
    Step("hold", gettext_lazy("Als durchgeführt vermerken"), (ANNOUNCED, OPEN, CLOSED)),
    Step("reschedule", gettext_lazy("Neuer Termin"), (ANNOUNCED, OPEN, CLOSED, POSTPONED), asks=True),
    Step("postpone", gettext_lazy("Verschieben, Termin noch offen"), (ANNOUNCED, OPEN, CLOSED), asks=True),
    Step("cancel", gettext_lazy("Treffen absagen"), (DRAFT, ANNOUNCED, OPEN, CLOSED, POSTPONED), asks=True),
    Step("draft_results", gettext_lazy("Ergebnisse zusammenstellen"), (HELD,), then="results"),
    Step("check_results", gettext_lazy("Als geprüft vermerken"), (RESULTS,), then="results"),
    Step("publish_results", gettext_lazy("Veröffentlichen"), (CHECKED,), then="results"),
    Step("reopen_results", gettext_lazy("Zurück zum Entwurf"), (CHECKED,), then="results"),
    Step("follow_up", gettext_lazy("Als nachgehalten vermerken"), (PUBLISHED,)),
    Step(
        *("archive", gettext_lazy("Archivieren"), (HELD, FOLLOWED_UP, CANCELLED)),
        asks=True,
        warning=gettext_lazy("Danach lässt sich an diesem Treffen nichts mehr ändern. Es bleibt zu lesen wie bisher."),
    ),
)
NEXT = {
    DRAFT: "open",
    ANNOUNCED: "open",
    POSTPONED: "reschedule",
    HELD: "draft_results",
    RESULTS: "check_results",
    CHECKED: "publish_results",
}


def steps_of(meeting: Meeting, now: datetime) -> dict[str, list[Step]]:
    """The one next step, and the others that are possible."""
    is_to_come = bool(meeting.starts_at and meeting.starts_at > now)
    possible = [step for step in STEPS if meeting.status in step.source and not (step.name == "hold" and is_to_come)]
    following = NEXT.get(MeetingStatus(meeting.status))
    return {
        "next": [step for step in possible if step.name == following],
        "others": [step for step in possible if step.name != following],
    }


def step_named(name: str) -> Step:
    """KeyError where there is none."""
    return {step.name: step for step in STEPS}[name]


@dataclass(frozen=True)
class Numbers:
    """Lists of words and numbers of people, without empty ones."""

    statuses: list[Row]
    pillars: list[Row]
    wishes: list[Row]
    needs: list[Row]


def numbers_of(meeting: Meeting) -> Numbers:
    """Six statements, whatever the number of people. Pillars, wishes and needs count those who have a place."""
    seated = meeting.registrations.seated()
    tables = {table.pk: str(table) for table in meeting.tables.select_related("theme")}
    return Numbers(
        statuses=_rows(meeting.registrations.all().people_by("status"), dict(RegistrationStatus.choices)),
        pillars=_rows(seated.people_by("pillar"), {**dict(Pillar.choices), "": _("ohne Angabe")}),
        wishes=_rows(seated.people_by("wish_1"), {**tables, None: _("kein Wunsch")}) if tables else [],
        needs=_needs(seated),
    )


def _rows(counts: Mapping[Any, int], words: Mapping[Any, Any]) -> list[Row]:
    """In the order of the words."""
    return [(str(word), counts[key]) for key, word in words.items() if counts.get(key)]


def _needs(seated: RegistrationQuerySet) -> list[Row]:
    needs = seated.needs()
    interpreting = [
        (_("Sprachmittlung (Mails: %(language)s)") % {"language": get_language_info(code)["name_translated"]}, count)
        for code, count in needs.interpreting.items()
    ]
    rows = [*interpreting, (_("Kinder in Betreuung"), needs.children), (_("stufenloser Zugang"), needs.step_free)]
    return [row for row in rows if row[1]]
