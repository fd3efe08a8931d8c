"""The log of readings in words: people appear by their codes alone."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.models import User
from sponsorship.models import Access, Household

A_PAGE = 50


@dataclass(frozen=True)
class Page:
    head: list[str]
    rows: list[list[str]]
    number: int
    pages: int
    total: int


def page(by: User | None, subject: str, number: str | None) -> Page:
    """One page of the log, the newest first."""
    found = Paginator(Access.objects.found(by, subject).select_related("by"), A_PAGE).get_page(number)
    codes = _household_codes([each.subject for each in found])
    rows = [_row(each, codes) for each in found]
    head = [_("Wann"), _("Wer"), _("Wie"), _("Wen")]
    return Page(head, rows, found.number, found.paginator.num_pages, found.paginator.count)


def _row(access: Access, codes: dict[str, str]) -> list[str]:
    at = formats.date_format(timezone.localtime(access.at), "SHORT_DATETIME_FORMAT")
    return [at, str(access.by or _("gelöschtes Konto")), access.get_kind_display(), in_words(access.subject, codes)]


def in_words(subject: str, codes: dict[str, str]) -> str:
    kind, _dash, key = subject.rpartition("-")
    if not key.isdigit():
        return _lists().get(subject, subject)
    one = {
        "sponsor": _("Pate oder Patin P-%s") % key,
        "household": _("Haushalt %s") % codes.get(key, _("inzwischen gelöscht")),
        "sponsorship": _("Patenschaft PS-%s") % key,
        "complaint": _("Beschwerde B-%s") % key,
    }
    return one.get(kind, subject)


def _lists() -> dict[str, str]:
    return {
        "sponsor": _("Patinnen und Paten"),
        "sponsors": _("Patinnen und Paten, Vorschau der Gewichte"),
        "household": _("Haushalte"),
        "complaints": _("Beschwerden"),
        "rounds": _("Runden"),
        "round-pairs": _("Paare einer Runde"),
        "sponsorship-figures": _("Zahlen der Patenschaften"),
        "worklist": _("Arbeitsliste"),
        "accesses": _("Einsichten"),
    }


def _household_codes(subjects: list[str]) -> dict[str, str]:
    keys = [key for kind, _dash, key in (each.rpartition("-") for each in subjects) if kind == "household"]
    found = Household.objects.filter(pk__in=[key for key in keys if key.isdigit()])
    return {str(pk): code for pk, code in found.values_list("pk", "code")}
