from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.roles import Area


class OffersConfig(AppConfig):
    name = "offers"
    verbose_name = _("Angebote")
    area = Area.OFFERS
