"""At which table an offer or a need began."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.reading import words_of
from network.models import Result
from network.presenting.published import anchor_of
from offers.models import Need, Offer
from offers.provenance import Origin


def origins_of(record: Offer | Need) -> Iterator[Origin]:
    """The rows it has come from, or is named by; of an offer also those of the need it answers. One statement."""
    if isinstance(record, Need):
        yield from map(_origin, _rows().filter(need=record))
        return
    rows = _rows().filter(Q(offer=record) | Q(need__isnull=False, need=record.for_need_id))
    for row in rows:
        yield _origin(row, answers=row.offer_id != record.pk)


def _rows():
    return Result.objects.kept().select_related("table__theme", "table__meeting").order_by("created_at", "pk")


def _origin(row: Result, *, answers: bool = False) -> Origin:
    meeting = row.table.meeting
    url = f"{reverse('network:results', args=[meeting.slug])}#{anchor_of(row)}"
    return Origin(
        label=_label(row, answers=answers),
        url=url if row.is_published else "",
        staff_url=reverse("network_team:result", args=[meeting.slug, row.pk]),
    )


def _label(row: Result, *, answers: bool) -> str:
    table, meeting = row.table, row.table.meeting
    subject = words_of(table, "title").text or (words_of(table.theme, "name").text if table.theme else "")
    day = date_format(timezone.localtime(meeting.starts_at)) if meeting.starts_at else words_of(meeting, "title").text
    said = _("antwortet auf einen Bedarf vom Thementisch %(table)s, %(day)s") if answers else ""
    return (said or _("entstanden am Thementisch %(table)s, %(day)s")) % {"table": subject, "day": day}
