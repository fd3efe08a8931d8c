"""Which fields hold personal data: every field of every own model is classified, the architecture test sees to it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

OWN_APPS = ("core", "offers", "network", "sponsorship", "portal")


@dataclass(frozen=True)
class Privacy:
    """A model's classification by field names; when what is personal is erased, the rules in retention.py say."""

    personal: frozenset[str]
    harmless: frozenset[str]

    @classmethod
    def of(cls, *, personal: str = "", harmless: str) -> "Privacy":
        return cls(frozenset(personal.split()), frozenset(harmless.split()))


def own_models() -> list[type[Model]]:
    """Models of this project, the automatic ones of many-to-many fields left out."""
    return [model for label in OWN_APPS for model in apps.get_app_config(label).get_models()]


def column_names(model: type[Model]) -> set[str]:
    """Names of the model's own fields; a translated field counts once, under its plain name."""
    fields: list[Any] = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {getattr(field, "translated_field", field).name for field in fields}


def problems(model: type[Model]) -> list[str]:
    """What is wrong with a model's classification, in words; an empty list when nothing is."""
    privacy: Privacy | None = getattr(model, "privacy", None)
    if privacy is None:
        return [f"{model.__name__} has no «privacy»"]
    names, known = column_names(model), privacy.personal | privacy.harmless
    found = [f"{model.__name__}.{name} is unclassified" for name in sorted(names - known)]
    found += [f"{model.__name__}.{name} is classified but does not exist" for name in sorted(known - names)]
    found += [f"{model.__name__}.{name} is both" for name in sorted(privacy.personal & privacy.harmless)]
    return found
