from network.models.arrival import Arrival
from network.models.choices import MeetingKind, MeetingStatus, RegistrationSource, RegistrationStatus
from network.models.invitation import Invitation, Invitee
from network.models.measure import Measure, Progress
from network.models.meeting import Meeting
from network.models.notice import Notice
from network.models.placement import Placement
from network.models.programme import AgendaItem, ThemeTable
from network.models.registration import MOST_COMPANIONS, Registration
from network.models.result import Result

__all__ = [
    "MOST_COMPANIONS",
    "AgendaItem",
    "Arrival",
    "Invitation",
    "Invitee",
    "Measure",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Notice",
    "Placement",
    "Progress",
    "Registration",
    "RegistrationSource",
    "RegistrationStatus",
    "Result",
    "ThemeTable",
]
