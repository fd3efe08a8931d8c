from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "arnsberg_hilfe.core"
    label = "core"
    verbose_name = _("Grundlagen")

    def ready(self) -> None:
        from arnsberg_hilfe.core.accounts import second_factor  # noqa: F401, PLC0415 - listens to allauth

        if settings.ANYMAIL_PROVIDER:
            from arnsberg_hilfe.core import bounces  # noqa: PLC0415 - needs the models

            bounces.listen()
