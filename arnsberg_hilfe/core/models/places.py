from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import Area


class District(models.Model):
    """A Stadtteil. Its neighbours are where somebody may still go on foot or by one bus."""

    name = models.CharField(_("Name"), max_length=60, unique=True)
    slug = models.SlugField(_("Adresszusatz"), max_length=60, unique=True)
    aliases = models.CharField(_("auch genannt"), max_length=200, blank=True, help_text=_("Mit Komma getrennt."))
    neighbours = models.ManyToManyField("self", verbose_name=_("Nachbarorte"), blank=True)

    area = Area.BASICS
    privacy = Privacy.of(harmless="id name slug aliases neighbours")

    class Meta:
        verbose_name = _("Stadtteil")
        verbose_name_plural = _("Stadtteile")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    """A spoken language, by its ISO 639 code."""

    if TYPE_CHECKING:
        name_de: str  # modeltranslation's column

    code = models.CharField(_("Kürzel"), max_length=8, primary_key=True)
    name = models.CharField(_("Name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    area = Area.BASICS
    privacy = Privacy.of(harmless="code name position")

    class Meta:
        verbose_name = _("Sprache")
        verbose_name_plural = _("Sprachen")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
