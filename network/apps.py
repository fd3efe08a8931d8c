from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.roles import Area


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Netzwerktreffen")
    area = Area.MEETINGS

    def ready(self) -> None:
        """What is known about where offers and needs come from."""
        from network.presenting.provenance import origins_of  # noqa: PLC0415 - needs the models
        from offers import provenance  # noqa: PLC0415

        provenance.register(origins_of)
