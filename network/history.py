"""What meetings and all that belongs to them keep of their past."""

from arnsberg_hilfe.core.history import keep, keep_links, not_kept
from network.models import (
    AgendaItem,
    Arrival,
    Invitation,
    Invitee,
    Measure,
    Meeting,
    Notice,
    Placement,
    Progress,
    Registration,
    Result,
    ThemeTable,
)

keep(Meeting)
keep_links(Meeting.doorkeepers)
keep(AgendaItem, within="meeting")
keep(ThemeTable, within="meeting")
keep_links(ThemeTable.moderators)
# The needs are erased a day after the meeting, and the door's code opens a page
keep(Registration, noise="code status_before", hidden="interpreting children step_free needs_note companions")
keep(Invitee)
keep(Measure, hidden="email responsible outcome outcome_de outcome_uk outcome_en")
keep(Result, hidden="who")
not_kept("a history of its own", Arrival, Progress)
not_kept("a protocol of what was sent", Invitation, Notice)
not_kept("computed anew for each allocation", Placement)
