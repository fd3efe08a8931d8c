"""Which records have a history, and what it holds of them. Called when all models and translated columns are there."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from arnsberg_hilfe.core.encryption import EncryptedTextField
from arnsberg_hilfe.core.history.triggers import Deleted, Inserted, Updated

# Counters, keys against sending twice and what is computed: nobody changes them on purpose.
NOISE = frozenset(
    "id key import_key submission_key email_key uid sequence taken search_document changed_at last_login".split()
)
PROTECTION = "only_added_to"


@dataclass(frozen=True)
class Kept:
    """A model with a history. `links`: rows of a many-to-many field; `within`: on whose page else it is told."""

    model: type[models.Model]
    events: Any
    fields: tuple[str, ...]
    hidden: frozenset[str]
    within: tuple[str, ...] = ()
    links: models.ManyToManyField | None = None


KEPT: dict[type[models.Model], Kept] = {}
NOT_KEPT: dict[type[models.Model], str] = {}


def keep(model: type[models.Model], *, noise: str = "", hidden: str = "", within: str = "") -> None:
    """Of `hidden` fields, and of all encrypted ones, only is kept that they were changed; of `noise` nothing.

    Fields that are erased earlier than their record belong to the hidden ones.
    """
    left_out = NOISE | set(noise.split())
    names = [field.name for field in model._meta.concrete_fields if field.name not in left_out and _is_own(field)]
    encrypted = {field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)}
    closed = encrypted | set(hidden.split())
    shown = tuple(name for name in names if name not in closed)
    events = _track(model, f"{model.__name__}History", shown, tuple(name for name in names if name in closed))
    KEPT[model] = Kept(model, events, shown, frozenset(closed), tuple(within.split()))


def keep_links(*descriptors: Any) -> None:
    """Of many-to-many fields: what was added and what was taken away."""
    for descriptor in descriptors:
        field = descriptor.field
        name = f"{field.model.__name__}{field.name.title().replace('_', '')}"
        meta = type("Meta", (), {"proxy": True, "app_label": field.model._meta.app_label})
        attributes = {"__module__": field.model.__module__, "Meta": meta}
        through = type(
            f"{name}Link", (descriptor.through,), attributes
        )  # migrations know no triggers of automatic ones
        columns = (field.m2m_field_name(), field.m2m_reverse_field_name())
        index = models.Index(fields=columns[:1], name=f"{name.lower()}_history"[:30])
        events = _track(through, f"{name}History", columns, (), meta={"indexes": [index]})
        KEPT[through] = Kept(through, events, columns, frozenset(), columns[:1], field)


def not_kept(why: str, *records: type[models.Model]) -> None:
    NOT_KEPT.update(dict.fromkeys(records, why))


def kept(model: type[models.Model]) -> Kept | None:
    return KEPT.get(model)


def unrecorded(model: type[models.Model]) -> AbstractContextManager[None]:
    """Updates of these rows that are no change: the same text under another key."""
    return pgtrigger.ignore(f"{model._meta.label}:history_update") if model in KEPT else nullcontext()


def _is_own(field: Any) -> bool:
    """Neither computed by the database nor a translated field's plain column, which repeats the German one."""
    is_translated = hasattr(field.model, f"{field.name}_de")
    return not isinstance(field, models.GeneratedField) and not is_translated


def _track(
    model: type[models.Model],
    name: str,
    fields: tuple[str, ...],
    hidden: tuple[str, ...],
    meta: dict[str, Any] | None = None,
) -> Any:
    pghistory.track(
        Inserted(),
        Updated(condition=_any_change(model, [*fields, *hidden]), hidden=hidden),
        Deleted(),
        fields=list(fields),
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=True),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        model_name=name,
        attrs={"pgh_hidden": ArrayField(models.TextField(), default=list), **_references(model, fields)},
        meta={"default_permissions": (), **(meta or {})},
    )(model)
    events = model.pgh_event_models["update"]  # type: ignore[attr-defined]
    pgtrigger.register(pgtrigger.Protect(name=PROTECTION, operation=pgtrigger.Update | pgtrigger.Delete))(events)
    return events


def _references(model: type[models.Model], names: tuple[str, ...]) -> dict[str, models.ForeignKey]:
    """A record's history is found by its own key: without an index on each of the others it is written faster."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    loose: dict[str, Any] = {"db_index": False, "db_constraint": False, "related_name": "+"}
    return {
        field.name: models.ForeignKey(field.related_model, models.DO_NOTHING, null=field.null, **loose)
        for field in fields
        if isinstance(field, models.ForeignKey)
    }


def _any_change(model: type[models.Model], names: list[str]) -> pgtrigger.Condition:
    columns = [model._meta.get_field(name).column for name in names]  # type: ignore[union-attr]
    return pgtrigger.Condition(" OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns))
