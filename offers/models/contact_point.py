from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.contact import validate_phone
from arnsberg_hilfe.core.fields import WebAddressField
from arnsberg_hilfe.core.privacy import Privacy
from offers.models.theme_area import ThemeArea


@dataclass(frozen=True)
class ThemeGroup:
    theme: ThemeArea
    points: list["ContactPoint"]


@dataclass(frozen=True)
class Directory:
    """Who is responsible for what: for everything, and by theme."""

    general: list["ContactPoint"]
    by_theme: list[ThemeGroup]


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def directory(self) -> Directory:
        """All Anlaufstellen by theme; one responsible for every theme (or for none in particular) stands first."""
        points: list[ContactPoint] = list(self.prefetch_related("themes"))
        themes = list(ThemeArea.objects.all())
        general: list[ContactPoint] = [point for point in points if len(point.themes.all()) in {0, len(themes)}]
        special = [point for point in points if point not in general]
        groups = [ThemeGroup(theme, [point for point in special if theme in point.themes.all()]) for theme in themes]
        return Directory(general, [group for group in groups if group.points])


class ContactPoint(models.Model):
    """An Anlaufstelle: an office with role addresses, never a person. Many offers may point to one."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    responsibility = models.CharField(_("Wofür zuständig"), max_length=300)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True, help_text=_("Funktionsadresse, keine Person."))
    phone = models.CharField(_("Telefon"), max_length=30, blank=True, validators=[validate_phone])
    hours = models.CharField(_("Erreichbar"), max_length=120, blank=True)
    website = WebAddressField(_("Internetseite"), blank=True)
    themes = models.ManyToManyField(
        ThemeArea, verbose_name=_("Themenbereiche"), blank=True, related_name="contact_points"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    objects = ContactPointQuerySet.as_manager()

    privacy = Privacy.of(harmless="id name responsibility email phone hours website themes position")

    class Meta:
        verbose_name = _("Anlaufstelle")
        verbose_name_plural = _("Anlaufstellen")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", phone="", website=""),
                name="contact_point_reachable",
                violation_error_message=_("Bitte mindestens einen Weg angeben: E-Mail, Telefon oder Internetseite."),
            )
        ]

    def __str__(self) -> str:
        return self.name
