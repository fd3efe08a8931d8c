from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "arnsberg_hilfe.core"
    label = "core"
    verbose_name = _("Grundlagen")

    def ready(self) -> None:
        """Each app's history.py says what is kept of its records; translated columns are there by now."""
        from procrastinate.contrib.django import app  # noqa: PLC0415 - ready only now

        from arnsberg_hilfe.core.accounts import second_factor  # noqa: F401, PLC0415 - listens to allauth
        from arnsberg_hilfe.core.history import name_jobs, own  # noqa: F401, PLC0415 - needs the models

        name_jobs(app)
        autodiscover_modules("history")
        if settings.ANYMAIL_PROVIDER:
            from arnsberg_hilfe.core import bounces  # noqa: PLC0415 - needs the models

            bounces.listen()
