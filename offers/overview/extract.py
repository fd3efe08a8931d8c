from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from arnsberg_hilfe.core.models import District
from offers.models import Offer, ThemeArea
from offers.models.offer_query import OfferQuerySet

Place = TypeVar("Place", ThemeArea, District)


@dataclass(frozen=True)
class Extract:
    """What an overview is limited to: a theme, a Stadtteil (with what is there for the whole city), both or nothing."""

    theme: ThemeArea | None = None
    district: District | None = None

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """From an address. Raises ThemeArea.DoesNotExist or District.DoesNotExist."""
        return cls(_named(ThemeArea, values.get("thema", "")), _named(District, values.get("stadtteil", "")))

    @classmethod
    def of_key(cls, key: str) -> Self:
        """The opposite of `key`; raises as `read` does."""
        return cls.read(dict(parse_qsl(key)))

    @property
    def key(self) -> str:
        """As it stands in the address: «thema=wohnen&stadtteil=neheim»; empty for everything."""
        return urlencode({name: place.slug for name, place in self._limits})

    @property
    def slug(self) -> str:
        """For file names: «wohnen-neheim»."""
        return "-".join(place.slug for _name, place in self._limits)

    @property
    def _limits(self) -> list[tuple[str, ThemeArea | District]]:
        limits: list[tuple[str, ThemeArea | District | None]] = [("thema", self.theme), ("stadtteil", self.district)]
        return [(name, place) for name, place in limits if place]

    def __str__(self) -> str:
        return ", ".join(str(place) for _name, place in self._limits)

    def address(self, language: str) -> str:
        """Where its PDF is, in a language."""
        with translation.override(language):
            return reverse("offers:overview_pdf") + (f"?{self.key}" if self.key else "")

    def offers(self, today: date) -> OfferQuerySet:
        found = Offer.objects.current(today)
        if self.theme:
            found = found.filter(theme=self.theme)
        if self.district:
            found = found.filter(Q(district=self.district) | Q(district=None))
        return found


def _named(model: type[Place], slug: str) -> Place | None:
    """The one with this slug; none for «». Raises DoesNotExist."""
    if not slug:
        return None
    if not slug.replace("-", "").isalnum():  # the database refuses to be asked for some signs
        raise model.DoesNotExist
    return model._default_manager.get(slug=slug)


def every_extract() -> list[Extract]:
    """Everything, each theme and each Stadtteil."""
    themes = [Extract(theme=theme) for theme in ThemeArea.objects.all()]
    return [Extract(), *themes, *(Extract(district=district) for district in District.objects.all())]
