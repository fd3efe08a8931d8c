"""What the Patenprojekt keeps of its past; of encrypted columns only that they were changed."""

from arnsberg_hilfe.core.history import keep, not_kept
from sponsorship.models import (
    Access,
    BlockedPair,
    CheckIn,
    Complaint,
    Consent,
    ContactNote,
    Digest,
    Household,
    HouseholdLanguage,
    Round,
    RoundPair,
    Sponsor,
    SponsorLanguage,
    Sponsorship,
    Step,
    Weight,
)

CERTIFICATE = "certificate_entry certificate_issued_on certificate_seen_by certificate_seen_on"  # erased earlier

keep(Sponsor, hidden=CERTIFICATE)
keep(SponsorLanguage, within="sponsor")
keep(Household)
keep(HouseholdLanguage, within="household")
keep(Consent, within="sponsor household")
keep(Sponsorship, hidden="reasons")
keep(BlockedPair, within="sponsor household")
keep(ContactNote, within="sponsorship")
keep(CheckIn, within="sponsorship")
keep(Complaint)  # on nobody's page: who is responsible must not learn of it
keep(Weight)
not_kept("a history of its own", Step, Access)
not_kept("computed anew for each round", Round, RoundPair)
not_kept("a protocol of what was sent", Digest)
