"""Erased people stay erased after a restore: the list of what was erased lives beside the backups, as a file.

A backup holds people who were erased after it was made. Apply the list right after restoring it, before the portal is
started. The list names records by model and key only. Keys come from identity columns and are never given twice;
because a restore sets these columns back, applying the list first moves them past every key it names.
"""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from arnsberg_hilfe.core.erasing import BATCH, erase
from arnsberg_hilfe.core.models import Tombstone
from arnsberg_hilfe.core.retention import Again
from arnsberg_hilfe.portal.retention import RULES

COLUMNS = ("label", "key", "cause", "at")


class Row(NamedTuple):
    """A line of the list."""

    label: str
    key: str
    cause: str
    at: datetime


def list_path() -> Path:
    return Path(settings.VAR_DIR) / "erasures.csv"


def keep_list() -> int:
    """Bring the file up to date; what it names already stays in it, also when the database is an older one."""
    path = list_path()
    return export(path, earlier=read(path) if path.exists() else ())


def export(path: Path, *, earlier: Iterable[Row] = ()) -> int:
    """Write the whole list in one move: whoever is stopped leaves the old file. Returns how many lines."""
    rows = {(row.label, row.key): row for row in earlier}
    rows |= {row[:2]: Row(*row) for row in Tombstone.objects.values_list(*COLUMNS).iterator()}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((*row[:3], row.at.isoformat()) for row in rows.values())
    draft.replace(path)
    return len(rows)


def read(path: Path) -> list[Row]:
    """ValueError where the file is something else: taken for an empty list, it would bring everybody back."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != COLUMNS:
            raise ValueError(path)
        return [Row(line["label"], line["key"], line["cause"], datetime.fromisoformat(line["at"])) for line in lines]


@transaction.atomic
def apply(rows: Iterable[Row], *, now: datetime) -> dict[str, int]:
    """Erase again what the list names and a restore has brought back. Returns how many records, by model.

    A second time it finds nothing. Models that are no more are left out.
    """
    known = [row for row in rows if _model(row.label)]
    Tombstone.objects.bulk_create((Tombstone(**row._asdict()) for row in known), ignore_conflicts=True)
    counts: dict[str, int] = {}
    for label in dict.fromkeys(row.label for row in known):
        keys = [row.key for row in known if row.label == label]
        model = _model(label)
        assert model  # noqa: S101 - seen above
        _pass_by(model, keys)
        counts[label] = _erase_again(model, keys, now)
    return {label: count for label, count in counts.items() if count}


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _pass_by(model: type[models.Model], keys: list[str]) -> None:
    """No record made from now on gets one of these keys."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField):
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), GREATEST(%s, (SELECT COALESCE(MAX({key.column}), 1)"  # noqa: S608
            f" FROM {table}), nextval(pg_get_serial_sequence(%s, %s)) - 1))",
            [table, key.column, max(map(int, keys)), table, key.column],
        )


def _erase_again(model: type[models.Model], keys: list[str], now: datetime) -> int:
    """As the rule does it: anonymised where it anonymises, else deleted."""
    found = model._default_manager.filter(pk__in=keys)
    if again := _again(model):
        marks = {field.name for field in model._meta.fields} & {"anonymised_at", "withdrawn_at"}
        theirs = list(found.filter(**dict.fromkeys(marks)).values_list("pk", flat=True))
        for start in range(0, len(theirs), BATCH):
            again(theirs[start : start + BATCH], now)
        return len(theirs)
    return erase(found, now=now, cause="restored")


def _again(model: type[Any]) -> Again | None:
    return next((rule.again[model] for rule in RULES if rule.again and model in rule.again), None)
