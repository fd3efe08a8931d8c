from arnsberg_hilfe.core.models.consent import Agreement, Consent
from arnsberg_hilfe.core.models.erasure import ErasureCount, ErasureRun, Tombstone
from arnsberg_hilfe.core.models.mail_attachment import MailAttachment
from arnsberg_hilfe.core.models.outgoing_mail import OutgoingMail
from arnsberg_hilfe.core.models.places import District, Language
from arnsberg_hilfe.core.models.rate import Rate
from arnsberg_hilfe.core.models.staff import User

__all__ = [
    "Agreement",
    "Consent",
    "District",
    "ErasureCount",
    "ErasureRun",
    "Language",
    "MailAttachment",
    "OutgoingMail",
    "Rate",
    "Tombstone",
    "User",
]
