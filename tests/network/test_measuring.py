"""How a measure stands: what is said of it moves it and is kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from arnsberg_hilfe.core.status import WrongStatusError
from network.models import Measure, Progress
from network.workflow.measuring import note_progress
from tests.factories import NOW, MeasureFactory, MeetingFactory, UserFactory

pytestmark = pytest.mark.django_db

STATUSES = [(before, after) for before in Measure.Status.values for after in Measure.Status.values]


def in_status(status):
    return MeasureFactory(status=status, closed_at=NOW if status in Measure.Status.finished() else None)


@pytest.mark.parametrize(("before", "after"), [pair for pair in STATUSES if pair != ("running", "open")])
def test_what_is_said_moves_the_measure(before, after):
    measure = in_status(before)
    note_progress(measure, after, "zugesagt", now=NOW)
    measure.refresh_from_db()
    assert (measure.status, bool(measure.closed_at)) == (after, after in Measure.Status.finished())
    assert [(one.status, one.note, one.at) for one in measure.progress.all()] == [(after, "zugesagt", NOW)]


def test_what_runs_is_not_merely_open_again():
    measure = in_status("running")
    with pytest.raises(WrongStatusError):
        note_progress(measure, "open", now=NOW)
    assert not measure.progress.exists()


def test_who_said_it_and_at_which_meeting_is_kept():
    measure, meeting, user = MeasureFactory(), MeetingFactory(), UserFactory()
    note_progress(measure, "running", meeting=meeting, by=user, now=NOW)
    assert (measure.status, measure.progress.get().meeting, measure.progress.get().by) == ("running", meeting, user)


def test_the_same_status_again_only_adds_the_note():
    measure = in_status("done")
    note_progress(measure, "done", "mit Dank", now=NOW + timedelta(days=1))
    measure.refresh_from_db()
    assert (measure.closed_at, measure.progress.get().note) == (NOW, "mit Dank")


def test_words_sent_twice_are_kept_once_and_said_later_again():
    measure = MeasureFactory()
    for minutes in (0, 1, 60):
        note_progress(measure, "running", "läuft gut", now=NOW + timedelta(minutes=minutes))
    assert measure.progress.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_say_it_at_once_are_both_heard():
    measure = MeasureFactory(theme=None)  # such tests empty the database afterwards, the theme areas included

    def say(note):
        try:
            note_progress(Measure.objects.get(pk=measure.pk), "done", note, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, [f"Notiz {number}" for number in range(16)]))
    measure.refresh_from_db()
    assert (measure.status, Progress.objects.count()) == ("done", 16)
