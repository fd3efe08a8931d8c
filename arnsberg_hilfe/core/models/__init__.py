from arnsberg_hilfe.core.models.mail_attachment import MailAttachment
from arnsberg_hilfe.core.models.outgoing_mail import OutgoingMail
from arnsberg_hilfe.core.models.places import District, Language
from arnsberg_hilfe.core.models.rate import Rate
from arnsberg_hilfe.core.models.staff import User

__all__ = ["District", "Language", "MailAttachment", "OutgoingMail", "Rate", "User"]
