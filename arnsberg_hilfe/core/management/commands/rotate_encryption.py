"""After a new key was put in front of ENCRYPTION_KEYS: everything encrypted is written anew with it.

It may be interrupted and started again at any time, while people work. Once it has finished the old key can go.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.accounts.factors import rotate_secrets
from arnsberg_hilfe.core.encryption import EncryptedTextField, lookup_key
from arnsberg_hilfe.core.privacy import own_models

BATCH = 500


class Command(BaseCommand):
    help = "Verschlüsselt alle Angaben neu mit dem ersten Schlüssel aus ENCRYPTION_KEYS."

    def handle(self, **_options: Any) -> None:
        for model in own_models():
            if columns := encrypted_columns(model):
                self.stdout.write(f"{model._meta.verbose_name_plural}: {rotate(model, columns)}")
        self.stdout.write(f"{_('Zweite Faktoren')}: {rotate_secrets()}")


def encrypted_columns(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def lookups(model: type[models.Model], columns: list[str]) -> dict[str, str]:
    """Columns that find an encrypted one, by its name: «email_key» finds «email»."""
    names = {field.name for field in model._meta.concrete_fields}
    return {f"{name}_key": name for name in columns if f"{name}_key" in names}


def rotate(model: type[models.Model], columns: list[str]) -> int:
    """Write a model's columns anew; returns of how many rows."""
    last, total = 0, 0
    while written := rotate_batch(model, columns, last):
        last, total = written[-1], total + len(written)
    return total


@transaction.atomic
def rotate_batch(model: type[models.Model], columns: list[str], last: int) -> list[int]:
    """The next rows after this key, locked while they are written; returns their keys."""
    keys = lookups(model, columns)
    following = model._default_manager.filter(pk__gt=last).order_by("pk").only("pk", *columns)
    rows = list(following.select_for_update()[:BATCH])
    for row in rows:
        for key, name in keys.items():
            setattr(row, key, lookup_key(getattr(row, name)))
    model._default_manager.bulk_update(rows, [*columns, *keys])
    return [row.pk for row in rows]
