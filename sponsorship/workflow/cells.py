"""What `reading` asks the database for: each column of many people at once, and sets as texts.

Texts are far quicker to fetch than lists and dates, and whoever chose the same is alike before anything is unpacked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils import timezone

Cells = dict[str, Sequence[Any]]
CHOSEN = ("topics", "interests", "situations", "excludes")
BETWEEN = ","


def plain(*names: str) -> dict[str, Any]:
    return {name: F(name) for name in names}


def is_known(name: str) -> Any:
    return ExpressionWrapper(Q(**{f"{name}__isnull": False}), BooleanField())


def together(*names: str) -> Func:
    """The texts of these fields, one after the other."""
    texts = (Coalesce(Cast(name, TextField()), Value("")) for name in names)
    return Func(Value(BETWEEN), *texts, function="concat_ws", output_field=TextField())


def _chosen(name: str) -> Func:
    return Func(F(name), Value(BETWEEN), function="array_to_string", output_field=TextField())


COMMON = {
    "key": F("pk"),
    "since": Cast(TruncDate("created_at", tzinfo=timezone.get_default_timezone()), TextField()),
    "district": F("district_id"),
    **plain("status", "free_times", "hours", "taken"),
    **{name: _chosen(name) for name in CHOSEN},
}


def read(people: QuerySet[Any], columns: Mapping[str, Any]) -> Cells:
    """Each column by its name, in the order of the primary keys: one list each, instead of a row for everybody."""
    named = {f"of_{name}": column for name, column in columns.items()}  # no field is called like that
    lists = {name: ArrayAgg(f"of_{name}", order_by="pk") for name in columns}
    found = people.order_by().annotate(**named).aggregate(**lists)
    return {name: cells or [] for name, cells in found.items()}


def languages(known: QuerySet[Any], owner: str, people: QuerySet[Any]) -> dict[int, str]:
    """What `known` says of the languages of these people, by their keys; who speaks none is missing."""
    level = Concat("language_id", Value(" "), Cast("level", TextField()), output_field=TextField())
    theirs = known.filter(**{f"{owner}__in": people.order_by().values("pk")}).order_by().values(owner)
    said = theirs.annotate(said=StringAgg(level, BETWEEN, order_by="language_id"))
    return dict(said.values_list(owner, "said"))


def chosen(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(BETWEEN)))


def spoken(text: str) -> tuple[tuple[str, int], ...]:
    """Code and level of each language."""
    pairs = (each.split(" ") for each in text.split(BETWEEN) if each)
    return tuple((code, int(level)) for code, level in pairs)
