"""What the portal holds on one person: each app says in its own_data.py where it looks, and tells it in words.

An app lists its `Source`s, one a kind of record. A record of a person, as the person reads it, is a `Holding`; its
words are in the language that is active. The portal gathers them all (arnsberg_hilfe/portal/own_data.py).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.erasing import erase
from arnsberg_hilfe.core.links import LinkPurpose
from arnsberg_hilfe.core.models import User
from arnsberg_hilfe.core.models.outgoing_mail import name_of
from arnsberg_hilfe.core.roles import Area, area_of

Words = str | Promise
CAUSE = "own-data"


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """What belongs to a record and has a heading of its own: an answer, a step, a Patenschaft."""

    title: str
    facts: list[Fact]


@dataclass(frozen=True)
class Way:
    """A page on which the person can see, change or end something."""

    label: str
    url: str


@dataclass(frozen=True)
class Stays:
    """What must not go yet, for which reason and until when."""

    what: str
    why: str
    until: str


@dataclass(frozen=True)
class Wish:
    """That somebody wants to be erased: when; for records that only mention an address, which one."""

    now: datetime
    address: str = ""


def nothing(*_args: Any) -> list[Any]:
    return []


def deleted(record: models.Model, wish: Wish) -> None:
    """The usual way to erase a record: it goes with everything that tells of it."""
    erase(type(record)._default_manager.filter(pk=record.pk), now=wish.now, cause=CAUSE)


@dataclass(frozen=True)
class Source:
    """A kind of record that may be about a person.

    `of_address` finds them by e-mail address, `named` (for staff) by words of a name or a phone number. `told` names
    the fields that are told, `parts` tells what belongs to a record; its second argument is the colleague who reads,
    or None for the person. `corrects` names the fields that a short form changes, where no page of `ways` does.
    `erasing` says what `erase` does; without `erase`, or while something `stays`, the record is not erased: then `stop`
    ends its use.
    """

    model: type[models.Model]
    kind: Words
    of_address: Callable[[str], "models.QuerySet[Any]"]
    since: str
    told: str = ""
    title: Callable[[Any], str] = str
    named: Callable[[str], "models.QuerySet[Any]"] | None = None
    facts: Callable[[Any], list[Fact]] = nothing
    parts: Callable[[Any, User | None], list[Part]] = nothing
    ways: Callable[[Any, datetime], list[Way]] = nothing
    corrects: tuple[str, ...] = ()
    erasing: Words = ""
    erase: Callable[[Any, Wish], None] | None = deleted
    stays: Callable[[Any], Stays | None] = lambda _record: None
    stop: Callable[[Any, Wish], None] | None = None

    @property
    def key(self) -> str:
        """As addresses of pages name it."""
        return self.model._meta.label_lower

    @property
    def area(self) -> Area | None:
        return area_of(self.model)


@dataclass(frozen=True)
class Holding:
    """One record of a person, as they read it."""

    source: Source
    record: Any
    reader: User | None = None

    @property
    def key(self) -> str:
        return name_of(self.record)

    @property
    def kind(self) -> str:
        return str(self.source.kind)

    @property
    def what(self) -> str:
        """The same for the office."""
        return str(self.source.model._meta.verbose_name)

    @property
    def title(self) -> str:
        return self.source.title(self.record)

    @property
    def since(self) -> datetime | None:
        return getattr(self.record, self.source.since)

    @cached_property
    def facts(self) -> list[Fact]:
        return [*facts_of(self.record, self.source.told), *self.source.facts(self.record)]

    @cached_property
    def parts(self) -> list[Part]:
        return self.source.parts(self.record, self.reader)

    @cached_property
    def stays(self) -> Stays | None:
        return self.source.stays(self.record)

    @property
    def erasing(self) -> str:
        return str(self.source.erasing)

    @property
    def can_go(self) -> bool:
        """Now or later, if its person wishes."""
        return self.source.erase is not None

    @property
    def corrects(self) -> tuple[str, ...]:
        return self.source.corrects


def way(label: str, purpose: LinkPurpose, key: Any, page: str = "") -> Way:
    """To a page behind a mail link, by a fresh one; `page` names another page of the same purpose."""
    return Way(label, reverse(page or purpose.page, args=[purpose.token(key)]))


def facts_of(record: models.Model, names: str) -> list[Fact]:
    """These fields of a record with their labels, as people read them; what is not known is left out."""
    rows = ((_label(record, name), in_words(record, name)) for name in names.split())
    return [Fact(label, value) for label, value in rows if value]


def known(*rows: tuple[str, Any]) -> list[Fact]:
    """Labels and values, only the known ones."""
    return [Fact(label, words) for label, value in rows if (words := _plain(value))]


def _label(record: models.Model, name: str) -> str:
    return str(getattr(record._meta.get_field(name), "verbose_name", name))


def in_words(record: models.Model, name: str) -> str:
    field, value = record._meta.get_field(name), getattr(record, name)
    if isinstance(field, models.ManyToManyField):
        return ", ".join(map(str, value.all()))
    if isinstance(field, ArrayField):
        names = dict(getattr(field.base_field, "flatchoices", ()))
        return ", ".join(str(names.get(each, each)) for each in value or () if each)
    if getattr(field, "choices", None):
        return str(getattr(record, f"get_{name}_display")() or "")
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or (value == 0 and not isinstance(value, bool)):
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(each)}" for key, each in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def matching(records: "models.QuerySet[Any]", words: str, names: Iterable[str]) -> "models.QuerySet[Any]":
    """Records in one of whose columns all these words stand."""
    found = models.Q(pk__in=[])
    for name in names:
        each = models.Q()
        for word in words.replace("\0", " ").split():
            each &= models.Q(**{f"{name}__icontains": word})
        found |= each
    return records.filter(found)
