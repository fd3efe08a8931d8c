import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as outbox
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.mail import Attachment, Letter, post, post_sparingly, written_in
from arnsberg_hilfe.core.models import MailAttachment, OutgoingMail
from arnsberg_hilfe.core.status import WrongStatusError
from arnsberg_hilfe.core.tasks import PatientRetry, deliver
from tests.factories import NOW, UserFactory

LETTER = Letter(
    "test",
    "Bitte bestätigen",
    ["Erster Absatz.", "Zweiter Absatz."],
    ("Bestätigen", "https://example.org/x"),
    "Sonst …",
)
INVITATION = Attachment("termin.ics", "text/calendar; method=REQUEST; charset=utf-8", "SUMMARY:Зустріч\r\n".encode())
PICTURE = Attachment("Schlüssel.png", "image/png", b"\x89PNG\r\n\x1a\n\x00")
Status = OutgoingMail.Status


def send(**options):
    return post(LETTER, to="mira@example.org", **options)


def work():
    """Run all queued jobs as a worker does, then stop."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(queues=["mail"], wait=False, install_signal_handlers=False, listen_notify=False)


class Refusing:
    """A mail server that answers every recipient with the same line."""

    def __init__(self, answer):
        self.answer = answer

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's name
        return self.answer


@pytest.fixture
def smtp(settings, unused_port):
    def start(handler):
        controller = Controller(handler, hostname="127.0.0.1", port=unused_port)
        controller.start()
        started.append(controller)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port

    started: list[Controller] = []
    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_queued_with_its_transaction_and_sent_by_the_worker():
    mail = send(about=UserFactory(pk=7), reply_to="buero@example.org")
    assert outbox.outbox == []
    work()
    mail.refresh_from_db()
    [sent] = outbox.outbox
    assert (mail.status, mail.about, sent.to, sent.reply_to) == (
        Status.SENT,
        "core.user:7",
        ["mira@example.org"],
        ["buero@example.org"],
    )
    assert sent.extra_headers["Message-ID"] == mail.message_id
    assert "Bestätigen:\nhttps://example.org/x" in sent.body


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_step_leaves_neither_mail_nor_job():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert app.job_manager.list_jobs(status="todo", queue="mail") == []


@pytest.mark.django_db(transaction=True)
def test_a_sent_mail_is_not_sent_again():
    mail = send()
    deliver(mail.pk)
    deliver(mail.pk)
    assert len(outbox.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_mail_stays_here():
    send().cancel()
    work()
    assert outbox.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["550 no such user", "552 mailbox full"])
def test_a_final_refusal_is_shown_to_staff(smtp, answer):
    smtp(Refusing(answer))
    mail = send()
    deliver(mail.pk)
    assert list(OutgoingMail.objects.undelivered().values_list("status", "error")) == [
        (Status.REFUSED, f"SMTP {answer[:3]}")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["450 try later", "451 greylisted", "535 wrong password"])
def test_a_passing_refusal_is_tried_again(smtp, answer):
    smtp(Refusing(answer))
    mail = send()
    with pytest.raises(smtplib.SMTPException):
        deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.status == Status.QUEUED


@pytest.mark.django_db
def test_a_missing_mail_server_is_waited_for(settings, unused_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    mail = send()
    with pytest.raises(OSError, match="refused"):
        deliver(mail.pk)


class Attempt:
    def __init__(self, attempts):
        self.attempts = attempts


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 10), (1, 20), (4, 160), (5, 180), (1000, 180)])
def test_waiting_grows_to_three_minutes_and_not_further(attempts, seconds):
    before = timezone.now()
    decision = PatientRetry().get_retry_decision(exception=OSError(), job=Attempt(attempts))
    assert timedelta(0) <= decision.retry_at - before - timedelta(seconds=seconds) < timedelta(seconds=5)


def test_no_job_is_tried_for_ever():
    assert PatientRetry().get_retry_decision(exception=OSError(), job=Attempt(2881)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "greeting"), [("de", "Guten Tag,"), ("uk", "Добрий день"), ("xx", "Guten Tag,")])
def test_a_letter_is_written_in_its_recipients_language(language, greeting):
    with written_in(language):
        mail = send()
    assert mail.text.startswith(greeting)
    assert (f'<html lang="{mail.language}">' in mail.html, mail.language) == (True, language.replace("xx", "de"))


@pytest.mark.django_db
def test_no_line_break_reaches_a_header_and_no_markup_the_page():
    letter = Letter("test", "Eins\r\nBcc: alle@example.org", ["<b>fett</b>"])
    mail = post(letter, to="mira@example.org")
    assert mail.subject == "Eins Bcc: alle@example.org"
    assert "&lt;b&gt;fett" in mail.html
    assert "<b>fett</b>" in mail.text


@pytest.mark.django_db
def test_mails_are_due_for_erasure_after_a_month_but_not_while_they_wait():
    waiting, sent = send(), send()
    sent.mark_sent(now=NOW)
    with pytest.raises(WrongStatusError):
        sent.cancel()
    later = timezone.now() + timedelta(days=31)
    assert list(OutgoingMail.objects.due_for_erasure(later)) == [sent]
    assert waiting.status == Status.QUEUED


@pytest.mark.django_db
def test_files_arrive_byte_for_byte_and_under_their_type():
    deliver(send(attachments=[INVITATION, PICTURE]).pk)
    [sent] = outbox.outbox
    mixed, words, _text, _html, *files = message_from_bytes(sent.message().as_bytes()).walk()
    assert (mixed.get_content_type(), words.get_content_type()) == ("multipart/mixed", "multipart/alternative")
    assert [(part["Content-Type"], part.get_filename(), part.get_payload(decode=True)) for part in files] == [
        (INVITATION.content_type, "termin.ics", INVITATION.content),
        (PICTURE.content_type, "Schlüssel.png", PICTURE.content),
    ]


@pytest.mark.django_db
def test_files_are_erased_with_their_mail():
    send(attachments=[INVITATION, PICTURE]).mark_sent(now=NOW)
    OutgoingMail.objects.due_for_erasure(timezone.now() + timedelta(days=31)).delete()
    assert not MailAttachment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("files", "statements"), [((), 3), ((INVITATION, PICTURE), 4)])
def test_a_mail_costs_a_row_a_job_and_a_count(django_assert_num_queries, files, statements):
    with django_assert_num_queries(statements):
        post_sparingly(LETTER, to="mira@example.org", now=NOW, attachments=files)


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_letters_to_one_unconfirmed_address_are_one_mail():
    def ask(number):
        try:
            post_sparingly(LETTER, to=["mira@example.org", "Mira@Example.org"][number % 2], now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(ask, range(20)))
    mail = OutgoingMail.objects.get()
    assert [job.scheduled_at for job in app.job_manager.list_jobs(lock=f"mail-{mail.pk}")] == [None]
