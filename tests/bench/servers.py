"""The portal and the yardstick, served as in production; every process is stopped by its own number."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from arnsberg_hilfe.bootstrap import ROOT

HOST = "127.0.0.1"
SETTINGS = ("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning")
FROM_THE_SHELL = ("ANYMAIL_PROVIDER", "BEHIND_PROXY", "EMAIL_URL", "OFFICE_EMAIL", "OFFICE_PHONE", "DATABASE_POOL_SIZE")
START_SECONDS = 30
STOP_SECONDS = 15


def environment(folder: Path, database_url: str, port: int) -> dict[str, str]:
    """Production's settings; the developer's own do not reach the run."""
    inherited = {name: value for name, value in os.environ.items() if name not in FROM_THE_SHELL}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "arnsberg_hilfe.settings",
        "DATABASE_URL": database_url,
        "DATABASE_POOL": "1",
        "DEBUG": "0",
        "DEVELOPMENT": "0",
        "SECRET_KEY": secrets.token_hex(32),
        "ENCRYPTION_KEYS": secrets.token_hex(32),
        "ALLOWED_HOSTS": HOST,
        "PUBLIC_URL": f"http://{HOST}:{port}",
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
    }


def manage(env: Mapping[str, str], *arguments: str) -> float:
    """Seconds that a management command takes. Raises CalledProcessError."""
    begin = time.monotonic()
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=dict(env), check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


def module(env: Mapping[str, str], *arguments: str) -> str:
    """What a module of the bench prints. Raises CalledProcessError."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, env=dict(env), check=True, stdout=subprocess.PIPE, text=True).stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def gunicorn(application: str, port: int, env: Mapping[str, str], log: IO[bytes] | None = None) -> Iterator[None]:
    """A group of its own, so that Ctrl-C reaches it from here only. `log` takes what it has to say."""
    command = [sys.executable, "-m", "gunicorn", *SETTINGS, "--bind", f"{HOST}:{port}", application]
    with subprocess.Popen(command, cwd=ROOT, env=dict(env), process_group=0, stderr=log) as child:
        try:
            _wait_for(child, port)
            yield
        finally:
            _stop(child)


@contextmanager
def worker(env: Mapping[str, str], log: Path) -> Iterator[None]:
    """The portal's jobs are done within; its log goes into a file."""
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    with (
        log.open("wb") as target,
        subprocess.Popen(command, cwd=ROOT, env=dict(env), process_group=0, stdout=target, stderr=target) as child,
    ):
        try:
            yield
        finally:
            _stop(child)


def _wait_for(child: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"Der Server auf Port {port} ist nicht gestartet.")


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Gunicorn ends its workers itself; a group that does not listen is killed."""
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, 9)
