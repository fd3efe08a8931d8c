from dataclasses import dataclass, field

from django.conf import settings

from arnsberg_hilfe.core import mail


@dataclass(frozen=True)
class Letter(mail.Letter):
    """A letter of the Fachstelle: its address stands below, and answers go there."""

    desk: str = field(default_factory=lambda: settings.SPONSORSHIP_EMAIL)
