"""Databases that are made for one run and dropped afterwards, on the built-in server or the one of DATABASE_URL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from environ import Env
from psycopg import sql

from arnsberg_hilfe import embedded_postgres

PREFIX = "arnsberg-hilfe-bench-"


@contextmanager
def folder() -> Iterator[Path]:
    """A place for everything the run writes; also removes what killed runs left behind."""
    for remains in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if remains.stat().st_uid == os.getuid() and embedded_postgres.stop_unused(remains):
            shutil.rmtree(remains, ignore_errors=True)
    path = Path(tempfile.mkdtemp(prefix=PREFIX))
    path.chmod(0o711)  # root's server runs as another account, which passes here on the way to its data
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def server(path: Path) -> Iterator[str]:
    """The address of a server with the durability of production."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with embedded_postgres.running(path, durable=True) as target:
        yield f"postgres://{target['USER']}@/{target['NAME']}?host={target['HOST']}&port={target['PORT']}"


@contextmanager
def database(server_url: str, purpose: str) -> Iterator[str]:
    """The address of a new, empty database; the one that `server_url` names stays untouched."""
    name = f"arnsberg_hilfe_bench_{purpose}_{os.getpid()}"
    execute(server_url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        execute(server_url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def tidy(url: str) -> None:
    """What autovacuum would have done by tomorrow: statistics, visibility map, pending index entries."""
    execute(url, sql.SQL("VACUUM ANALYZE"))


def slugs(url: str, count: int) -> list[str]:
    """Addresses of current offers, spread evenly over all of them."""
    spread = (
        "SELECT slug FROM (SELECT slug, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS total"
        " FROM offers_offer WHERE valid_until IS NULL) numbered WHERE place %% greatest(total / %s, 1) = 0 LIMIT %s"
    )
    with _connected(url) as link:
        return [slug for (slug,) in link.execute(spread, [count, count])]


def execute(url: str, statement: sql.SQL | sql.Composed) -> None:
    with _connected(url) as link:
        link.execute(statement)


def _connected(url: str) -> psycopg.Connection:
    parts = Env.db_url_config(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    values = {name: parts[key] for name, key in names.items() if parts.get(key)}
    return psycopg.connect(**values | parts.get("OPTIONS", {}), autocommit=True)
