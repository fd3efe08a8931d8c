from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.roles import Area


class PortalConfig(AppConfig):
    name = "arnsberg_hilfe.portal"
    label = "portal"
    verbose_name = _("Portal")
    area = Area.OFFERS
