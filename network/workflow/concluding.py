"""From the tables' rows to published results, and on until nothing is left to be done."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Measure, Meeting, Result


@transaction.atomic
def check_results(meeting: Meeting) -> None:
    """Somebody vouches for what everybody will read. ValidationError while there is nothing to read."""
    if not Result.objects.of(meeting).public().exists():
        raise ValidationError(_("Es gibt noch keine Zeile, die veröffentlicht werden soll."))
    meeting.check_results()


@transaction.atomic
def follow_up(meeting: Meeting) -> None:
    """ValidationError while a measure of the meeting is unfinished."""
    left = Measure.objects.filter(meeting=meeting).unfinished().count()
    if left:
        said = ngettext(
            "%(count)s Maßnahme dieses Treffens ist noch nicht erledigt oder entfallen.",
            "%(count)s Maßnahmen dieses Treffens sind noch nicht erledigt oder entfallen.",
            left,
        )
        raise ValidationError(said % {"count": left})
    meeting.follow_up()


@transaction.atomic
def archive(meeting: Meeting) -> None:
    """Nothing more is done with it. What nobody has published by then stays the office's own."""
    was_published = meeting.has_public_results
    meeting.archive()
    if not was_published:
        Result.objects.of(meeting).order_by().update(is_public=False)
        Measure.objects.filter(meeting=meeting).update(is_public=False)
