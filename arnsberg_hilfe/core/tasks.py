"""Jobs of the ground floor: sending mail, picking up what a killed worker left."""

from datetime import timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from smtplib import SMTPDataError, SMTPRecipientsRefused

from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from arnsberg_hilfe.core.erasing import erase_mails
from arnsberg_hilfe.core.models import MailAttachment, OutgoingMail

LONGEST_WAIT = timedelta(minutes=3)
GIVE_UP_AFTER = timedelta(days=3)
STALLED_AFTER = 30  # seconds without a sign of life from the worker


class PatientRetry(BaseRetryStrategy):
    """Ten seconds, twenty, forty … up to three minutes, for three days: a mail server comes back."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        wait = min(timedelta(seconds=10 * 2 ** min(job.attempts, 10)), LONGEST_WAIT)
        if job.attempts > 2 * GIVE_UP_AFTER / LONGEST_WAIT:  # a mail is given up before, and seen by staff
            return None
        return RetryDecision(retry_at=timezone.now() + wait)


@app.task(queue="mail", retry=PatientRetry())
def deliver(mail_id: int) -> None:
    """Send one mail. Safe to run twice: a sent one is left alone; a second copy would carry the same Message-ID."""
    mail = OutgoingMail.objects.filter(pk=mail_id, status=OutgoingMail.Status.QUEUED).first()
    if mail is None:
        return
    message = _message(mail)
    try:
        message.send()
    except Exception as error:
        if not _is_final(error) and mail.created_at > timezone.now() - GIVE_UP_AFTER:
            raise
        mail.refuse(_words(error))
    else:
        mail.mark_sent(now=timezone.now(), provider_id=_name_at_service(message))
    if mail.forgotten_when_sent:
        erase_mails(OutgoingMail.objects.filter(pk=mail.pk), now=timezone.now(), cause="sent")


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    reply_to = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], reply_to=reply_to, headers=headers)
    message.attach_alternative(mail.html, "text/html")
    for attachment in mail.attachments.all():
        message.attach(_part(attachment))
    return message


def _part(attachment: MailAttachment) -> MIMEBase:
    """The file byte for byte: Django's own attach() would write text anew and drop the type's parameters."""
    part = MIMEBase("application", "octet-stream")
    part.replace_header("Content-Type", attachment.content_type)
    part.set_payload(bytes(attachment.content))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def _name_at_service(message: EmailMultiAlternatives) -> str:
    """What the e-mail service calls the mail when it reports that it came back; empty with plain SMTP."""
    name = getattr(getattr(message, "anymail_status", None), "message_id", None)
    return name if isinstance(name, str) else ""


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _reason in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPDataError) else []


def _is_final(error: Exception) -> bool:
    """5xx about the recipient or the message is the server's last word (RFC 5321, 4.2.1).

    Turned away at the door, refused as a sender or at the login: that the office can mend, and the mail waits.
    """
    if isinstance(error, AnymailRecipientsRefused):
        return True
    codes = _codes(error)
    return bool(codes) and all(500 <= code < 600 and code not in {530, 535} for code in codes)  # noqa: PLR2004


def _words(error: Exception) -> str:
    """The server's answer without the address it was about: errors are read by staff and stand in logs."""
    return " ".join(["SMTP", *map(str, _codes(error))]) if _codes(error) else type(error).__name__


@app.periodic(cron="* * * * *")
@app.task(queue="care", queueing_lock="retry-stalled", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Jobs of a killed worker run again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await manager.retry_job(job)
