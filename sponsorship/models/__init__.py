from sponsorship.models.access import Access
from sponsorship.models.accompanying import CheckIn, Complaint, ContactNote
from sponsorship.models.consent import Consent
from sponsorship.models.household import Household, HouseholdLanguage
from sponsorship.models.matching import Criterion, Round, RoundPair, Weight
from sponsorship.models.sponsor import Sponsor, SponsorLanguage
from sponsorship.models.sponsorship import BlockedPair, Sponsorship

__all__ = [
    "Access",
    "BlockedPair",
    "CheckIn",
    "Complaint",
    "Consent",
    "ContactNote",
    "Criterion",
    "Household",
    "HouseholdLanguage",
    "Round",
    "RoundPair",
    "Sponsor",
    "SponsorLanguage",
    "Sponsorship",
    "Weight",
]
