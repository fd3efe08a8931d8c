"""After errors of every kind no line of the log names a person: forced ones, with a canary in every place."""

import io
import logging
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings as portal_settings
from django.db import connection

from arnsberg_hilfe.core.logs import WithoutPersons, scrubbed
from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.portal import workflow
from arnsberg_hilfe.portal.emails import THREAD
from tests.bench.servers import free_port
from tests.core.test_mail import Refusing, smtp, unused_port, work
from tests.offers.test_submission import stamp_of

__all__ = ["smtp", "unused_port"]

NAME, EMAIL, PHONE = "Kanaria Vogelsang", "kanaria.vogelsang@example.org", "02932 4711815"
CANARY = ("kanaria", "vogelsang", "4711815")


@pytest.fixture
def log():
    """What the configured handlers write from now on."""
    target = io.StringIO()
    named = [logging.getLogger(), logging.getLogger("django.server")]
    ours = [one for logger in named for one in logger.handlers if isinstance(one.formatter, WithoutPersons)]
    assert len(ours) == 2
    before = [handler.setStream(target) for handler in ours]
    yield target
    for handler, stream in zip(ours, before, strict=True):
        handler.setStream(stream)


def lines(log):
    """The lines, once it is sure that nobody stands in them."""
    written = log.getvalue()
    assert [word for word in CANARY if word in written.lower()] == []
    return written


def ask(client):
    client.raise_request_exception = False
    inquiry = {"name": NAME, "email": EMAIL, "phone": PHONE, "reason": "question", "text": f"{NAME}, {PHONE}"}
    return client.post(f"/kontakt/?von={EMAIL}", inquiry | {"stamp": stamp_of(client, "/kontakt/")})


def twice_the_same_address(*_args, **_options):
    for _ in range(2):
        User.objects.create_user(email=EMAIL, name=NAME)


def words_with_a_person(*_args, **_options):
    problem = ValueError(f"{NAME} <{EMAIL}> ({PHONE})")
    problem.add_note(NAME)
    try:
        raise problem
    except ValueError as error:
        raise RuntimeError(f"no way for {NAME}") from error


@pytest.mark.django_db
def test_an_error_amid_personal_data_tells_the_place_and_nobody(client, log, monkeypatch):
    monkeypatch.setattr(workflow, "receive", words_with_a_person)
    assert ask(client).status_code == 500
    found = lines(log)
    assert "ERROR django.request Internal Server Error: /kontakt/" in found
    assert "builtins.ValueError\n" in found
    assert "views/contact.py:" in found


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_quoted(client, log, monkeypatch):
    monkeypatch.setattr(workflow, "receive", twice_the_same_address)
    assert ask(client).status_code == 500
    assert "psycopg.errors.UniqueViolation [23505 core_user core_user_email_key]" in lines(log)


@pytest.mark.django_db
def test_error_pages_say_nothing_of_the_error(client, monkeypatch):
    monkeypatch.setattr(workflow, "receive", words_with_a_person)
    page = ask(client).content.decode()
    for word in (*CANARY, "RuntimeError", "Traceback", "contact.py"):
        assert word not in page


def test_a_stranger_s_host_name_is_not_repeated(client, log):
    assert client.get("/", headers={"host": "kanaria.vogelsang.example.org"}).status_code == 400
    assert "ERROR django.security.DisallowedHost Invalid HTTP_HOST header: …" in lines(log)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer", ["550 no such user kanaria.vogelsang@example.org", "450 kanaria later"])
def test_a_mail_server_s_refusal_names_nobody(smtp, log, answer):
    post(Letter("test", NAME, [PHONE]), to=EMAIL)
    smtp(Refusing(answer))
    work()
    lines(log)
    assert not [word for word in CANARY if word in OutgoingMail.objects.get().error.lower()]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_for_good_is_told_by_its_name_and_number(log, monkeypatch):
    post(Letter("test", NAME, [PHONE]), to=EMAIL)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 100000 WHERE queue_name = 'mail'")
    monkeypatch.setattr("arnsberg_hilfe.core.tasks._message", words_with_a_person)
    work()
    found = lines(log)
    assert "](…) ended with status: Error" in found
    assert "builtins.RuntimeError" in found


def test_the_server_of_make_run_writes_no_query(log):
    logging.getLogger("django.server").info(
        '"%s" %s %s', f"GET /team/?q={NAME.replace(' ', '+')} HTTP/1.1", "200", "12"
    )
    assert lines(log).endswith("INFO django.server … 200 12\n")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"mail to {EMAIL} failed", "mail to … failed"),
        ("to <mira%40example.org>", "to <…>"),
        ("call 02932 201-1657 or +49 2932 2011657", "call … or …"),
        ("GET /angebote/?q=Mira HTTP/1.1", "GET /angebote/?… HTTP/1.1"),
        ("one line\nand 12:00 a forged one", "one line and 12:00 a forged one"),
        ("registration 12345678: changed by staff 3", "registration 12345678: changed by staff 3"),
        ("2026-11-24 22:16:01 erased: {'offers': 3}", "2026-11-24 22:16:01 erased: {'offers': 3}"),
    ],
)
def test_a_message_keeps_what_nobody_can_be_known_by(text, left):
    assert scrubbed(text) == left


def test_what_is_wrong_with_the_code_is_told_in_words(log):
    try:
        _ = portal_settings.BASE_DIR.nowhere
    except AttributeError:
        logging.getLogger("offers").exception("broken")
    assert "object has no attribute 'nowhere'" in lines(log)


def test_nothing_of_django_s_own_mails_whole_requests_or_writes_beside_our_handler():
    names = ["", "django", "django.server", "django.request", "django.security", "procrastinate"]
    handlers = {handler for name in names for handler in logging.getLogger(name).handlers}
    own = [
        handler for handler in handlers if type(handler) is logging.StreamHandler or "Admin" in type(handler).__name__
    ]
    assert own
    assert all(isinstance(handler.formatter, WithoutPersons) for handler in own)


def test_gunicorn_s_logs_hold_no_token_no_query_and_no_visitor(tmp_path):
    """As README's «Operation» starts it, with an access log on top."""
    port, log = free_port(), tmp_path / "log"
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--access-logfile", "-"]
    command = [sys.executable, "-m", "gunicorn", *options, "arnsberg_hilfe.wsgi"]
    token = THREAD.token(12)
    with (
        log.open("w") as target,
        subprocess.Popen(command, cwd=portal_settings.BASE_DIR, env=os.environ, stdout=target, stderr=target) as child,
    ):
        try:
            assert _asked(port, f"/kontakt/{token}x/?von={EMAIL}") == 410
            assert _asked(port, "/robots.txt") == 200
        finally:
            child.terminate()
    written = log.read_text()
    assert "GET /kontakt/…" in written
    assert "GET /robots.txt 200" in written
    for secret in (*CANARY, token.split(":")[2], "127.0.0.1 ", "Mozilla", "von="):
        assert secret not in written


def _asked(port, path):
    """The status; the server may still be starting."""
    from http.client import HTTPConnection

    deadline = time.monotonic() + 120
    while True:
        link = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            link.request("GET", path, headers={"User-Agent": "Mozilla", "Referer": f"http://127.0.0.1/?von={EMAIL}"})
            return link.getresponse().status
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        finally:
            link.close()
