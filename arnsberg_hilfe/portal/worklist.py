"""The Arbeitsliste: everything that waits for the office, oldest promise first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal.models import Inquiry
from offers.models import Offer, Report, Revision


@dataclass(frozen=True)
class Task:
    kind: str
    title: str
    since: datetime
    due: date
    url: str


def tasks() -> list[Task]:
    """One statement a kind."""
    found = chain(_offers(), _revisions(), _reports(), _inquiries(), _mails(), _websites())
    return sorted(found, key=lambda task: task.due)


def counts(found: list[Task]) -> dict[str, int]:
    """How many tasks of each kind, in the order they first appear."""
    totals: dict[str, int] = {}
    for task in found:
        totals[task.kind] = totals.get(task.kind, 0) + 1
    return totals


def _offers() -> Iterator[Task]:
    for offer in Offer.objects.awaiting_review():
        due = offer.answer_by or timezone.localdate(offer.created_at)
        yield Task(
            _("Angebot prüfen"), offer.title, offer.created_at, due, reverse("offers_team:offer", args=[offer.pk])
        )


def _revisions() -> Iterator[Task]:
    for revision in Revision.objects.pending().select_related("offer"):
        url = reverse("offers_team:revision", args=[revision.pk])
        yield Task(_("Änderung prüfen"), revision.offer.title, revision.created_at, revision.answer_by, url)


def _reports() -> Iterator[Task]:
    for report in Report.objects.open().select_related("offer"):
        url = reverse("offers_team:queue") + "#hinweise"
        yield Task(_("Hinweis ansehen"), report.offer.title, report.created_at, report.answer_by, url)


def _inquiries() -> Iterator[Task]:
    for inquiry in Inquiry.objects.open():
        url = reverse("portal:inquiry", args=[inquiry.pk])
        yield Task(_("Anliegen beantworten"), str(inquiry), inquiry.created_at, inquiry.answer_by, url)


def _mails() -> Iterator[Task]:
    for mail in OutgoingMail.objects.undelivered()[:50]:
        url = reverse("portal:mail", args=[mail.pk])
        yield Task(_("Mail unzustellbar"), mail.subject, mail.created_at, timezone.localdate(mail.created_at), url)


def _websites() -> Iterator[Task]:
    for offer in Offer.objects.with_dead_website(timezone.localdate()):
        found = offer.website_dead_since or timezone.now()
        url = reverse("offers_team:offer", args=[offer.pk])
        yield Task(_("Link prüfen"), offer.title, found, timezone.localdate(found), url)
