"""The first meeting as calendars know it: no name stands in it, calendars are seen by many."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.calendar import Method, Occasion, calendar_file
from arnsberg_hilfe.core.mail import Attachment
from sponsorship.models import Sponsorship
from sponsorship.office import fachstelle

LASTS = timedelta(hours=1)


def calendar_entry(sponsorship: Sponsorship, begin: datetime, *, now: datetime, off: bool = False) -> list[Attachment]:
    """The meeting for the reader's own calendar, or its removal from there, in the language that is active.

    Its removal names no place: it may follow a withdrawal, and the place may be somebody's home.
    """
    method = Method.CANCEL if off else Method.PUBLISH
    title = _("Kennenlernen (Patenprojekt)")
    occasion = Occasion(
        uid=f"{sponsorship.uid}@{urlsplit(settings.PUBLIC_URL).hostname}",
        sequence=sponsorship.sequence,
        title=title,
        description="",
        place="" if off else sponsorship.meets_where,
        begin=begin,
        end=begin + LASTS,
        url=settings.PUBLIC_URL + reverse("sponsorship:start"),
        cancelled=off,
        organiser_email=fachstelle()["email"],
        changed_at=now,
    )
    return [Attachment("termin.ics", method.content_type, calendar_file([occasion], method, title))]
