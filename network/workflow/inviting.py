"""Inviting people and organisations to a meeting: who agreed to it, each once, in their language."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.mail import post, written_in
from network.emails.invitation import invitation
from network.models import Invitation, Invitee, Meeting, MeetingStatus
from network.models.invitation import GROUPS, PROVIDERS
from offers.models import Offer

PROVIDERS_CONSENT = "Angebot im Portal"
INVITING = [MeetingStatus.ANNOUNCED, MeetingStatus.OPEN]


def counts(meeting: Meeting, *, now: datetime) -> dict[str, int]:
    """By group, how many would be invited now; providers that are not in the address book yet included."""
    found = {group: Invitee.objects.to_be_invited(meeting, [group]).count() for group in GROUPS}
    return found | {PROVIDERS: found[PROVIDERS] + len(_new_providers(now))}


@transaction.atomic
def invite(meeting: Meeting, groups: Collection[str], *, now: datetime) -> None:
    """Queue the invitations of these groups. ValidationError where the meeting takes no guests."""
    if meeting.status not in INVITING or meeting.is_over(now):
        raise ValidationError(_("Einladen können Sie, sobald das Treffen angekündigt ist und bis es beginnt."))
    if PROVIDERS in groups:
        Invitee.objects.bulk_create(_new_providers(now), ignore_conflicts=True)
    send_invitations.defer(meeting_id=meeting.pk, groups=sorted(groups))


def _new_providers(now: datetime) -> list[Invitee]:
    """Providers who are not in the address book, neither with a yes nor with a no; ready to be saved."""
    known = Invitee.objects.annotate(address=Lower("email")).values("address")
    offers = Offer.objects.live().exclude(email="").exclude(email_confirmed_at=None)
    addresses = offers.annotate(address=Lower("email")).exclude(address__in=known).order_by("pk")
    return list({offer.address: _provider(offer, now) for offer in addresses}.values())


def _provider(offer: Any, now: datetime) -> Invitee:
    return Invitee(
        email=offer.address,
        organisation=offer.provider,
        pillar=offer.pillar,
        language=offer.mail_language,
        origin=Invitee.Origin.PROVIDER,
        consent=PROVIDERS_CONSENT,
        consented_at=now,
    )


@app.task(queue="mail", name="network.send_invitations")
def send_invitations(meeting_id: int, groups: list[str]) -> None:
    """Run again after a stop, it goes on with those who have no invitation yet."""
    send(meeting_id, groups, now=timezone.now())


def send(meeting_id: int, groups: Collection[str], *, now: datetime) -> int:
    """Write to everybody in these groups who is not invited yet; returns to how many."""
    meeting = Meeting.objects.filter(pk=meeting_id, status__in=INVITING).first()
    if meeting is None or meeting.is_over(now):
        return 0
    invitees = Invitee.objects.to_be_invited(meeting, groups).values_list("pk", flat=True)
    return sum(_invite(pk, meeting, now) for pk in invitees)


@transaction.atomic
def _invite(pk: int, meeting: Meeting, now: datetime) -> bool:
    """One letter and its mark; of two workers at once only one writes it, and nobody who has said no meanwhile."""
    invitee = Invitee.objects.willing().select_for_update().filter(pk=pk).first()
    if invitee is None:
        return False
    address = {"email": invitee.email.lower(), "sent_at": now}
    _mark, is_new = Invitation.objects.get_or_create(meeting=meeting, email__iexact=invitee.email, defaults=address)
    if is_new:
        with written_in(invitee.language):
            post(invitation(invitee, meeting), to=invitee.email, about=invitee)
    return is_new
