"""Django's permissions, answered by roles: whoever works in an area may work with its records in the admin."""

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.db.models import Model

from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.roles import area_of


class RoleBackend(ModelBackend):
    """Passwords are checked as in Django; what somebody may do follows from their roles alone."""

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """`perm` is «offers.change_offer»; no role holds a permission on a model without an area."""
        app_label, _dot, codename = perm.partition(".")
        model = _models(app_label).get(codename.partition("_")[2])
        return model is not None and _may(user_obj, model)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(_may(user_obj, model) for model in _models(app_label).values())

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:  # noqa: ARG002
        return set()


def _models(app_label: str) -> dict[str, type[Model]]:
    """By the name that permissions carry; none of an unknown app."""
    if app_label not in apps.app_configs:
        return {}
    return {model._meta.model_name or "": model for model in apps.get_app_config(app_label).get_models()}


def _may(user: Any, model: type[Model]) -> bool:
    area = area_of(model)
    return isinstance(user, User) and user.is_active and area is not None and user.may(area)
