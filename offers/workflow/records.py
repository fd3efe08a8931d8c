"""Steps of an offer's life that touch more than the one record."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from offers.importing import give_slugs
from offers.models import ContactPoint, Offer, Status
from offers.models.offer_query import OfferQuerySet
from offers.search import learn
from offers.workflow.websites import forget_if_changed

Record = TypeVar("Record", bound=Model)

TRANSLATED = ("title", "summary", "description")
WEBSITE_CHECK = ("website_checked_at", "website_problem", "website_dead_since")
# Columns that follow from others when an offer is saved, or that jobs write by themselves
COMPUTED = (*TRANSLATED, *WEBSITE_CHECK, "search_document")


@transaction.atomic
def save(offer: Offer, *, changed: Iterable[str] | None = None) -> None:
    """Save what was written; a new offer gets its address, a public one's words become known to the search.

    A new website is checked anew. With `changed` only these fields are written, so that two people at once do not
    undo each other's work.
    """
    if not offer.slug:
        give_slugs([offer])
    forget_if_changed(offer)
    offer.save(update_fields=None if changed is None else _columns(changed))
    if offer.status in Status.public():
        learn([offer])


def _columns(changed: Iterable[str]) -> set[str]:
    """The columns behind the changed fields, the German text's twin and what is computed from them included."""
    names = {*changed, *(name.removesuffix("_de") for name in changed)}
    own = {field.name for field in Offer._meta.concrete_fields}
    return (names & own) | {"search_document", *WEBSITE_CHECK}


def write(offer: Offer, values: dict[str, Any]) -> None:
    """Write values as JSON keeps them, whatever they are, and save. The offer must have been read under its lock."""
    for name, value in values.items():
        if name == "languages":
            offer.languages.set(value)
        else:
            field: Any = Offer._meta.get_field(name)
            setattr(offer, name, field.to_python(value))
    save(offer)


def each(records: Iterable[Record], step: Callable[[Record], None]) -> tuple[int, list[Record]]:
    """Take one step with many records. Returns how many took it, and those whose status or review did not allow it."""
    refused: list[Record] = []
    done = 0
    for record in records:
        try:
            step(record)
        except ValidationError:
            refused.append(record)
        else:
            done += 1
    return done, refused


def hand_over(offers: OfferQuerySet, to: ContactPoint) -> int:
    """Point many offers to another Anlaufstelle at once; the number of offers changed."""
    return offers.update(contact_point=to)
