"""Free times of a week: seven days × morning, afternoon, evening, as the bits of one number.

Bit 3 * day + part (Monday is 0). As numbers they compare at once: `a & b` are the shared times. None: nobody has asked.
"""

from collections.abc import Iterable

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _

DAYS, PARTS = 7, 3
ALWAYS = 2 ** (DAYS * PARTS) - 1
Slot = tuple[int, int]


class FreeTimesField(models.PositiveIntegerField):
    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **{"null": True, "blank": True, "validators": [MaxValueValidator(ALWAYS)], **options})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        for each in ("null", "blank", "validators"):
            options.pop(each, None)
        return name, path, args, options


def pack(slots: Iterable[Slot]) -> int:
    """The number for (day, part) pairs."""
    return sum({1 << (PARTS * day + part) for day, part in slots})


def unpack(times: int | None) -> list[Slot]:
    """The (day, part) pairs of a number, from Monday morning on."""
    return [divmod(bit, PARTS) for bit in range(DAYS * PARTS) if (times or 0) >> bit & 1]


def shared(one: int | None, other: int | None) -> int | None:
    """How many times two people share; None where one of them has not said."""
    return None if one is None or other is None else (one & other).bit_count()


def day_names() -> list[str]:
    return [_("Mo"), _("Di"), _("Mi"), _("Do"), _("Fr"), _("Sa"), _("So")]


def part_names() -> list[str]:
    return [_("vormittags"), _("nachmittags"), _("abends")]
