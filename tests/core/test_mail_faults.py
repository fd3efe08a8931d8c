"""What happens to mail while the mail server is ill, and when a worker dies: nothing is lost, nobody waits."""

import asyncio
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta
from email import message_from_bytes
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as portal_settings
from django.db import connection
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.tasks import GIVE_UP_AFTER, deliver, retry_stalled_jobs
from tests.core.test_mail import unused_port, work
from tests.factories import UserFactory
from tests.offers.test_submission import stamp_of

__all__ = ["unused_port"]
pytestmark = pytest.mark.django_db(transaction=True)

VISITOR = "taras@example.org"
TIMEOUT, LATE = 1, 1.2  # as ten seconds, after which the portal hangs up, are to the twelve of a slow server
Status = OutgoingMail.Status


class MailServer:
    """Has the fault it is told to have until it heals; remembers every message it got, also those it then spoilt."""

    def __init__(self, fault=""):
        self.fault = fault
        self.greetings = 0
        self.received = []
        self.has_data = threading.Event()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        self.greetings += 1
        session.host_name = hostname
        return ["554 closed"] if self.fault == "554 to everybody" else responses

    async def handle_HELO(self, server, session, envelope, hostname):  # noqa: N802
        session.host_name = hostname
        return "554 closed" if self.fault == "554 to everybody" else "250 hello"

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.fault == "553 to us":
            return "553 sender unknown"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.fault[:3] in {"450", "500"}:
            return self.fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)["Message-ID"]))
        self.has_data.set()
        if self.fault == "cuts the line":
            server.transport.abort()
        if self.fault == "answers too late":
            await asyncio.sleep(LATE)
        if self.fault == "never answers":
            await asyncio.sleep(60)
        return "250 OK"


@contextmanager
def serving(handler, port):
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def port(settings, unused_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", unused_port, TIMEOUT
    return unused_port


def ask(client):
    """Somebody writes on the contact page: one mail to them, one to the office."""
    data = {"reason": "question", "name": "Taras Test", "email": VISITOR, "text": "Wo?"}
    return client.post("/kontakt/", data | {"stamp": stamp_of(client, "/kontakt/")})


def minutes_pass():
    """The pause before the next try is over; what a killed worker was doing has gone quiet."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")


def states():
    return Counter(OutgoingMail.objects.values_list("status", flat=True))


def expected_ids():
    return dict(OutgoingMail.objects.values_list("to", "message_id"))


PASSING = ["450 try later", "cuts the line", "answers too late", "554 to everybody", "553 to us"]


@pytest.mark.parametrize("fault", PASSING)
def test_an_ill_mail_server_is_waited_for_and_nothing_is_lost(client, port, fault):
    with serving(MailServer(fault), port) as server:
        assert ask(client).status_code == 302
        assert (server.greetings, states()) == (0, {Status.QUEUED: 2})
        for _ in range(2):
            minutes_pass()
            work()
        assert server.greetings >= 4
        assert states() == {Status.QUEUED: 2}
        server.fault = ""
        minutes_pass()
        work()
    assert states() == {Status.SENT: 2}
    assert dict(server.received) == expected_ids()
    assert len(set(server.received)) == 2, "a repeat carries another Message-ID"


def test_without_any_mail_server_the_form_answers_and_the_mail_waits(client, port):
    assert ask(client).status_code == 302
    work()
    assert states() == {Status.QUEUED: 2}
    with serving(MailServer(), port) as server:
        minutes_pass()
        work()
    assert states() == {Status.SENT: 2}
    assert dict(server.received) == expected_ids()


def test_a_greeting_that_turns_everybody_away_is_not_the_last_word(client, port):
    class Closed(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"554 no service here\r\n")

    class Server(socketserver.TCPServer):
        allow_reuse_address = True

    with Server(("127.0.0.1", port), Closed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ask(client)
        work()
        server.shutdown()
    assert states() == {Status.QUEUED: 2}


def test_a_final_refusal_is_not_repeated_and_staff_see_it(client, port):
    with serving(MailServer("500 never"), port) as server:
        assert ask(client).status_code == 302
        assert (server.greetings, states()) == (0, {Status.QUEUED: 2})
        work()
        server.fault = ""
        minutes_pass()
        work()
        assert (server.received, states()) == ([], {Status.REFUSED: 2})
        client.force_login(UserFactory())
        assert "Mail unzustellbar: 2" in client.get("/team/").content.decode()
        assert ask(client).status_code == 302
        minutes_pass()
        work()
    assert states()[Status.SENT] == 2


def test_a_mail_that_never_gets_through_is_given_up_and_staff_see_it(client, port):
    ask(client)
    OutgoingMail.objects.update(created_at=timezone.now() - GIVE_UP_AFTER - timedelta(minutes=1))
    work()
    assert states() == {Status.REFUSED: 2}
    client.force_login(UserFactory())
    assert "Mail unzustellbar: 2" in client.get("/team/").content.decode()


def database_url():
    """The address of the database that this very test uses."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def worker(port):
    """A worker as it runs in production: a process of its own."""
    environment = os.environ | {"DATABASE_URL": database_url(), "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    process = subprocess.Popen(command, cwd=portal_settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(true, seconds=75):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_what_a_killed_worker_was_sending_is_sent_by_the_next_one(unused_port):
    mail = post(Letter("test", "Bitte bestätigen", ["Ein Absatz."]), to=VISITOR)
    with serving(MailServer("never answers"), unused_port) as server:
        with worker(unused_port) as process:
            assert server.has_data.wait(60), "the worker never sent anything"
            process.kill()
            process.wait()
        assert states() == {Status.QUEUED: 1}
        server.fault = ""
        minutes_pass()
        with suppress(AlreadyEnqueued):
            retry_stalled_jobs.configure().defer(timestamp=0)  # as each minute
        with worker(unused_port):
            wait_for(lambda: states() == {Status.SENT: 1})
    assert server.received == [(VISITOR, mail.message_id)] * 2
    deliver(mail.pk)
    assert len(server.received) == 2
