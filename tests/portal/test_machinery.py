"""The page for those who keep the portal running: numbers and names of jobs, nothing about persons."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.roles import Role
from arnsberg_hilfe.portal import machinery
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "kanari@example.org"


@pytest.fixture
def technician(client):
    client.force_login(UserFactory(roles=[Role.TECHNICAL]))


def worker(seen):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [seen])


def job_events(at):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [at])


def rows(number):
    return machinery.tables(timezone.now())[number].rows


def test_it_says_what_is_to_be_done_about_mails_without_saying_whose(client, technician):
    post(Letter("test", "Kanari-Betreff", []), to=EMAIL).refuse("SMTP 550")
    text = client.get("/team/technik/").content.decode()
    assert "Mails, die niemanden erreicht haben" in text
    assert "anari" not in text
    assert [row[:2] for row in rows(0) if row[1] != "0"] == [["abgewiesen", "1"]]


def test_nothing_is_to_be_done_while_a_worker_is_there_and_nothing_waits(client, technician):
    assert any("Kein Arbeitsprozess" in trouble for trouble in machinery.troubles(timezone.now()))
    worker(timezone.now())
    assert machinery.troubles(timezone.now()) == []
    assert "Alles läuft" in client.get("/team/technik/").content.decode()


def test_a_worker_that_has_fallen_silent_is_noticed():
    worker(timezone.now() - timedelta(minutes=5))
    assert len(machinery.troubles(timezone.now())) == 1


def test_a_job_that_waits_too_long_is_noticed():
    worker(timezone.now())
    post(Letter("test", "Betreff", []), to=EMAIL)
    assert machinery.troubles(timezone.now()) == []
    assert rows(1) == [["mail", "1", "0", "0"]]
    job_events(timezone.now() - timedelta(minutes=20))
    assert len(machinery.troubles(timezone.now())) == 1


def test_failed_jobs_count_by_their_name_for_a_week():
    post(Letter("test", "Betreff", []), to=EMAIL)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET type = 'failed', at = now()")
    assert [row[:2] for row in rows(2)] == [["arnsberg_hilfe.core.tasks.deliver", "1"]]
    job_events(timezone.now() - timedelta(days=8))
    assert rows(2) == []


def test_what_runs_by_the_clock_stands_there_with_its_last_run():
    names = {row[0] for row in rows(3)}
    assert "offers.tasks.ask_providers" in names
    post(Letter("test", "Betreff", []), to=EMAIL)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET task_name = 'offers.tasks.ask_providers'")
        cursor.execute("UPDATE procrastinate_events SET type = 'succeeded', at = now()")
    assert [row[1] != "–" for row in rows(3) if row[0] == "offers.tasks.ask_providers"] == [True]


def test_mails_of_every_status_are_counted():
    post(Letter("test", "Betreff", []), to=EMAIL)
    assert len(rows(0)) == len(OutgoingMail.Status)
