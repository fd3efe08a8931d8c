"""What happens at once when a consent about a meeting is taken back."""

from collections.abc import Callable

from arnsberg_hilfe.core.consent_wordings import Purpose
from arnsberg_hilfe.core.consents import untick

WITHDRAWALS: dict[Purpose, Callable] = {
    Purpose.PHOTOS: lambda registration, now: untick(registration, Purpose.PHOTOS, now=now),
    Purpose.NAMED: lambda record, now: untick(record, Purpose.NAMED, now=now),
    Purpose.INVITATIONS: lambda invitee, now: invitee.decline(now=now),
}
