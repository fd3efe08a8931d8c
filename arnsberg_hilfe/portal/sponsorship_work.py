"""What waits for the office in the Patenprojekt; households appear by their code."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.deadlines import answer_by
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.portal.task import MOST_OF_A_KIND, Task
from sponsorship.models import CheckIn, Complaint, Sponsorship
from sponsorship.models.sponsorship_query import TOO_QUIET_AFTER, SponsorshipQuerySet


def _not_asked(_today: date) -> Iterator[Task]:
    """Proposed, and the sponsor does not know."""
    for sponsorship in _some(Sponsorship.objects.not_asked()):
        yield _row(_("Vorschlag: Pate fragen"), sponsorship, answer_by(sponsorship.proposed_at), _("Fragen"))


def _not_answered(today: date) -> Iterator[Task]:
    for sponsorship in _some(Sponsorship.objects.overdue_proposals(today)):
        yield _row(_("Vorschlag ohne Antwort"), sponsorship, sponsorship.answer_by or today, _("Nachfragen"))


def _without_meeting(today: date) -> Iterator[Task]:
    for sponsorship in _some(Sponsorship.objects.without_meeting()):
        yield _row(_("Kennenlernen ohne Termin"), sponsorship, sponsorship.answer_by or today, _("Termin finden"))


def _met(today: date) -> Iterator[Task]:
    for sponsorship in _some(Sponsorship.objects.met(today)):
        yield _row(_("Kennenlernen: wie war es?"), sponsorship, sponsorship.answer_by or today, _("Nachfragen"))


def _trials(today: date) -> Iterator[Task]:
    for sponsorship in _some(Sponsorship.objects.trial_over(today)):
        yield _row(_("Schnupperphase vorbei"), sponsorship, sponsorship.trial_until or today, _("Vereinbaren"))


def _pauses(today: date) -> Iterator[Task]:
    for sponsorship in _some(Sponsorship.objects.due_back(today)):
        yield _row(_("Pause vorbei"), sponsorship, sponsorship.pause_until or today, _("Nachfragen"))


def _quiet(today: date) -> Iterator[Task]:
    for sponsorship in _some(Sponsorship.objects.too_quiet(today)):
        due = sponsorship.quiet_since + TOO_QUIET_AFTER
        yield _row(_("Lange keine Kontaktnotiz"), sponsorship, due, _("Nachfragen"))


def _lights(today: date) -> Iterator[Task]:
    """Red or yellow: today, whatever else there is."""
    for check_in in CheckIn.objects.troubling().select_related("sponsorship__household")[:MOST_OF_A_KIND]:
        yield _check_in(_("Rückmeldung: Rot oder Gelb"), check_in, today, _("Ansehen"))


def _check_ins_to_call(today: date) -> Iterator[Task]:
    for check_in in CheckIn.objects.to_be_called(today).select_related("sponsorship__household")[:MOST_OF_A_KIND]:
        yield _check_in(_("Rückmeldung: anrufen"), check_in, check_in.due_on, _("Anrufen"))


def complaints(reader: User) -> Iterator[Task]:
    """Not among the sources: what waits here depends on who asks."""
    readable = Complaint.objects.readable_by(reader).open()
    for complaint in readable.select_related("sponsorship__household")[:MOST_OF_A_KIND]:
        url = reverse("sponsorship_team:complaint", args=[complaint.pk])
        title, since = complaint.sponsorship.household.code, complaint.created_at
        yield Task(_("Beschwerde"), title, since, complaint.answer_by, _("Ansehen"), url)


def _some(sponsorships: SponsorshipQuerySet) -> SponsorshipQuerySet:
    return sponsorships.select_related("household")[:MOST_OF_A_KIND]


def _row(kind: str, sponsorship: Sponsorship, due: date, action: str) -> Task:
    url = reverse("sponsorship_team:sponsorship", args=[sponsorship.pk])
    return Task(kind, sponsorship.household.code, sponsorship.proposed_at, due, action, url)


def _check_in(kind: str, check_in: CheckIn, due: date, action: str) -> Task:
    url = reverse("sponsorship_team:sponsorship", args=[check_in.sponsorship_id]) + f"#rueckmeldung-{check_in.pk}"
    title = f"{check_in.sponsorship.household.code}, {check_in.get_side_display()}"
    since = check_in.answered_at or timezone.make_aware(datetime.combine(check_in.due_on, time()))
    return Task(kind, title, since, due, action, url)


SOURCES = (
    _not_asked,
    _not_answered,
    _without_meeting,
    _met,
    _trials,
    _pauses,
    _quiet,
    _lights,
    _check_ins_to_call,
)
