"""A side of a Patenschaft: whom a letter goes to, in which language, and to which page it leads."""

from django.urls import reverse

from arnsberg_hilfe.core.links import LinkPurpose
from sponsorship import links
from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import Side, SponsorshipStatus

BOTH = (Side.SPONSOR, Side.HOUSEHOLD)
KNOWN_TO = {
    Side.SPONSOR: set(SponsorshipStatus.open()) - {SponsorshipStatus.PROPOSED},
    Side.HOUSEHOLD: set(SponsorshipStatus.open()) - {SponsorshipStatus.PROPOSED, SponsorshipStatus.SPONSOR_ASKED},
}
PAGES: dict[Side, LinkPurpose] = {Side.SPONSOR: links.SPONSOR_PAGE, Side.HOUSEHOLD: links.HOUSEHOLD_PAGE}
ANSWERS: dict[Side, LinkPurpose] = {Side.SPONSOR: links.SPONSOR_ANSWERS, Side.HOUSEHOLD: links.HOUSEHOLD_ANSWERS}


def party(sponsorship: Sponsorship, side: Side) -> Sponsor | Household:
    return sponsorship.sponsor if side == Side.SPONSOR else sponsorship.household


def side_of(person: Sponsor | Household) -> Side:
    return Side.SPONSOR if isinstance(person, Sponsor) else Side.HOUSEHOLD


def page_url(person: Sponsor | Household) -> str:
    """Their own page as a letter names it, in the language that is active."""
    return PAGES[side_of(person)].url(person.pk)


def page_path(person: Sponsor | Household) -> str:
    """The same within the portal: forms lead to where the browser already is."""
    purpose = PAGES[side_of(person)]
    return reverse(purpose.page, args=[purpose.token(person.pk)])


def answer_path(sponsorship: Sponsorship, side: Side) -> str:
    return reverse(ANSWERS[side].page, args=[ANSWERS[side].token(sponsorship.pk)])
