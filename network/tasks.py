"""Jobs of the meetings."""

from django.utils import timezone
from procrastinate.contrib.django import app

from network.models import Meeting
from network.workflow import seating


@app.task(queue="mail")
def tell_tables(meeting_id: int) -> None:
    """Everybody learns where they sit; run again, it goes on where it was stopped."""
    for meeting in Meeting.objects.filter(pk=meeting_id):
        seating.tell(meeting, now=timezone.now())
