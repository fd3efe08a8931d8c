"""From the form to the place: registering, confirming the address, recording for people who phone or come by."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import How, agree, agree_as_ticked, keep_ticks
from arnsberg_hilfe.core.mail import post, post_sparingly, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from network.emails import registration as emails
from network.emails.attachments import welcome
from network.models import Invitee, Meeting, MeetingStatus, Registration, RegistrationSource, RegistrationStatus
from network.workflow.places import locked, move_up, seat
from offers.models import Subscriber, ThemeArea
from offers.workflow import subscribing

CONSENT = "Anmeldeformular, Fassung 1"
CONSENT_BY_PHONE = "telefonisch, Fassung 1"
# What people say of themselves; the rest is written by the steps of a registration's life only
OWN_COLUMNS = (
    *("name", "email", "phone", "pillar", "organisation", "district", "companions", "wish_1", "wish_2", "wish_3"),
    *("interpreting", "children", "step_free", "needs_note", "photo_consent", "wants_invitations"),
    *("wants_calls", "mail_language"),
)


class ClosedError(ValidationError):
    """The meeting takes no (more) registrations."""


def _check(is_open: bool) -> None:  # noqa: FBT001 - the question is the argument
    if not is_open:
        raise ClosedError(_("Die Anmeldung zu diesem Treffen ist geschlossen. Bitte rufen Sie uns an."))


@transaction.atomic
def register(registration: Registration, *, key: str, now: datetime) -> bool:
    """Take in a registration and ask for confirmation; True where a place is held, False where the group waits.

    The same form sent again changes nothing, and neither does an address that is registered already: its owner gets
    a mail, and the page says the same to everybody. Raises ClosedError.
    """
    meeting = locked(registration.meeting_id)
    _check(meeting.takes_registrations(now))
    is_free = registration.people <= meeting.free
    known = _known(registration, key)
    if known is None:
        registration.key, registration.created_at = key, now
        registration.mail_language = translation.get_language() or registration.mail_language
        seat(registration, meeting, now=now)
        registration.save()
        agree_as_ticked(registration, now=now)
    elif known.key == key:
        return known.status != RegistrationStatus.WAITING
    _ask(known or registration, meeting, now)
    return is_free


def _known(registration: Registration, key: str) -> Registration | None:
    """An earlier registration by this form or address. The meeting's lock makes the answer hold."""
    same = Q(key=key) | Q(email__iexact=registration.email, status__in=RegistrationStatus.active())
    return Registration.objects.filter(same, meeting=registration.meeting_id).first()


def _ask(registration: Registration, meeting: Meeting, now: datetime) -> None:
    registration.meeting = meeting
    letter = emails.registered_already if registration.confirmed_at else emails.confirm_registration
    with written_in(registration.mail_language):
        post_sparingly(letter(registration), to=registration.email, about=registration, now=now)


@transaction.atomic
def confirm(registration: Registration, *, now: datetime) -> None:
    """The address is right: the place is certain, or the group keeps its turn. A second call changes nothing."""
    meeting = locked(registration.meeting_id)
    registration.refresh_from_db(fields=["status", "confirmed_at", "companions"])
    if registration.confirmed_at:
        return
    try:
        registration.confirm(now=now)
    except WrongStatusError:
        return
    registration.meeting = meeting
    if registration.status == RegistrationStatus.WAITING and registration.people <= meeting.free:
        registration.move_up(until=now)
        registration.accept(now=now)
    _remember(registration, now)
    _join_calls(registration, now)
    _tell(registration)


def _tell(registration: Registration) -> None:
    if registration.email:
        is_waiting = registration.status == RegistrationStatus.WAITING
        letter = emails.on_waiting_list if is_waiting else emails.place_certain
        with written_in(registration.mail_language):
            attachments = [] if is_waiting else welcome(registration)
            post(letter(registration), to=registration.email, about=registration, attachments=attachments)


def _remember(registration: Registration, now: datetime) -> None:
    """Who wants to be invited again is remembered, with the words of the consent; an earlier no is over."""
    if not (registration.wants_invitations and registration.email):
        return
    by_phone = registration.source == RegistrationSource.PHONE
    invitee, _is_new = Invitee.objects.update_or_create(
        email__iexact=registration.email,
        defaults={
            "email": registration.email.lower(),
            "name": registration.name,
            "organisation": registration.organisation,
            "pillar": registration.pillar,
            "language": registration.mail_language,
            "origin": Invitee.Origin.PARTICIPANT,
            "consent": CONSENT_BY_PHONE if by_phone else CONSENT,
            "consented_at": now,
            "declined_at": None,
        },
    )
    how, language = How.SPOKEN if by_phone else How.ONLINE, registration.mail_language
    agree(invitee, [Purpose.INVITATIONS], now=now, how=how, language=language)


def _join_calls(registration: Registration, now: datetime) -> None:
    """Who has asked for it hears when something is missing in the themes of the tables they wished for."""
    if not registration.wants_calls:
        return
    wish = Subscriber(
        email=registration.email,
        name=registration.name,
        district=registration.district,
        mail_language=registration.mail_language,
        consent=CONSENT,
    )
    themes = ThemeArea.objects.filter(
        pk__in=registration.meeting.tables.filter(pk__in=registration.wishes).values("theme")
    )
    subscribing.join(wish, themes, now=now)


def _change_mind(registration: Registration, now: datetime) -> None:
    _remember(registration, now)
    if not registration.wants_invitations:
        for invitee in Invitee.objects.filter(email__iexact=registration.email):
            invitee.decline(now=now)


@transaction.atomic
def record(registration: Registration, *, by: User, now: datetime) -> None:
    """Write down a registration for somebody who phoned or came by: certain at once, or on the waiting list.

    Raises ClosedError, and ValidationError where the address is registered already.
    """
    meeting = locked(registration.meeting_id)
    _check(meeting.status in MeetingStatus.taking_people() and not meeting.is_over(now))
    _check_address_is_free(registration, meeting)
    registration.source, registration.recorded_by, registration.created_at = RegistrationSource.PHONE, by, now
    seat(registration, meeting, now=now)
    if registration.status == RegistrationStatus.UNCONFIRMED:
        registration.status = RegistrationStatus.CONFIRMED
    registration.confirmed_at, registration.held_until = now, None
    registration.save()
    registration.meeting = meeting
    agree_as_ticked(registration, now=now, how=How.SPOKEN, language=registration.mail_language)
    _remember(registration, now)
    _tell(registration)


def _check_address_is_free(registration: Registration, meeting: Meeting) -> None:
    others = meeting.registrations.active().of_address(registration.email).exclude(pk=registration.pk)
    if registration.email and others.exists():
        raise ValidationError({"email": _("Mit dieser E-Mail-Adresse gibt es schon eine Anmeldung.")})


@transaction.atomic
def join(registration: Registration, *, now: datetime) -> None:
    """Take in somebody who has asked for it in another form and has confirmed the address there.

    Who is registered already keeps what they have said. Raises ClosedError.
    """
    meeting = locked(registration.meeting_id)
    _check(meeting.takes_registrations(now))
    known = meeting.registrations.active().of_address(registration.email).first()
    if known is None:
        registration.created_at = now
        seat(registration, meeting, now=now)
        registration.save()
        agree_as_ticked(registration, now=now, language=registration.mail_language)
    confirm(known or registration, now=now)


@transaction.atomic
def cancel(registration: Registration, *, now: datetime) -> None:
    """Give the places back; who waits moves up. A second call changes nothing."""
    meeting = locked(registration.meeting_id)
    try:
        registration.cancel(now=now)
    except WrongStatusError:
        return
    move_up(meeting, now=now)


@transaction.atomic
def change(registration: Registration, *, now: datetime, how: str = How.ONLINE) -> None:
    """Save what its owner changed. Fewer people give places back; more come only where places are free.

    Raises ValidationError where they are not, where the address is registered already, or where it is too late.
    """
    meeting = locked(registration.meeting_id)
    before = Registration.objects.get(pk=registration.pk)
    if before.status not in RegistrationStatus.active() or before.status == RegistrationStatus.ATTENDED:
        raise WrongStatusError(_("Diese Anmeldung lässt sich nicht mehr ändern."), code="wrong_status")
    more = registration.people - before.people
    if more > meeting.free and before.status in RegistrationStatus.seated():
        raise ValidationError({"companions": _("Für so viele Personen sind leider keine Plätze mehr frei.")})
    registration.status = before.status
    _check_address_is_free(registration, meeting)
    registration.save(update_fields=OWN_COLUMNS)
    if registration.photo_consent != before.photo_consent:
        keep_ticks(registration, registration.ticks, now=now, how=how, language=registration.mail_language)
    if registration.confirmed_at and registration.wants_invitations != before.wants_invitations:
        _change_mind(registration, now)
    move_up(meeting, now=now)
