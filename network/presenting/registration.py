"""What a guest sees of their own registration: plain values for the templates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from arnsberg_hilfe.core.links import LinkPurpose
from arnsberg_hilfe.core.office import office
from arnsberg_hilfe.core.qr import qr_svg
from arnsberg_hilfe.core.reading import language_of, marked_german
from network import links
from network.codes import door_url
from network.models import MeetingStatus, Registration
from network.models import RegistrationStatus as Status
from network.presenting.meeting import when
from offers.presenting.detail import Fact
from offers.presenting.state import Badge

WORDS = {
    Status.ATTENDED: gettext_lazy("Schön, dass Sie da sind."),
    Status.ABSENT: gettext_lazy("Schade, dass Sie nicht kommen konnten."),
    Status.CANCELLED: gettext_lazy("Ihr Platz ist frei für jemand anderen. Danke, dass Sie Bescheid gesagt haben."),
    Status.LAPSED: gettext_lazy("Wir haben keine Antwort von Ihnen bekommen und den Platz weitergegeben."),
}
LOOK = {Status.CONFIRMED: "success", Status.ATTENDED: "success", Status.OFFERED: "warning", Status.WAITING: "warning"}


@dataclass(frozen=True)
class State:
    """How things stand, and the one next step where there is one."""

    badge: Badge
    text: str
    label: str = ""
    url: str = ""


def summary(registration: Registration) -> dict[str, Any]:
    """What, when, where, who: on every page that a link opens."""
    meeting = registration.meeting
    return {"meeting": meeting, "lang": language_of(meeting), "facts": facts_of(registration)}


def describe(registration: Registration, now: datetime) -> dict[str, Any]:
    """Everything the guest's own page shows, but the tables."""
    has_place = registration.status in Status.coming() and not registration.meeting.is_over(now)
    return summary(registration) | {
        "registration": registration,
        "state": state_of(registration, now),
        "qr": qr_svg(door_url(registration), label=_("Code für den Eingang")) if has_place else "",
        "is_expected": registration.can_be_cancelled(now),
        "can_be_changed": registration.can_be_changed(now),
        "may_register_again": registration.may_register_again(now),
    }


def next_steps(*, waits: bool) -> list[dict[str, str]]:
    """What happens after the form was sent, as the timeline shows it."""
    sender = office()["email"]
    last = (
        (_("Nachrücken"), _("Sobald ein Platz frei wird, schreiben wir Ihnen. Sie haben dann 48 Stunden Zeit."))
        if waits
        else (
            _("Dabei sein"),
            _("Sie bekommen einen Code für den Eingang und einen Link, um zu ändern oder abzusagen."),
        )
    )
    steps = [
        (_("E-Mail öffnen"), _("Sie kommt in den nächsten Minuten von %(sender)s.") % {"sender": sender}),
        (_("Adresse bestätigen"), _("Ein Klick genügt. Ohne ihn löschen wir Ihre Angaben nach 48 Stunden.")),
        last,
    ]
    return [{"title": title, "text": text} for title, text in steps]


def state_of(registration: Registration, now: datetime) -> State:
    return _ended(registration, now) or _asked(registration, now) or _place(registration)


def _ended(registration: Registration, now: datetime) -> State | None:
    """Where nothing is left to be done."""
    meeting, status = registration.meeting, Status(registration.status)
    if said := WORDS.get(status):
        return State(_badge(registration), str(said))
    if meeting.status == MeetingStatus.CANCELLED:
        return State(Badge(_("abgesagt"), "danger"), _("Das Treffen findet nicht statt."))
    if meeting.is_over(now) and not meeting.lies_ahead(now):
        return State(_badge(registration), _("Das Treffen ist vorbei."))
    return None


def _asked(registration: Registration, now: datetime) -> State | None:
    """Where an answer is waited for."""
    if registration.awaits_confirmation(now):
        question = _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.")
        return State(_badge(registration), question, _("Anmeldung bestätigen"), _link(links.CONFIRM, registration))
    has_day = registration.meeting.status != MeetingStatus.POSTPONED
    if registration.status == Status.OFFERED and has_day and registration.can_be_cancelled(now):
        return State(_badge(registration), held(registration), _("Antworten"), _link(links.OFFERED_PLACE, registration))
    return None


def _place(registration: Registration) -> State:
    """A certain place, or the turn on the waiting list; it outlasts a postponed day."""
    if registration.meeting.status == MeetingStatus.POSTPONED:
        waits = _("Ihre Anmeldung bleibt bestehen. Sobald der neue Tag feststeht, schreiben wir Ihnen.")
        return State(Badge(_("verschoben"), "warning"), waits)
    if registration.status == Status.WAITING:
        position = registration.meeting.registrations.position_of(registration)
        words = _("Sie stehen auf der Warteliste an Stelle %(position)s. Wird ein Platz frei, schreiben wir Ihnen.")
        return State(_badge(registration), words % {"position": position})
    count = registration.people
    words = ngettext("Ihr Platz ist sicher.", "Ihre %(count)s Plätze sind sicher.", count)
    return State(_badge(registration), words % {"count": count})


def _badge(registration: Registration) -> Badge:
    return Badge(registration.get_status_display(), LOOK.get(Status(registration.status), "quiet"))


def _link(purpose: LinkPurpose, registration: Registration) -> str:
    return reverse(purpose.page, args=[purpose.token(registration.pk)])


def held(registration: Registration) -> str:
    until = timezone.localtime(registration.held_until)
    words = _("Für Sie ist ein Platz frei. Wir halten ihn bis %(day)s, %(time)s Uhr für Sie fest.")
    return words % {"day": date_format(until, _("l, j. F")), "time": date_format(until, "H:i")}


def facts_of(registration: Registration) -> list[Fact]:
    """What the guest has said, and when and where it is; only what there is."""
    meeting, german = registration.meeting, marked_german()
    wishes = (registration.wish_1, registration.wish_2, registration.wish_3)
    rows = [
        Fact("calendar", _("Wann"), when(meeting), german if meeting.date_note and not meeting.starts_at else ""),
        Fact("place", _("Wo"), ", ".join(filter(None, [meeting.venue, meeting.address])), german),
        Fact("people", _("Wer kommt"), people_in_words(registration)),
        Fact("star", _("Tischwünsche"), ", ".join(str(table) for table in wishes if table)),
        Fact("heart", _("Was Sie brauchen"), ", ".join(needs(registration))),
        Fact("phone", _("Telefon"), registration.phone),
    ]
    return [fact for fact in rows if fact.value]


def people_in_words(registration: Registration) -> str:
    """The names, and how many more there are without one."""
    names = [name for name in registration.names if name]
    nameless = registration.people - len(names)
    more = ngettext("eine weitere Person", "%(count)s weitere Personen", nameless) % {"count": nameless}
    return ", ".join([*names, more] if nameless else names)


def needs(registration: Registration) -> list[str]:
    count = registration.children
    children = ngettext("%(count)s Kind in Betreuung", "%(count)s Kinder in Betreuung", count) % {"count": count}
    said: dict[str, Any] = {
        _("Sprachmittlung"): registration.interpreting,
        children: count,
        _("Zugang ohne Stufen"): registration.step_free,
        registration.needs_note: registration.needs_note,
    }
    return [words for words, applies in said.items() if applies]
