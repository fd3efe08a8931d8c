from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _


class WrongStatusError(ValidationError):
    """The record was not (or no longer) in a status from which this step is possible."""


def move(record: Model, source: Iterable[str], target: str, **changes: Any) -> None:
    """Move a record to another status and set further columns, in one conditional UPDATE.

    Of two simultaneous calls only one finds the record in a source status; the other raises WrongStatusError.
    """
    manager = type(record)._default_manager
    moved = manager.filter(pk=record.pk, status__in=list(source)).update(status=target, **changes)
    if not moved:
        record.refresh_from_db(fields=["status"])
        raise WrongStatusError(
            _("Dieser Schritt ist nicht möglich: Der Status ist inzwischen »%(status)s«.")
            % {"status": record.get_status_display()},  # type: ignore[attr-defined]
            code="wrong_status",
        )
    for name, value in {"status": target, **changes}.items():
        setattr(record, name, value)
