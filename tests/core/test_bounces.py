import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from anymail.exceptions import AnymailRecipientsRefused
from anymail.signals import tracking
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import include, path

from arnsberg_hilfe import urls
from arnsberg_hilfe.core import bounces
from arnsberg_hilfe.core.mail import Letter, post
from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.core.tasks import deliver
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
REPORTS = "/anymail/postmark/tracking/"
SECRET = "dienst:geheim"  # noqa: S105 - invented
Status = OutgoingMail.Status


class Urls:
    urlpatterns = [*urls.urlpatterns, path("anymail/", include(bounces.tracking_urls("postmark")))]


class Service(BaseEmailBackend):
    """Takes mails as Anymail's backends do, and has a name of its own for each."""

    refuses = False

    def send_messages(self, messages):
        from anymail.message import AnymailRecipientStatus, AnymailStatus

        for message in messages:
            if self.refuses:
                raise AnymailRecipientsRefused(email_message=message)
            message.anymail_status = AnymailStatus()
            message.anymail_status.set_recipient_status({message.to[0]: AnymailRecipientStatus("uuid-1", "queued")})
        return len(messages)


@pytest.fixture
def service(settings):
    settings.EMAIL_BACKEND = f"{__name__}.{Service.__name__}"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    settings.ROOT_URLCONF = Urls
    bounces.listen()
    yield
    tracking.disconnect(dispatch_uid="note-bounce")


def sent():
    mail = post(Letter("test", "Bitte bestätigen", []), to="weg@example.org")
    deliver(mail.pk)
    return OutgoingMail.objects.get(pk=mail.pk)


def report(client, kind="Bounce", name="uuid-1", secret=SECRET, **more):
    event = {"RecordType": kind, "MessageID": name, "Type": "HardBounce", "Email": "weg@example.org"} | more
    authorization = "Basic " + base64.b64encode(secret.encode()).decode()
    headers = {"Authorization": authorization} if secret else {}
    return client.post(REPORTS, event, content_type="application/json", headers=headers).status_code


def test_a_mail_that_comes_back_is_shown_to_staff(client, service):
    mail = sent()
    assert (mail.status, mail.provider_id) == (Status.SENT, "uuid-1")
    details = "smtp; 550 no such user weg@example.org"
    assert report(client, Details=details, BouncedAt="2026-05-04T09:00:00Z") == 200
    [bounced] = OutgoingMail.objects.undelivered()
    assert (bounced.status, bounced.error) == (Status.BOUNCED, "bounced: bounced")
    assert report(client) == 200


def test_a_mail_is_also_known_by_its_own_message_id(client, service):
    mail = sent()
    report(client, name=mail.message_id)
    assert OutgoingMail.objects.get().status == Status.BOUNCED


@pytest.mark.parametrize("event", [{"kind": "Delivery"}, {"kind": "Open"}, {"name": "uuid-2"}])
def test_other_reports_change_nothing(client, service, event):
    sent()
    assert report(client, **event) == 200
    assert OutgoingMail.objects.get().status == Status.SENT


@pytest.mark.parametrize("secret", ["", "dienst:falsch", ":"])
def test_reports_without_the_secret_are_refused(client, service, secret):
    sent()
    assert report(client, secret=secret) == 400
    assert OutgoingMail.objects.get().status == Status.SENT


def test_only_the_services_own_entrance_is_open(client, service):
    assert [pattern.name for pattern in bounces.tracking_urls("postmark")] == ["postmark_tracking_webhook"]
    assert client.post("/anymail/postmark/inbound/").status_code == 404
    assert client.post("/anymail/mailgun/tracking/").status_code == 404


def test_a_recipient_the_service_refuses_is_a_final_refusal(service, monkeypatch):
    monkeypatch.setattr(Service, "refuses", True)
    assert (sent().status, sent().error) == (Status.REFUSED, "AnymailRecipientsRefused")


def test_a_failed_mail_is_seen_to_once():
    mail = post(Letter("test", "Bitte bestätigen", []), to="weg@example.org")
    assert not mail.settle(now=NOW)
    mail.refuse("SMTP 550")
    assert mail.settle(now=NOW)
    assert not mail.settle(now=NOW)
    assert (OutgoingMail.objects.undelivered().count(), OutgoingMail.objects.failed().count()) == (0, 1)


def start(**environment):
    code = (
        "import django; django.setup(); from django.urls import resolve; print(resolve('/anymail/postmark/tracking/'))"
    )
    variables = os.environ | environment
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=variables, capture_output=True, text=True)


def test_with_a_service_its_entrance_is_open_and_guarded_by_a_secret():
    settings = {"DJANGO_SETTINGS_MODULE": "arnsberg_hilfe.settings", "ANYMAIL_PROVIDER": "postmark"}
    assert "ANYMAIL_WEBHOOK_SECRET" in start(**settings).stderr
    assert "postmark_tracking_webhook" in start(**settings, ANYMAIL_WEBHOOK_SECRET=SECRET).stdout


def test_without_a_service_there_is_no_entrance(client):
    assert client.post(REPORTS).status_code == 404
