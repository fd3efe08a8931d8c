"""Contact notes, the reminder when there is none, and the coordinators' week."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.once import saved_once
from sponsorship.emails import accompanying as emails
from sponsorship.models import CheckIn, ContactNote, Digest, Household, Sponsor, Sponsorship
from sponsorship.models.choices import Side
from sponsorship.workflow.returning import HOURS
from sponsorship.workflow.telling import tell


def write_note(note: ContactNote, sponsorship: Sponsorship, *, key: str | None = None, by: User | None = None) -> None:
    """Sent twice, it is one note."""
    note.sponsorship, note.key, note.by = sponsorship, key, by
    if key is None:
        note.save()
        return
    with saved_once(ContactNote, key=key):
        note.save()


def ask_for_notes(*, now: datetime) -> int:
    """Sponsors of quiet Patenschaften; how many. Safe to run twice, and at the same time."""
    if timezone.localtime(now).hour not in HOURS:
        return 0
    today = timezone.localdate(now)
    quiet = Sponsorship.objects.to_be_asked_for_a_note(today).values_list("pk", flat=True)
    return sum(_ask_for_note(pk, today) for pk in quiet)


@transaction.atomic
def _ask_for_note(pk: int, today: date) -> bool:
    """The row is locked before it is asked again whether it is quiet: a lock cannot go with a sum over notes."""
    rows = Sponsorship.objects.filter(pk=pk).select_related("sponsor", "household")
    found = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if found is None or not Sponsorship.objects.to_be_asked_for_a_note(today).filter(pk=pk).exists():
        return False
    found.note_asked_on = today
    found.save(update_fields=["note_asked_on"])
    tell(found, emails.please_write_a_note, [Side.SPONSOR])
    return True


def send_digests(*, now: datetime) -> int:
    """To each responsible colleague on Monday morning, or later in the week if nothing ran then; how many."""
    local = timezone.localtime(now)
    if local.hour not in HOURS:
        return 0
    monday = local.date() - timedelta(days=local.weekday())
    responsible = User.objects.filter(pk__in=[*_responsible(Sponsor), *_responsible(Household)])
    return sum(_send_digest(user, monday, local.date()) for user in responsible.filter(is_active=True, is_staff=True))


def _responsible(model: type[Sponsor] | type[Household]) -> Iterator[int]:
    mine = model._default_manager.filter(closed_at=None, responsible__isnull=False)
    yield from mine.values_list("responsible", flat=True).distinct()


def _send_digest(user: User, monday: date, today: date) -> bool:
    with transaction.atomic():
        _digest, is_new = Digest.objects.get_or_create(user=user, monday=monday)
        if is_new:
            with written_in("de"):
                post(emails.the_week(_counts(user, today)), to=user.email)
    return is_new


def _counts(user: User, today: date) -> list[tuple[str, int]]:
    """What waits in this colleague's Patenschaften. Complaints are not among it: they pass the responsible by."""
    mine = Sponsorship.objects.of_coordinator(user)
    lights = (
        CheckIn.objects.living()
        .troubling()
        .filter(Q(sponsorship__sponsor__responsible=user) | Q(sponsorship__household__responsible=user))
    )
    return [
        (_("Rückmeldungen auf Rot oder Gelb"), lights.count()),
        (_("Vorschläge, die noch niemand kennt"), mine.not_asked().count()),
        (_("Anfragen ohne Antwort"), mine.overdue_proposals(today).count()),
        (_("Kennenlernen ohne Termin"), mine.without_meeting().count()),
        (_("Schnupperphase vorbei"), mine.trial_over(today).count()),
        (_("Lange keine Kontaktnotiz"), mine.too_quiet(today).count()),
    ]
