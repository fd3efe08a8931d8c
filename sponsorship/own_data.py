"""What the Patenprojekt holds on a sponsor or a household. Of the other side of a Patenschaft it tells nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.own_data import CAUSE, Fact, Part, Source, Stays, Way, Wish, facts_of, known, way
from sponsorship.models import Access, Complaint, Household, Sponsor, Sponsorship
from sponsorship.presenting import party as presenting
from sponsorship.presenting.sides import PAGES, side_of
from sponsorship.workflow import forgetting, withdrawing

if TYPE_CHECKING:
    from django.db import models

Person = Sponsor | Household
SPONSORSHIP = (
    "status proposed_at meets_at meets_where interpreter trial_until agreed_on pause_until end_reason closed_at"
)
ERASING = gettext_lazy(
    "Laufende Patenschaften und Anfragen enden sofort; die andere Seite erfährt das, aber keinen Grund. Dann wird alles"
    " Persönliche gelöscht, auch Notizen und Rückmeldungen. Wie viele Patenschaften es gab, bleibt als Zahl ohne Namen."
)


def _facts(person: Person) -> list[Fact]:
    shown = [*presenting.contact_of(person), *presenting.facts_of(person)]
    stand = facts_of(person, "status confirmed_at answer_by closed_at")
    return [*(Fact(row["label"], str(row["value"])) for row in shown), *stand, *_read_by(person)]


def _read_by(person: Person) -> list[Fact]:
    """Art. 15 Absatz 1 c DSGVO: that colleagues have read it; not which ones."""
    entries = Access.objects.filter(subject=forgetting.subject_of(person))
    latest = entries.first()
    return known((_("Von der Fachstelle angesehen"), entries.count()), (_("zuletzt am"), latest and latest.at))


# Patenschaften


def _parts(person: Person, reader: User | None) -> list[Part]:
    found = person.sponsorships.all()
    return [part for sponsorship in found for part in _sponsorship(person, sponsorship, reader)]


def _sponsorship(person: Person, sponsorship: Sponsorship, reader: User | None) -> Iterator[Part]:
    yield Part(_("Patenschaft"), facts_of(sponsorship, SPONSORSHIP))
    yield from _steps(person, sponsorship)
    yield from _notes(person, sponsorship)
    yield from _check_ins(person, sponsorship)
    yield from _complaints(person, sponsorship, reader)


def _steps(person: Person, sponsorship: Sponsorship) -> Iterator[Part]:
    """A note on what the other side said belongs to the other side."""
    for step in sponsorship.steps.all():
        own = "note" if step.side == side_of(person) else ""
        yield Part(_("Schritt"), facts_of(step, f"status at {own}"))


def _notes(person: Person, sponsorship: Sponsorship) -> Iterator[Part]:
    """A sponsor's own notes in full. Others tell of both, so only the Fachstelle can say what is in them."""
    for note in sponsorship.notes.all():
        is_own = isinstance(person, Sponsor) and note.by_id is None
        yield Part(_("Kontaktnotiz"), facts_of(note, "on minutes kind text" if is_own else "on minutes kind"))


def _check_ins(person: Person, sponsorship: Sponsorship) -> Iterator[Part]:
    for each in sponsorship.check_ins.filter(side=side_of(person)):
        yield Part(_("Ihre Rückmeldung"), facts_of(each, "occasion due_on answered_at light text outcome"))


def _complaints(person: Person, sponsorship: Sponsorship, reader: User | None) -> Iterator[Part]:
    """Only what this side wrote; colleagues see only what they may read anyway."""
    own = sponsorship.complaints.filter(side=side_of(person))
    readable = own.filter(pk__in=Complaint.objects.readable_by(reader).values("pk")) if reader else own
    for each in readable:
        yield Part(_("Ihre Beschwerde"), facts_of(each, "created_at status text outcome answer_by closed_at"))


# What can be done


def _ways(person: Person, _now: datetime) -> list[Way]:
    if person.status in withdrawing.CLOSED:
        return []
    return [way(_("Meine Seite im Patenprojekt"), PAGES[side_of(person)], person.pk)]


def _stays(person: Person) -> Stays | None:
    """The same words whoever complained: nobody learns here of a complaint about them."""
    if not forgetting.must_wait(person):
        return None
    return Stays(
        _("Ihre Angaben im Patenprojekt"),
        _("Die Fachstelle klärt noch etwas zu einer Patenschaft und muss so lange wissen, wer beteiligt war."),
        _("Sobald das geklärt ist, in der Nacht danach, löschen wir sie von selbst."),
    )


def _erase(person: Person, wish: Wish) -> None:
    forgetting.forget_person(person, now=wish.now, cause=CAUSE)


def _stop(person: Person, wish: Wish) -> None:
    withdrawing.withdraw(person, now=wish.now)


def _named(model: type[Person]) -> "Callable[[str], models.QuerySet[Person]]":
    return lambda words: model._default_manager.filter(pk__in=forgetting.known_as(model, words))


SPONSORS: Source = Source(
    model=Sponsor,
    kind=gettext_lazy("Sie als Patin oder Pate"),
    of_address=Sponsor.objects.of_address,
    named=_named(Sponsor),
    since="created_at",
    title=lambda sponsor: sponsor.code,
    facts=_facts,
    parts=_parts,
    ways=_ways,
    corrects=("name", "phone", "address"),
    erase=_erase,
    erasing=ERASING,
    stays=_stays,
    stop=_stop,
)
HOUSEHOLDS: Source = Source(
    model=Household,
    kind=gettext_lazy("Ihr Haushalt im Patenprojekt"),
    of_address=Household.objects.of_address,
    named=_named(Household),
    since="created_at",
    title=lambda household: household.code,
    facts=_facts,
    parts=_parts,
    ways=_ways,
    corrects=("name", "phone", "address"),
    erase=_erase,
    erasing=ERASING,
    stays=_stays,
    stop=_stop,
)
SOURCES = (SPONSORS, HOUSEHOLDS)
