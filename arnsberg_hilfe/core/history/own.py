"""What the ground floor's own records keep of their past."""

from arnsberg_hilfe.core.history.keeping import keep, keep_links, not_kept
from arnsberg_hilfe.core.models import (
    Consent,
    District,
    ErasureCount,
    ErasureRun,
    Language,
    MailAttachment,
    OutgoingMail,
    Rate,
    Tombstone,
    User,
)

keep(User, hidden="password")
keep_links(User.groups, District.neighbours)
keep(District)
keep(Consent)
keep(Language)
not_kept("a protocol of what was sent, erased after a month", OutgoingMail, MailAttachment)
not_kept("counts for limits", Rate)
not_kept("the protocol of erasures", Tombstone, ErasureRun, ErasureCount)
