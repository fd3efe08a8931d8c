"""Logs without persons: whoever reads them finds where something broke, never whom it concerned.

Two rules. A message loses what looks like a person or a key to somebody's page; what other people's code puts between
quotation marks goes altogether, because there it quotes what it was given. An exception is told by its class and the
places it went through: its own words are left out, as they repeat values (of all rows the one that PostgreSQL refused,
the address that a mail server does not want), unless its class speaks of code only.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist

OURS = ("arnsberg_hilfe", "network", "offers", "sponsorship")
TOKEN = re.compile(r"[0-9A-Za-z._~-]{1,600}:[0-9A-Za-z]{4,8}:[0-9A-Za-z_-]{43}")
PERSONAL = [
    (TOKEN, "…"),
    (re.compile(r"\?[^\s\"']+"), "?…"),  # what was searched for, a code from somebody's ticket
    (re.compile(r"[^\s\"'<>(,;:=]+(?:@|%40)[^\s\"'<>),;]+"), "…"),
    (re.compile(r"(?<![\w.])(?:\+|0)\d[\d /()-]{5,}\d"), "…"),
]
QUOTED = re.compile(r"(['\"])(?:(?!\1).)*\1")
ARGUMENTS = re.compile(r"(\w\[\d+\])\(.*\)")  # of a job, as procrastinate names it
ABOUT_CODE = (AttributeError, ImportError, NameError, NotImplementedError, ImproperlyConfigured, TemplateDoesNotExist)


def scrubbed(text: str) -> str:
    """In one line: nobody forges a second one with a line break."""
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


class WithoutPersons(logging.Formatter):
    """A line for the record, and below it where an exception came from."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {self.words(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *told(error)]) if error else line

    def words(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        if record.name.partition(".")[0] not in OURS:
            text = ARGUMENTS.sub(r"\1(…)", QUOTED.sub("…", text))
        return scrubbed(text)


def told(error: BaseException) -> Iterator[str]:
    """The chain of exceptions, the first cause on top, without their words."""
    if (earlier := error.__cause__ or (None if error.__suppress_context__ else error.__context__)) is not None:
        yield from told(earlier)
    yield from _places(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_reason(error)}"


def _places(trace: TracebackType | None) -> Iterator[str]:
    for place in traceback.extract_tb(trace):
        yield f"  {place.filename}:{place.lineno} {place.name}: {place.line}"


def _reason(error: BaseException) -> str:
    """What can be said of an exception beyond its class: of the database, of mail and of the system their codes."""
    if isinstance(error, ABOUT_CODE):
        return f": {scrubbed(str(error))}"
    database = getattr(error, "diag", None)
    codes = [
        getattr(error, "sqlstate", None),
        getattr(database, "table_name", None),
        getattr(database, "constraint_name", None),
        getattr(error, "smtp_code", None),
        getattr(error, "strerror", None) if isinstance(getattr(error, "errno", None), int) else None,
    ]
    known = " ".join(str(code) for code in codes if code)
    return f" [{known}]" if known else ""
