"""What the meetings hold on somebody: registrations, invitations, measures, results that name an address."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.own_data import CAUSE, Part, Source, Way, Wish, facts_of, known, matching, way
from network import links
from network.models import Invitation, Invitee, Measure, Meeting, Registration, Result
from network.workflow import erasing

if TYPE_CHECKING:
    from django.db import models

REGISTRATION = (
    "name email phone companions pillar organisation district code interpreting children step_free needs_note wish_1"
    " wish_2 wish_3 photo_consent wants_invitations wants_calls mail_language source status confirmed_at cancelled_at"
)

# Registrations


def _registrations(address: str) -> "models.QuerySet[Registration]":
    return Registration.objects.of_address(address).with_wishes()


def _guests(words: str) -> "models.QuerySet[Registration]":
    return Registration.objects.filter(anonymised_at=None).matching(words).with_wishes()


def _registration_ways(registration: Registration, now: datetime) -> list[Way]:
    ways = [way(_("Anmeldung ansehen oder ändern"), links.MANAGE, registration.pk)]
    if registration.can_be_cancelled(now):
        ways.append(way(_("Abmelden"), links.MANAGE, registration.pk, page="network:manage_cancel"))
    return ways


def _registration_parts(registration: Registration, _reader: User | None) -> list[Part]:
    seats = [
        Part(_("Tischplatz"), known((_("Runde"), each.round), (_("Tisch"), each.table)))
        for each in registration.placements.select_related("table__theme")
    ]
    arrivals = [
        Part(_("Ankunft"), known((_("wann"), each.at), (_("wer"), registration.names[each.position])))
        for each in registration.arrivals.all()
        if each.position < len(registration.names)
    ]
    notices = [Part(_("E-Mail dazu"), facts_of(each, "kind at")) for each in registration.notices.all()]
    return [*seats, *arrivals, *notices]


# Measures and results


def _progress(measure: Measure, _reader: User | None) -> list[Part]:
    return [Part(_("Stand der Maßnahme"), facts_of(each, "at status note")) for each in measure.progress.all()]


def _measure_ways(measure: Measure, _now: datetime) -> list[Way]:
    return [] if measure.is_finished else [way(_("Sagen, wie es steht"), links.MEASURE, measure.pk)]


def _forget_result(result: Result, wish: Wish) -> None:
    erasing.forget_address(result, wish.address, now=wish.now)


def _since_meeting(result: Any) -> str:
    return str(result.table.meeting)


SOURCES = (
    Source(
        model=Registration,
        kind=gettext_lazy("Ihre Anmeldungen zu Treffen"),
        of_address=_registrations,
        named=_guests,
        since="created_at",
        told=REGISTRATION,
        title=lambda registration: str(registration.meeting),
        parts=_registration_parts,
        ways=_registration_ways,
        corrects=("name", "phone", "organisation"),
        erase=lambda registration, wish: erasing.forget_guest(registration, now=wish.now, cause=CAUSE),
        erasing=gettext_lazy(
            "Liegt das Treffen noch vor Ihnen, dann werden Sie abgemeldet. Namen, Kontakt und alles, was Sie brauchten,"
            " werden gelöscht. Wie viele Personen es waren, bleibt als Zahl ohne Namen."
        ),
    ),
    Source(
        model=Invitee,
        kind=gettext_lazy("Liste für Einladungen"),
        of_address=lambda address: Invitee.objects.filter(email__iexact=address),
        named=lambda words: matching(Invitee.objects.all(), words, ["name", "organisation"]),
        since="consented_at",
        told="email name organisation pillar language origin consent declined_at",
        corrects=("name", "organisation"),
        ways=lambda invitee, _now: [way(_("Keine Einladungen mehr"), links.STOP_INVITATIONS, invitee.pk)],
        erasing=gettext_lazy(
            "Ihre Adresse wird gelöscht, und Sie bekommen keine Einladungen mehr. Haben Sie die Einladungen abbestellt,"
            " dann wissen wir das danach nicht mehr."
        ),
    ),
    Source(
        model=Invitation,
        kind=gettext_lazy("Einladungen, die wir verschickt haben"),
        of_address=lambda address: Invitation.objects.filter(email__iexact=address).select_related("meeting"),
        since="sent_at",
        told="email",
        title=lambda invitation: str(invitation.meeting),
        erasing=gettext_lazy("Dass wir Sie eingeladen haben, wird gelöscht."),
    ),
    Source(
        model=Measure,
        kind=gettext_lazy("Maßnahmen, um die Sie sich kümmern"),
        of_address=Measure.objects.of_address,
        named=lambda words: matching(Measure.objects.all(), words, ["responsible"]),
        since="created_at",
        told="what theme meeting responsible names_allowed email mail_language due status outcome",
        parts=_progress,
        ways=_measure_ways,
        corrects=("responsible",),
        erase=lambda measure, wish: erasing.forget_responsible(measure, now=wish.now),
        erasing=gettext_lazy(
            "Ihr Name, Ihre Adresse und alle Notizen dazu werden gelöscht. Was vereinbart war und daraus wurde, bleibt"
            " ohne Namen."
        ),
    ),
    Source(
        model=Result,
        kind=gettext_lazy("Ergebnisse eines Treffens, die Ihre Adresse nennen"),
        of_address=lambda address: Result.objects.mentioning(address).select_related("table__meeting"),
        named=lambda words: matching(Result.objects.select_related("table__meeting"), words, ["who"]),
        since="created_at",
        told="kind text who until names_allowed answer unit",
        title=_since_meeting,
        erase=_forget_result,
        erasing=gettext_lazy(
            "»Wer« wird gelöscht und die Adresse aus dem Text gestrichen. Was der Tisch festgehalten hat, bleibt"
            " ohne Namen."
        ),
    ),
    Source(
        model=Meeting,
        kind=gettext_lazy("Treffen, bei denen Ihre Adresse steht"),
        of_address=Meeting.objects.naming,
        since="created_at",
        told="contact internal_note",
        erase=lambda meeting, wish: erasing.forget_contact(meeting, wish.address, now=wish.now),
        erasing=gettext_lazy("Die Adresse wird gestrichen; das Treffen bleibt."),
    ),
)
