from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy


class ThemeArea(models.Model):
    """One of the six areas of help; also the subject of a Thementisch."""

    class Colour(models.TextChoices):
        """Names of the theme colours in the style sheet (`--theme-…`)."""

        SKY = "sky", _("Himmelblau")
        PLUM = "plum", _("Pflaume")
        OCHRE = "ochre", _("Ocker")
        PINE = "pine", _("Tanne")
        BRICK = "brick", _("Ziegel")
        ROSE = "rose", _("Rose")

    number = models.PositiveSmallIntegerField(_("Nummer"), unique=True)
    slug = models.SlugField(_("Adresszusatz"), unique=True)
    name = models.CharField(_("Name"), max_length=80)
    intro = models.CharField(_("Worum es geht"), max_length=200)
    icon = models.SlugField(_("Bildzeichen"), max_length=30)
    colour = models.CharField(_("Farbe"), max_length=10, choices=Colour.choices)

    privacy = Privacy.of(harmless="id number slug name intro icon colour")

    class Meta:
        verbose_name = _("Themenbereich")
        verbose_name_plural = _("Themenbereiche")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offers:theme", args=[self.slug])
