from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.roles import Area


class SponsorshipConfig(AppConfig):
    name = "sponsorship"
    verbose_name = _("Patenprojekt")
    area = Area.SPONSORSHIP
