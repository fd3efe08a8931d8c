from sponsorship.models.access import Access
from sponsorship.models.accompanying import CheckIn, Complaint, ContactNote
from sponsorship.models.consent import Consent
from sponsorship.models.household import Household, HouseholdLanguage
from sponsorship.models.matching import Criterion, Round, RoundPair, Weight
from sponsorship.models.sponsor import Sponsor, SponsorLanguage
from sponsorship.models.sponsorship import BlockedPair, Sponsorship
from sponsorship.models.step import Digest, Step

__all__ = [
    "Access",
    "BlockedPair",
    "CheckIn",
    "Complaint",
    "Consent",
    "ContactNote",
    "Criterion",
    "Digest",
    "Household",
    "HouseholdLanguage",
    "Round",
    "RoundPair",
    "Sponsor",
    "SponsorLanguage",
    "Sponsorship",
    "Step",
    "Weight",
]
