#!/usr/bin/env python3
"""Entry point of all commands; those that need a database find one running."""

import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NoReturn

from django.core.management import execute_from_command_line

from arnsberg_hilfe import embedded_postgres

# `run` starts the database itself, once it knows that its port is free.
WITHOUT_DATABASE = {
    "help", "version", "run", "build_frontend", "check", "collectstatic", "compile_catalogues", "compilemessages",
    "diffsettings", "findstatic", "makemessages", "sendtestemail", "startapp",
}  # fmt: skip


def database(arguments: list[str]) -> AbstractContextManager[Any]:
    """The built-in PostgreSQL for the time of the command, where nobody has named another one."""
    command = arguments[0] if arguments else "help"
    asks_for_help = command.startswith("-") or "--help" in arguments or "-h" in arguments
    checks_database = command == "check" and "--database" in arguments
    if os.environ.get("DATABASE_URL") or asks_for_help or (command in WITHOUT_DATABASE and not checks_database):
        return nullcontext()
    return embedded_postgres.running()


def leave(number: int, _frame: object) -> NoReturn:
    """Ends by an exception, so that the database is stopped on the way out."""
    sys.exit(128 + number)


def development_mode() -> None:
    """`run` is for development also on a database of one's own; PORT is part of every link in a mail."""
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arnsberg_hilfe.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    if sys.argv[1:2] == ["run"]:
        development_mode()
    try:
        with database(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except embedded_postgres.EmbeddedPostgresError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
