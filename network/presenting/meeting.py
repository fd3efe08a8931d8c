"""What public pages say about a meeting: plain values for the templates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.reading import language_of, marked_german
from network.models import Meeting, MeetingStatus
from network.presenting.measures import open_from_before
from offers.presenting.detail import Fact, script_json
from offers.presenting.state import Badge

FEW = 5
FEW_OF_A_HUNDRED = 10


@dataclass(frozen=True)
class MeetingCard:
    title: str
    url: str
    day: date | None
    when: str
    where: str
    badges: list[Badge]
    register_url: str
    results_url: str
    lang: str


def card_of(meeting: Meeting, now: datetime) -> MeetingCard:
    return MeetingCard(
        title=meeting.title,
        url=meeting.get_absolute_url(),
        day=timezone.localdate(meeting.starts_at) if meeting.starts_at else None,
        when=when(meeting),
        where=meeting.venue,
        badges=badges(meeting, now),
        register_url=register_url(meeting, now),
        results_url=results_url(meeting),
        lang=language_of(meeting),
    )


def when(meeting: Meeting) -> str:
    """Day and time by the clock of the hall; what is known of it where the day is open."""
    if meeting.starts_at is None or meeting.status == MeetingStatus.POSTPONED:
        return meeting.date_note or _("Der Termin steht noch nicht fest.")
    begin = timezone.localtime(meeting.starts_at)
    day, start = date_format(begin, _("l, j. F Y")), date_format(begin, "H:i")
    if meeting.ends_at is None:
        return _("%(day)s, %(start)s Uhr") % {"day": day, "start": start}
    end = date_format(timezone.localtime(meeting.ends_at), "H:i")
    return _("%(day)s, %(start)s bis %(end)s Uhr") % {"day": day, "start": start, "end": end}


def badges(meeting: Meeting, now: datetime) -> list[Badge]:
    """The state in a word or two; of an upcoming meeting how many places are free, in words."""
    if meeting.status == MeetingStatus.CANCELLED:
        return [Badge(_("abgesagt"), "danger")]
    if meeting.status == MeetingStatus.POSTPONED:
        return [Badge(_("verschoben"), "warning")]
    if meeting.is_over(now):
        return []
    if meeting.takes_registrations(now):
        return [free_places(meeting)]
    if meeting.status == MeetingStatus.ANNOUNCED:
        return [Badge(_("Anmeldung beginnt bald"), "info")]
    return [Badge(_("Anmeldung geschlossen"), "warning")]


def free_places(meeting: Meeting) -> Badge:
    if not meeting.free:
        return Badge(_("Warteliste"), "warning")
    is_few = meeting.free <= max(FEW, (meeting.places or 0) * FEW_OF_A_HUNDRED // 100)
    return Badge(_("wenige Plätze"), "warning") if is_few else Badge(_("noch Plätze"), "success")


def register_url(meeting: Meeting, now: datetime) -> str:
    """Empty while nobody can register."""
    return reverse("network:register", args=[meeting.slug]) if meeting.takes_registrations(now) else ""


def results_url(meeting: Meeting) -> str:
    """Empty while they are not published."""
    return reverse("network:results", args=[meeting.slug]) if meeting.has_public_results else ""


def describe(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """Everything the meeting's own page shows."""
    tables = list(meeting.tables.select_related("theme"))
    return {
        "meeting": meeting,
        "card": card_of(meeting, now),
        "lang": language_of(meeting),
        "facts": facts(meeting),
        "agenda": agenda(meeting),
        "tables": tables,
        "measures": open_from_before(meeting, now) if tables else [],
        "is_over": meeting.is_over(now),
        "steps": [(_("Netzwerktreffen"), reverse("network:list"))],
        "url": settings.PUBLIC_URL + meeting.get_absolute_url(),
        "structured": script_json(structured_data(meeting)),
    }


def agenda(meeting: Meeting) -> list[dict[str, str]]:
    """The programme as the timeline shows it."""
    items = meeting.agenda.all()
    return [{"time": f"{item.at:%H:%M}", "title": item.title, "text": item.text} for item in items]


def facts(meeting: Meeting) -> list[Fact]:
    """What is known, in the order people ask."""
    german = marked_german()
    deadline = meeting.registers_until if meeting.status == MeetingStatus.OPEN else None
    rows = [
        Fact("calendar", _("Wann"), when(meeting), german if meeting.date_note and not meeting.starts_at else ""),
        Fact("place", _("Wo"), ", ".join(filter(None, [meeting.venue, meeting.address])), german),
        Fact("accessibility", _("Barrierefreiheit"), meeting.accessibility, language_of(meeting, "accessibility")),
        Fact("time", _("Anmelden bis"), date_format(timezone.localtime(deadline), _("j. F, H:i")) if deadline else ""),
        Fact("people", _("Teilnehmende"), meeting.expected, german),
        Fact("mail", _("Fragen an"), meeting.contact, german),
    ]
    return [fact for fact in rows if fact.value]


def structured_data(meeting: Meeting) -> dict[str, Any]:
    """The meeting in the words of schema.org (type Event), only what is known."""
    state = {MeetingStatus.CANCELLED: "EventCancelled", MeetingStatus.POSTPONED: "EventPostponed"}
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "description": meeting.summary,
        "url": settings.PUBLIC_URL + meeting.get_absolute_url(),
        "startDate": timezone.localtime(meeting.starts_at).isoformat() if meeting.starts_at else "",
        "endDate": timezone.localtime(meeting.ends_at).isoformat() if meeting.ends_at else "",
        "eventStatus": f"https://schema.org/{state.get(MeetingStatus(meeting.status), 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": meeting.venue, "address": meeting.address} if meeting.venue else None,
        "organizer": {"@type": "Organization", "name": "KsA Ukrainehilfe, Stadt Arnsberg", "url": settings.PUBLIC_URL},
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in data.items() if value not in (None, "")}
