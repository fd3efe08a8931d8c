from network.models.arrival import Arrival
from network.models.choices import MeetingKind, MeetingStatus, RegistrationSource, RegistrationStatus
from network.models.invitation import Invitation, Invitee
from network.models.meeting import Meeting
from network.models.notice import Notice
from network.models.placement import Placement
from network.models.programme import AgendaItem, ThemeTable
from network.models.registration import MOST_COMPANIONS, Registration

__all__ = [
    "MOST_COMPANIONS",
    "AgendaItem",
    "Arrival",
    "Invitation",
    "Invitee",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Notice",
    "Placement",
    "Registration",
    "RegistrationSource",
    "RegistrationStatus",
    "ThemeTable",
]
