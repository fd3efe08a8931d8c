"""What a sponsor or a household sees of each of their Patenschaften on their own page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import Side, SponsorshipStatus, SponsorStatus
from sponsorship.presenting.profile import Contact, Fact, contact_for, profile_for
from sponsorship.presenting.sides import KNOWN_TO, answer_path, side_of

Status = SponsorshipStatus


@dataclass(frozen=True)
class Card:
    """`answer_url` only while this side is asked; contact and meeting only while both have agreed."""

    pk: int
    state: str
    next_step: str
    profile: list[Fact]
    contact: Contact | None
    meets_at: datetime | None
    meets_where: str
    interpreter: str
    answer_url: str
    takes_notes: bool


def cards_of(person: Sponsor | Household, today: date) -> list[Card]:
    side = side_of(person)
    known = person.sponsorships.filter(status__in=KNOWN_TO[side]).select_related("sponsor", "household")
    return [_card(sponsorship, side, today) for sponsorship in known]


def words_without_a_card(person: Sponsor | Household) -> str:
    """What happens while there is no Patenschaft that they know of."""
    if isinstance(person, Household):
        return _("Wir suchen jemanden, der zu Ihnen passt, und melden uns.")
    if person.status != SponsorStatus.PAUSED:
        return _("Zurzeit haben wir keine Anfrage für Sie. Wir melden uns, sobald jemand passt.")
    if person.pause_until is None:
        return _("Sie machen Pause. Wir fragen Sie erst wieder, wenn Sie es möchten.")
    day = date_format(person.pause_until, "DATE_FORMAT")
    return _("Sie machen Pause bis zum %(day)s. So lange fragen wir Sie nicht.") % {"day": day}


def _card(sponsorship: Sponsorship, side: Side, today: date) -> Card:
    discloses, is_first = sponsorship.discloses, sponsorship.status == Status.MEETING
    return Card(
        pk=sponsorship.pk,
        state=_state(sponsorship, side),
        next_step=_next_step(sponsorship, side),
        profile=profile_for(side, sponsorship, today),
        contact=contact_for(side, sponsorship),
        meets_at=sponsorship.meets_at if is_first else None,
        meets_where=sponsorship.meets_where if is_first else "",
        interpreter=sponsorship.interpreter if is_first else "",
        answer_url=answer_path(sponsorship, side) if _is_asked(sponsorship, side) else "",
        takes_notes=discloses and side == Side.SPONSOR,
    )


def _is_asked(sponsorship: Sponsorship, side: Side) -> bool:
    asked = {Side.SPONSOR: Status.SPONSOR_ASKED, Side.HOUSEHOLD: Status.HOUSEHOLD_ASKED}
    return sponsorship.status == asked[side]


def _state(sponsorship: Sponsorship, side: Side) -> str:
    if _is_asked(sponsorship, side):
        return _("Wir fragen Sie")
    if not sponsorship.discloses:
        return _("Wir fragen die andere Seite")
    names = {Status.ACTIVE: _("Ihre Patenschaft"), Status.PAUSED: _("Ihre Patenschaft macht Pause")}
    return names.get(Status(sponsorship.status)) or sponsorship.get_status_display()


def _next_step(sponsorship: Sponsorship, side: Side) -> str:
    if _is_asked(sponsorship, side):
        return _("Bitte sagen Sie uns, ob das für Sie passt.")
    steps = {
        Status.HOUSEHOLD_ASKED: _("Sobald die andere Seite geantwortet hat, melden wir uns."),
        Status.MEETING: _("Als Nächstes lernen Sie sich kennen. Wir sind beim ersten Treffen dabei."),
        Status.TRIAL: _("Sie probieren es aus. Danach entscheiden beide Seiten, ob es weitergeht."),
        Status.ACTIVE: _("Verabreden Sie sich, wie es für beide passt."),
        Status.PAUSED: _("Wir melden uns, wenn die Pause vorbei ist."),
    }
    return steps.get(Status(sponsorship.status), "")
