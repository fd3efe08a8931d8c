"""The invitation to a meeting."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import Letter
from network import links
from network.emails.registration import when
from network.models import Invitee, Meeting, MeetingStatus


def invitation(invitee: Invitee, meeting: Meeting) -> Letter:
    """Says why it comes and how to get no more of them."""
    return Letter(
        "invitation",
        _("Einladung: %(title)s") % {"title": meeting.title},
        [*summary_of(meeting), why(invitee)],
        _button(meeting),
        stop=(_("Keine Einladungen mehr"), links.STOP_INVITATIONS.url(invitee.pk)),
    )


def summary_of(meeting: Meeting) -> list[str]:
    """What everybody reads, in paragraphs."""
    facts = "\n".join(filter(None, [meeting.title, when(meeting), meeting.venue, meeting.address]))
    return list(filter(None, [_("wir laden Sie herzlich ein:"), facts, meeting.summary]))


def why(invitee: Invitee) -> str:
    if invitee.origin == Invitee.Origin.PARTICIPANT:
        return _("Sie bekommen diese Mail, weil Sie bei einer Anmeldung gesagt haben, dass wir Sie einladen dürfen.")
    if invitee.origin == Invitee.Origin.PROVIDER:
        return _("Sie bekommen diese Mail, weil Ihr Angebot auf unserem Portal steht.")
    return _("Sie bekommen diese Mail, weil Ihre Organisation eingeladen werden möchte.")


def _button(meeting: Meeting) -> tuple[str, str]:
    if meeting.status == MeetingStatus.OPEN:
        return _("Anmelden"), settings.PUBLIC_URL + reverse("network:register", args=[meeting.slug])
    return _("Mehr zum Treffen"), settings.PUBLIC_URL + meeting.get_absolute_url()
