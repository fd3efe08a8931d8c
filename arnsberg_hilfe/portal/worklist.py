"""The Arbeitsliste: everything that waits for the office, oldest promise first."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import OutgoingMail, User
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.portal import retention, sponsorship_work
from arnsberg_hilfe.portal.models import Inquiry
from arnsberg_hilfe.portal.task import MOST_OF_A_KIND, Task
from network.models import Measure, Meeting, Registration
from offers.models import Need, NeedReply, Offer, Report, Revision
from offers.models.offer_life import ASK_AFTER, UNCONFIRMED_AFTER
from sponsorship.models import Household, Sponsor
from sponsorship.presenting.pipeline import next_step


def tasks(today: date, reader: User) -> list[Task]:
    """What waits in the areas that are open to the reader, one statement a kind; nothing of the others is read."""
    sources = chain.from_iterable(found for area, found in SOURCES.items() if reader.may(area))
    found = chain.from_iterable(source(today) for source in sources)
    return sorted(chain(found, _mails(reader), sponsorship_work.complaints(reader)), key=lambda task: task.due)


def is_for(reader: User) -> bool:
    """Something may wait for this person; others begin elsewhere."""
    return any(reader.may(area) for area in SOURCES)


def counts(found: list[Task]) -> dict[str, int]:
    """How many tasks of each kind, in the order they first appear."""
    totals: dict[str, int] = {}
    for task in found:
        totals[task.kind] = totals.get(task.kind, 0) + 1
    return totals


def groups(found: list[Task], today: date) -> list[tuple[str, list[Task]]]:
    """The tasks by urgency; the week ends on Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    return [
        (_("Überfällig"), [task for task in found if task.due < today]),
        (_("Heute"), [task for task in found if task.due == today]),
        (_("Diese Woche"), [task for task in found if today < task.due <= sunday]),
        (_("Später"), [task for task in found if task.due > max(today, sunday)]),
    ]


def _offers(_today: date) -> Iterator[Task]:
    for offer in Offer.objects.awaiting_review():
        due = offer.answer_by or timezone.localdate(offer.created_at)
        url = reverse("offers_team:offer", args=[offer.pk])
        yield Task(_("Angebot prüfen"), offer.title, offer.created_at, due, _("Prüfen"), url)


def _revisions(_today: date) -> Iterator[Task]:
    for revision in Revision.objects.pending().select_related("offer"):
        url = reverse("offers_team:revision", args=[revision.pk])
        title, since = revision.offer.title, revision.created_at
        yield Task(_("Änderung prüfen"), title, since, revision.answer_by, _("Vergleichen"), url)


def _reports(_today: date) -> Iterator[Task]:
    for report in Report.objects.open().select_related("offer"):
        url = reverse("offers_team:queue") + f"#hinweis-{report.pk}"
        title, since = report.offer.title, report.created_at
        yield Task(_("Hinweis ansehen"), title, since, report.answer_by, _("Ansehen"), url)


def _inquiries(_today: date) -> Iterator[Task]:
    for inquiry in Inquiry.objects.open():
        url = reverse("portal:inquiry", args=[inquiry.pk])
        since = inquiry.created_at
        yield Task(_("Anliegen beantworten"), str(inquiry), since, inquiry.answer_by, _("Antworten"), url)


def _mails(reader: User) -> Iterator[Task]:
    """Not among the sources: what was written about a sponsor is not for everybody."""
    for mail in OutgoingMail.objects.undelivered().readable_by(reader)[:MOST_OF_A_KIND]:
        url, due = reverse("portal:mail", args=[mail.pk]), timezone.localdate(mail.created_at)
        yield Task(_("Mail unzustellbar"), mail.subject, mail.created_at, due, _("Klären"), url)


def _websites(today: date) -> Iterator[Task]:
    for offer in Offer.objects.with_dead_website(today)[:MOST_OF_A_KIND]:
        found = offer.website_dead_since or timezone.now()
        url = reverse("offers_team:offer", args=[offer.pk])
        yield Task(_("Link prüfen"), offer.title, found, timezone.localdate(found), _("Berichtigen"), url)


def _calls(today: date) -> Iterator[Task]:
    """Providers without an e-mail address are asked on the phone, before the offer is marked as unconfirmed."""
    for offer in Offer.objects.to_be_phoned(today)[:MOST_OF_A_KIND]:
        url = reverse("offers_team:offer", args=[offer.pk])
        last = offer.fresh_on or today
        since = timezone.make_aware(datetime.combine(last + ASK_AFTER, time()))
        due = last + UNCONFIRMED_AFTER
        yield Task(_("Anbieter anrufen"), offer.title, since, due, _("Nachfragen"), url)


def _moved_up(_today: date) -> Iterator[Task]:
    """Offered a place, and reached by phone only."""
    for registration in Registration.objects.to_be_called().select_related("meeting")[:MOST_OF_A_KIND]:
        slug, until = registration.meeting.slug, registration.held_until or timezone.now()
        url = reverse("network_team:registration", args=[slug, registration.pk])
        since = registration.waiting_since or registration.created_at
        title = f"{registration} – {registration.meeting}"
        yield Task(_("Nachrücken: anrufen"), title, since, timezone.localdate(until), _("Anrufen"), url)


def _tables(_today: date) -> Iterator[Task]:
    """Registration has closed and nobody has been given a table."""
    for meeting in Meeting.objects.without_seating()[:MOST_OF_A_KIND]:
        closed, begin = meeting.registers_until or timezone.now(), meeting.starts_at or timezone.now()
        url = reverse("network_team:seating", args=[meeting.slug])
        due = min(timezone.localdate(closed) + timedelta(days=1), timezone.localdate(begin))
        yield Task(_("Tische verteilen"), meeting.title, closed, due, _("Verteilen"), url)


def _measures_overdue(today: date) -> Iterator[Task]:
    """With and without an address; each leaves the list for a week whenever somebody has said how it stands."""
    for measure in Measure.objects.overdue(today).quiet(today)[:MOST_OF_A_KIND]:
        yield _measure(_("Maßnahme überfällig"), measure, measure.due or today)


def _measures_to_call(today: date) -> Iterator[Task]:
    """Due soon, and no mail reminds those responsible."""
    for measure in Measure.objects.to_be_called(today)[:MOST_OF_A_KIND]:
        yield _measure(_("Maßnahme: nachfragen"), measure, measure.due or today)


def _measure(kind: str, measure: Measure, due: date) -> Task:
    url = reverse("measures_team:measure", args=[measure.pk])
    return Task(kind, measure.what, measure.created_at, due, _("Nachfragen"), url)


def _need_replies(_today: date) -> Iterator[Task]:
    for reply in NeedReply.objects.open().select_related("need")[:MOST_OF_A_KIND]:
        url = reverse("needs_team:need", args=[reply.need_id]) + f"#antwort-{reply.pk}"
        due = reply.answer_by or timezone.localdate(reply.created_at)
        yield Task(_("Antwort auf einen Bedarf"), str(reply), reply.created_at, due, _("Antworten"), url)


def _needs_perhaps_covered(today: date) -> Iterator[Task]:
    """An offer made for a need is published: does it cover it?"""
    for offer in Offer.objects.perhaps_covering(today).select_related("for_need")[:MOST_OF_A_KIND]:
        since = offer.published_at or offer.created_at
        url = reverse("needs_team:need", args=[offer.for_need_id])
        yield Task(_("Bedarf gedeckt?"), str(offer.for_need), since, timezone.localdate(since), _("Ansehen"), url)


def _needs_not_renewed(today: date) -> Iterator[Task]:
    for need in Need.objects.not_renewed(today)[:MOST_OF_A_KIND]:
        due = need.urgent_until or today
        since = timezone.make_aware(datetime.combine(due, time()))
        url = reverse("needs_team:need", args=[need.pk])
        yield Task(_("Bedarf noch aktuell?"), need.title, since, due + timedelta(days=1), _("Nachfragen"), url)


def _sponsors(_today: date) -> Iterator[Task]:
    """On the way to be approved."""
    for sponsor in Sponsor.objects.owed_an_answer()[:MOST_OF_A_KIND]:
        yield _sponsor(_("Pate oder Patin: antworten"), sponsor, sponsor.answer_by, next_step(sponsor))


def _certificates_lapsing(today: date) -> Iterator[Task]:
    for sponsor in Sponsor.objects.certificate_lapsing(today)[:MOST_OF_A_KIND]:
        until = sponsor.certificate_holds_until
        yield _sponsor(_("Führungszeugnis läuft ab"), sponsor, until, _("Nachfragen"))


def _certificates_wanted(today: date) -> Iterator[Task]:
    """In a household they are proposed for, or meet, are children."""
    for sponsor in Sponsor.objects.without_wanted_certificate()[:MOST_OF_A_KIND]:
        yield _sponsor(_("Führungszeugnis fehlt"), sponsor, today, _("Nachfragen"))


def _pauses_over(today: date) -> Iterator[Task]:
    for sponsor in Sponsor.objects.due_back(today)[:MOST_OF_A_KIND]:
        yield _sponsor(_("Pause ist vorbei"), sponsor, sponsor.pause_until, _("Nachfragen"))


def _sponsor(kind: str, sponsor: Sponsor, due: date | None, action: str) -> Task:
    """By number: not everybody who reads this list may know who it is."""
    since, url = sponsor.created_at, reverse("sponsorship_team:sponsor", args=[sponsor.pk])
    return Task(kind, sponsor.code, since, due or timezone.localdate(since), action, url)


def _households(today: date) -> Iterator[Task]:
    for household in Household.objects.owed_an_answer(today)[:MOST_OF_A_KIND]:
        since, due = household.created_at, household.answer_by or today
        url = reverse("sponsorship_team:household", args=[household.code])
        yield Task(_("Haushalt: antworten"), household.code, since, due, next_step(household), url)


def _erasing_failed(today: date) -> Iterator[Task]:
    """Until a night has gone well."""
    run = retention.last_failure()
    if run:
        url = reverse("admin:core_erasurerun_change", args=[run.pk])
        title = _("Etwas wurde in der Nacht nicht gelöscht")
        yield Task(_("Löschen"), title, run.started_at, today, _("Ansehen"), url)


SOURCES: dict[Area, tuple[Callable[[date], Iterator[Task]], ...]] = {
    Area.OFFERS: (
        _offers,
        _revisions,
        _reports,
        _websites,
        _calls,
        _inquiries,
        _need_replies,
        _needs_perhaps_covered,
        _needs_not_renewed,
    ),
    Area.MEETINGS: (_moved_up, _tables, _measures_overdue, _measures_to_call),
    Area.SPONSORSHIP: (
        _sponsors,
        _certificates_lapsing,
        _certificates_wanted,
        _pauses_over,
        _households,
        *sponsorship_work.SOURCES,
    ),
    Area.BASICS: (_erasing_failed,),
}
