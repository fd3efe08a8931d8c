"""The triggers' SQL: a change keeps the row as it was before, and the names of the hidden columns that it touched."""

from typing import Any

import pghistory
import pgtrigger
from pghistory import trigger

# Set by `forget` for the rest of a transaction that erases
SILENT = "IF current_setting('history.silent', true) = 'on' THEN RETURN NULL; END IF;"


class Snapshot(trigger.Event):
    """Writes one row of history. `hidden` columns are compared; their text is kept nowhere."""

    event_model: Any

    def __init__(self, *, hidden: tuple[str, ...] = (), **options: Any) -> None:
        self.hidden = hidden
        super().__init__(**options)

    def get_func(self, model: Any) -> pgtrigger.Func:  # noqa: ARG002 - the library's signature
        tracked = self.event_model.pgh_tracked_model._meta
        names = {field.name for field in tracked.concrete_fields}
        columns = [field.column for field in self.event_model._meta.concrete_fields if field.name in names]
        values = {f'"{column}"': f'{self.row}."{column}"' for column in sorted(columns)} | self._circumstances(tracked)
        table = self.event_model._meta.db_table
        insert = f'INSERT INTO "{table}" ({", ".join(values)}) VALUES ({", ".join(values.values())});'  # noqa: S608
        return pgtrigger.Func(f"{SILENT} {insert} RETURN NULL;")

    def _circumstances(self, tracked: Any) -> dict[str, str]:
        return {
            "pgh_created_at": "clock_timestamp()",
            "pgh_label": f"'{self.label}'",
            "pgh_obj_id": f'{self.row}."{tracked.pk.column}"',
            "pgh_context": "NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb",
            "pgh_context_id": "NULLIF(current_setting('pghistory.context_id', true), '')::uuid",
            "pgh_hidden": self._touched(tracked),
        }

    def _touched(self, tracked: Any) -> str:
        columns = [(name, tracked.get_field(name).column) for name in self.hidden]
        cases = [f'CASE WHEN OLD."{at}" IS DISTINCT FROM NEW."{at}" THEN \'{name}\' END' for name, at in columns]
        return f"array_remove(ARRAY[{', '.join(cases)}]::text[], NULL)"


class _Kept(pghistory.RowEvent):
    hidden: tuple[str, ...] = ()

    def add_event_trigger(self, event_model: Any) -> None:
        snapshot = Snapshot(
            hidden=self.hidden,
            event_model=event_model,
            label=self.label,
            name=f"history_{self.label}",
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=pgtrigger.Row,
        )
        pgtrigger.register(snapshot)(event_model.pgh_tracked_model)


class Inserted(_Kept, pghistory.InsertEvent):
    """The row as it came."""


class Updated(_Kept, pghistory.UpdateEvent):
    """The row as it was before."""

    row = "OLD"

    def __init__(self, *, hidden: tuple[str, ...], **options: Any) -> None:
        self.hidden = hidden
        super().__init__(**options)


class Deleted(_Kept, pghistory.DeleteEvent):
    """The row as it was before."""
