"""Sending twice is sending once: a form carries a key (`BotTrap.key`), and its record keeps it in a unique column."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model


@contextmanager
def saved_once(model: type[Model], **key: Any) -> Iterator[None]:
    """Save what the block saves, all of it or nothing; the latter where a record with this key is there already.

    Of any number of simultaneous calls one saves. A failure that is not about the key is raised.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if not model._default_manager.filter(**key).exists():
            raise
