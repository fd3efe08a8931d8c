"""A side of a Patenschaft: whom a letter goes to, in which language, and to which page it leads."""

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
    """Their own page, in the language that is active."""
    return PAGES[side_of(person)].url(person.pk)
