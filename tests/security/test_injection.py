"""Line breaks in what people type reach neither the header of a mail nor a line of a calendar of their own."""

import pytest
from django.core import mail as outbox
from django.core.mail import BadHeaderError, EmailMessage

from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.tasks import deliver
from tests.factories import MeetingFactory
from tests.security.public_forms import PublicForm, public_forms

pytestmark = pytest.mark.django_db
PLANT = "Chor\r\nBcc: alle@example.org\r\n\r\nGuten Tag"


def headers_of(mail):
    return {name.lower() for name, _value in mail.message().items()}


def test_a_subject_of_two_lines_becomes_one_header():
    letter = post(Letter("test", PLANT, ["Ein Absatz."]), to="mira@example.org", reply_to="buero@example.org")
    deliver(letter.pk)
    sent = outbox.outbox[0]
    assert "bcc" not in headers_of(sent)
    assert sent.message()["Subject"] == "Chor Bcc: alle@example.org Guten Tag"
    assert sent.recipients() == ["mira@example.org"]


@pytest.mark.parametrize("field", ["to", "reply_to"])
def test_an_address_of_two_lines_is_refused_by_the_mail_library(field):
    with pytest.raises(BadHeaderError):
        EmailMessage(
            "Test", "Test", **{field: ["mira@example.org\nBcc: alle@example.org"]} | {"from_email": "a@b.c"}
        ).message()


@pytest.mark.parametrize("number", range(10))
def test_no_public_form_takes_an_address_of_two_lines(client, number):
    each: PublicForm = public_forms()[number]
    for email in (
        f"mira@example.org{PLANT[4:]}",
        "mira@example.org\nBcc: alle@example.org",
        "mira@example.org,b@example.org",
    ):
        assert client.post(each.path, each.filled(email)).status_code == 200
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("number", range(10))
def test_what_is_typed_into_one_line_stays_one_line_in_mails(client, number):
    each: PublicForm = public_forms()[number]
    planted = {name: PLANT for name in ("name", "provider", "title_text") if name in each.answers}
    client.post(each.path, each.filled("mira@example.org") | planted)
    for mail in OutgoingMail.objects.all():
        assert "\n" not in mail.subject + mail.to + mail.reply_to
        deliver(mail.pk)
    for sent in outbox.outbox:
        assert "bcc" not in headers_of(sent)


def test_a_calendar_has_no_line_that_a_title_brought(client):
    title = "Treffen\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-PLANT:1"
    MeetingFactory(slug="treffen", coming=True, title=title, venue=title, address=title)
    for path in ("/treffen/kalender.ics", "/treffen/treffen/termin.ics"):
        text = client.get(path).getvalue().decode()
        lines = text.replace("\r\n ", "").split("\r\n")
        assert lines.count("BEGIN:VEVENT") == 1
        assert not [line for line in lines if line.startswith("X-PLANT")]
        assert "\n" not in text.replace("\r\n", "")
        assert "\r" not in text.replace("\r\n", "")
