"""Where an offer or a need comes from. Apps above register what they know; nothing here knows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from offers.models import Need, Offer, Source


@dataclass(frozen=True)
class Origin:
    """«entstanden am Thementisch Wohnen, 17. März 2022»; `url` leads there where everybody may read it."""

    label: str
    url: str = ""
    staff_url: str = ""


Finder = Callable[[Offer | Need], Iterable[Origin]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """To be called once, when the app starts."""
    _finders.append(finder)


def origins_of(record: Offer | Need) -> list[Origin]:
    """All that is known; a statement for each registered finder."""
    return [origin for finder in _finders for origin in finder(record)]


def public_origins_of(offer: Offer) -> list[Origin]:
    """For the offer's own page: only one from a table or for a need is asked about, the others cost nothing."""
    return origins_of(offer) if offer.source == Source.TABLE or offer.for_need_id else []
