"""Check-ins of both sides: made when due, asked by mail, once more after a week, answered by link or phone."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.mail import post, written_in
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.status import WrongStatusError
from sponsorship.emails import accompanying as emails
from sponsorship.models import CheckIn, Sponsorship
from sponsorship.models.accompanying import CheckInQuerySet
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.presenting.sides import BOTH, party
from sponsorship.workflow.returning import HOURS

EVERY_MONTHS = 6
Occasion = CheckIn.Occasion


def send_due(*, now: datetime) -> int:
    """Makes what is due, and asks; how many letters. Safe to run twice, and at the same time."""
    if timezone.localtime(now).hour not in HOURS:
        return 0
    make_due(timezone.localdate(now))
    asked = sum(_ask(pk, now) for pk in _keys(CheckIn.objects.due(timezone.localdate(now))))
    return asked + sum(_remind(pk, now) for pk in _keys(CheckIn.objects.to_be_reminded(timezone.localdate(now))))


@transaction.atomic
def make_due(today: date) -> None:
    """For both sides, whatever each has answered before."""
    open_ones = Sponsorship.objects.filter(status__in=SponsorshipStatus.agreed())
    made = [
        CheckIn(sponsorship_id=pk, side=side, occasion=occasion, due_on=due_on)
        for pk, occasion, due_on in _occasions(open_ones.prefetch_related("check_ins"), today)
        for side in BOTH
    ]
    CheckIn.objects.bulk_create(made, ignore_conflicts=True)


def _occasions(sponsorships: Iterable[Sponsorship], today: date) -> Iterator[tuple[int, CheckIn.Occasion, date]]:
    """What is due and has not been made. A first meeting that is moved after it took place is asked about once."""
    for sponsorship in sponsorships:
        made = {each.occasion for each in sponsorship.check_ins.all()}
        if sponsorship.meets_at and Occasion.FIRST_MEETING not in made:
            yield sponsorship.pk, Occasion.FIRST_MEETING, timezone.localdate(sponsorship.meets_at) + timedelta(days=1)
        if sponsorship.trial_until and Occasion.TRIAL not in made:
            yield sponsorship.pk, Occasion.TRIAL, sponsorship.trial_until
        if sponsorship.agreed_on and sponsorship.status == SponsorshipStatus.ACTIVE:
            yield from ((sponsorship.pk, Occasion.REGULAR, day) for day in _half_years(sponsorship.agreed_on, today))


def _half_years(since: date, today: date) -> list[date]:
    """The last day on which a half-year was full; what lies further back is not made up for."""
    months = (today.year - since.year) * 12 + today.month - since.month
    full = [_months_later(since, number) for number in range(EVERY_MONTHS, months + 1, EVERY_MONTHS)]
    return [day for day in full if day <= today][-1:]


def _months_later(day: date, months: int) -> date:
    """The same day, or the month's last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def _ask(pk: int, now: datetime) -> bool:
    return _send(CheckIn.objects.due(timezone.localdate(now)), pk, "asked_at", now)


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    return _send(CheckIn.objects.to_be_reminded(timezone.localdate(now)), pk, "reminded_at", now)


def _send(due: CheckInQuerySet, pk: int, column: str, now: datetime) -> bool:
    """One letter; of two workers at once one writes it. Who has no address is phoned (worklist)."""
    rows = due.filter(pk=pk).select_related("sponsorship__sponsor", "sponsorship__household")
    check_in = rows.select_for_update(skip_locked=True, of=("self",)).first()
    person = party(check_in.sponsorship, Side(check_in.side)) if check_in else None
    if check_in is None or person is None or not person.email:
        return False
    setattr(check_in, column, now)
    check_in.save(update_fields=[column])
    with written_in(person.mail_language):
        letter = emails.how_is_it_going(check_in, again=column == "reminded_at")
        post(letter, to=person.email, about=check_in.sponsorship)
    return True


def _keys(due: CheckInQuerySet) -> list[int]:
    return list(due.values_list("pk", flat=True))


def answer(check_in: CheckIn, light: str, text: str, *, now: datetime) -> None:
    """By the link, or told on the phone. The first answer stays; WrongStatusError for a second one."""
    unanswered = CheckIn.objects.unanswered().filter(pk=check_in.pk)
    if not unanswered.update(light=light, text=text.strip(), answered_at=now):
        raise WrongStatusError(_("Diese Rückmeldung ist schon da."), code="wrong_status")


def see(check_in: CheckIn, outcome: str, *, by: User, now: datetime) -> None:
    """A colleague has seen to it; WrongStatusError where another one was first."""
    unseen = CheckIn.objects.filter(pk=check_in.pk, seen_at=None).exclude(answered_at=None)
    if not unseen.update(outcome=outcome.strip(), seen_at=now, seen_by=by):
        raise WrongStatusError(_("Darum hat sich schon jemand gekümmert."), code="wrong_status")
