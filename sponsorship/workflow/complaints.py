"""Protected complaints: written by either side, read by a second person only."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.once import saved_once
from sponsorship.emails import accompanying as emails
from sponsorship.models import Complaint, Household, Sponsor, Sponsorship
from sponsorship.presenting.sides import side_of


def complain(person: Sponsor | Household, sponsorship: Sponsorship, text: str, *, key: str, now: datetime) -> None:
    """Sent twice, it is one complaint. Its mails say nothing of what was written.

    They are filed under the complaint, not the Patenschaft: the responsible colleague may look through its mails.
    """
    with saved_once(Complaint, key=key):
        until = answer_by(now)
        complaint = Complaint.objects.create(
            sponsorship=sponsorship,
            key=key,
            side=side_of(person),
            text=text.strip(),
            created_at=now,
            answer_by=until,
        )
        sides = sponsorship.sponsor.responsible, sponsorship.household.responsible
        complaint.kept_from.set([user for user in sides if user])
        with written_in(settings.LANGUAGE_CODE):
            post(emails.there_is_a_complaint(), to=settings.COMPLAINTS_EMAIL, about=complaint)
        if person.email:
            with written_in(person.mail_language):
                post(emails.complaint_received(until), to=person.email, about=complaint)


@transaction.atomic
def take_up(complaint: Complaint, *, by: User) -> None:
    complaint.take_up()
    complaint.handled_by = by
    complaint.save(update_fields=["handled_by"])


@transaction.atomic
def close(complaint: Complaint, outcome: str, *, by: User, now: datetime) -> None:
    complaint.close(now=now)
    complaint.handled_by, complaint.outcome = by, outcome.strip()
    complaint.save(update_fields=["handled_by", "outcome"])
