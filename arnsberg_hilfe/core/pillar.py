from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pillar(TextChoices):
    """The three kinds of people and bodies the office brings together."""

    VOLUNTEERS = "ehrenamt", _("Ehrenamt")
    CITY = "hauptamt", _("Stadt und Behörden")
    ORGANISATION = "organisation", _("Organisation")
