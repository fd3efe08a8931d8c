"""One order for all locks: sponsors, then households, then what is between them. Whoever keeps to it never deadlocks.

The database's own count touches both sides whenever a Patenschaft opens or closes; so both are locked before it.
"""

from collections.abc import Iterable

from sponsorship.models import Household, Sponsor


def lock_sides(sponsors: Iterable[int], households: Iterable[int]) -> None:
    """Rows by their keys, until the transaction ends."""
    for model, keys in ((Sponsor, sponsors), (Household, households)):
        rows = model._default_manager.filter(pk__in=list(keys)).order_by("pk").select_for_update()
        list(rows.values_list("pk", flat=True))
