"""Decisions of staff, checked before anything else is decided."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from network.allocation.hall import Hall
from network.allocation.records import AllocationError, Party, Pin


def pin_down(hall: Hall, parties: Mapping[int, Party], pins: Sequence[Pin]) -> None:
    """Seats the pinned ones; raises AllocationError when a pin cannot be kept."""
    hall.pins = frozenset(pins)
    for pin in sorted(hall.pins, key=lambda pin: (pin.round, pin.party, pin.table)):
        _check(hall, parties, pin)
        hall.seat(parties[pin.party], pin.round, pin.table)


def _check(hall: Hall, parties: Mapping[int, Party], pin: Pin) -> None:
    if pin.party not in parties or pin.table not in hall.seats or pin.round not in hall.rounds:
        raise AllocationError(
            _("Eine feste Zuteilung nennt eine Anmeldung, Runde oder einen Tisch, die es nicht gibt.")
        )
    party, facts = parties[pin.party], {"size": parties[pin.party].size, "round": pin.round}
    if hall.has_seat(party, pin.round):
        raise AllocationError(_("Eine Anmeldung ist in Runde %(round)s an zwei Tischen festgesetzt.") % facts)
    if pin.table in hall.visited(party, besides=pin.round):
        raise AllocationError(_("Eine Anmeldung ist in zwei Runden am selben Tisch festgesetzt."))
    if hall.rest[pin.round][pin.table] < party.size:
        raise AllocationError(
            _("Am Tisch reichen in Runde %(round)s die Plätze nicht für alle, die dort festgesetzt sind.") % facts
        )
