import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import manage
from arnsberg_hilfe import embedded_postgres
from arnsberg_hilfe.embedded_postgres import locks

ROOT = Path(manage.__file__).parent
SECONDS = 240  # patience, not a promise: other tests run beside it


@pytest.fixture
def var() -> Iterator[Path]:
    """In a folder that other accounts may pass, unlike pytest's own."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        yield Path(name) / "var"
        embedded_postgres.stop_unused(Path(name) / "var" / "postgres")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var: Path, port: int) -> dict[str, str]:
    dropped = ("DATABASE_URL", "DEBUG", "DEVELOPMENT", "PUBLIC_URL", "SECRET_KEY")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "VAR_DIR": str(var), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(var: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running portal and what it has printed up to its address."""
    log = var.with_name(f"run-{time.monotonic_ns()}.log")
    with log.open("w") as output:
        command = [sys.executable, "manage.py", "run"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(var, port), stdout=output, stderr=subprocess.STDOUT, text=True,
            restore_signals=True, start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + SECONDS
        while "Das Portal läuft" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield process, log.read_text()
    finally:
        process.terminate()
        process.wait(SECONDS)


def processes_of(var: Path) -> list[str]:
    """Command lines of all processes that were started with this VAR_DIR."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={var}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def password(text: str) -> str:
    match = re.search(r"koordination@example\.org, Passwort (\S+)", text)
    assert match, text
    return match[1]


def test_run_serves_until_it_is_interrupted_and_leaves_nothing_behind(var: Path, port: int) -> None:
    with started(var, port) as (process, text):
        note = var / "demo_account.txt"
        assert note.read_text().split() == ["koordination@example.org", password(text)]
        assert note.stat().st_mode & 0o777 == 0o600
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=SECONDS) as answer:
            assert answer.status == 200
        assert any("procrastinate worker" in command for command in processes_of(var))
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
    assert processes_of(var) == []
    assert locks.is_free(var / "postgres" / "server.lock")
    with started(var, port) as (_process, again):
        assert password(again) == password(text)
        assert "Angebote einspielen" not in again


def test_a_child_that_dies_stops_everything_with_its_exit_code(var: Path, port: int) -> None:
    with started(var, port) as (process, _text):
        worker = subprocess.check_output(["pgrep", "-s", str(process.pid), "-f", "procrastinate worker"], text=True)
        os.kill(int(worker), signal.SIGKILL)
        assert process.wait(SECONDS) == 128 + signal.SIGKILL
    assert processes_of(var) == []


def test_a_busy_port_is_named_before_anything_is_started(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=environment(var, port), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    assert result.returncode == 1
    assert str(port) in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (var / "postgres").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_gets_a_sentence(var: Path, port: str) -> None:
    surroundings = environment(var, 0) | {"PORT": port}
    result = subprocess.run(
        [sys.executable, "manage.py", "run"], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "PORT" in result.stderr
    assert len(result.stderr.splitlines()) == 1
