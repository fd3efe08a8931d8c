"""Model fields that more than one app uses."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class WebAddressField(models.URLField):
    """An address of the web, nothing else: no ftp, no javascript. In forms a missing scheme becomes https."""

    default_validators = [
        URLValidator(
            schemes=["http", "https"],
            message=_("Bitte eine vollständige Adresse angeben, zum Beispiel https://www.example.org."),
        )
    ]

    def formfield(self, **options):
        return super().formfield(**{"assume_scheme": "https", **options})
