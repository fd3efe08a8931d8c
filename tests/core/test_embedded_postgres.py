import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

import manage
from arnsberg_hilfe import embedded_postgres
from arnsberg_hilfe.embedded_postgres import EmbeddedPostgresError, locks, running
from arnsberg_hilfe.embedded_postgres.places import default_base, socket_dir

ROOT = Path(manage.__file__).parent
USER = """
import signal, sys, time
from pathlib import Path
from arnsberg_hilfe.embedded_postgres import running
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
with running(Path(sys.argv[1]), durable=False):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def base() -> Iterator[Path]:
    """In a folder that other accounts may pass, unlike pytest's own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder / "postgres"
        embedded_postgres.stop_unused(folder / "postgres")
        shutil.rmtree((folder / "postgres/cluster").resolve(), ignore_errors=True)


@contextmanager
def another_user(base: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-c", USER, base], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def ask(base: Path, query: str) -> object:
    target = embedded_postgres.connection_settings(base)
    with psycopg.connect(host=target["HOST"], user=target["USER"], dbname=target["NAME"]) as link:
        answer = link.execute(query.encode())
        row = answer.fetchone() if answer.description else None
        return row[0] if row else None


def is_up(base: Path) -> bool:
    return not locks.is_free(base / "server.lock")


def server_pid(base: Path) -> int:
    return int((base / "cluster/data/postmaster.pid").read_text().splitlines()[0])


def test_data_are_kept_between_two_runs(base: Path) -> None:
    with running(base):
        ask(base, "CREATE TABLE kept AS SELECT 7 AS number")
    assert not is_up(base)
    with running(base):
        assert ask(base, "SELECT number FROM kept") == 7


@pytest.mark.parametrize(("durable", "expected"), [(True, "on"), (False, "off")])
def test_only_who_asks_for_it_risks_his_data(base: Path, durable: bool, expected: str) -> None:  # noqa: FBT001
    with running(base, durable=durable):
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(base, f"SHOW {setting}") == expected


def test_trigrams_keep_cyrillic_letters_and_umlauts(base: Path) -> None:
    with running(base, durable=False):
        trigrams = (
            "SELECT show_trgm('Київ') <> '{}' AND similarity('Möbel', 'Möbel') = 1 AND similarity('ЖИТЛО', 'житло') = 1"
        )
        ask(base, "CREATE EXTENSION pg_trgm")
        assert ask(base, trigrams) is True
        assert ask(base, "SELECT cardinality(show_trgm('Möbel'))") == 6


def test_the_last_user_stops_the_server(base: Path) -> None:
    with running(base, durable=False):
        with another_user(base) as user:
            user.terminate()
            user.wait()
        assert ask(base, "SELECT 1") == 1
    assert not is_up(base)
    assert not socket_dir(base).exists()


def test_a_server_whose_users_were_killed_is_taken_over(base: Path) -> None:
    with another_user(base) as user:
        user.kill()
        user.wait()
        first = server_pid(base)
        with running(base, durable=False):
            assert server_pid(base) == first
            assert ask(base, "SELECT 1") == 1
        assert not is_up(base)


def test_a_killed_server_is_started_again_though_its_pid_belongs_to_somebody_else_now(base: Path) -> None:
    with another_user(base) as user:
        os.kill(server_pid(base), signal.SIGKILL)
        user.kill()
        user.wait()
        pid_file = base / "cluster/data/postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
        with running(base, durable=False):
            assert server_pid(base) != os.getpid()
            assert ask(base, "SELECT 1") == 1


@pytest.mark.parametrize("way", [0o711, 0o700])
def test_it_serves_where_user_namespaces_are_forbidden(base: Path, way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root then drops its privileges and keeps the data where it can; a plain user never needed a namespace."""
    base.parent.chmod(way)
    programs = base.parent / "bin"
    programs.mkdir()
    (programs / "unshare").write_text("#!/bin/sh\nexit 1\n")
    (programs / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    with running(base, durable=False):
        assert ask(base, "SELECT 1") == 1
        assert (base / "cluster").stat().st_uid != 0


def test_nobody_else_can_enter_the_socket_folder(base: Path) -> None:
    with running(base, durable=False):
        assert socket_dir(base).stat().st_mode & 0o777 == 0o700
        assert ask(base, "SHOW listen_addresses") == ""
        assert len(str(socket_dir(base) / ".s.PGSQL.5432.lock")) < 100


def test_a_socket_folder_laid_by_somebody_else_is_refused(base: Path, tmp_path: Path) -> None:
    socket_dir(base).symlink_to(tmp_path)
    try:
        with pytest.raises(EmbeddedPostgresError, match="gehört einem anderen Konto"), running(base):
            pass
    finally:
        socket_dir(base).unlink(missing_ok=True)


def test_where_nothing_works_the_message_names_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedPostgresError, match="DATABASE_URL"), running(tmp_path / "file" / "postgres"):
        pass


def test_failed_statements_are_not_written_down(base: Path) -> None:
    with running(base, durable=False):
        with pytest.raises(psycopg.Error):
            ask(base, "SELECT 'person@example.org' FROM nowhere")
        assert "person@example.org" not in (base / "cluster/server.log").read_text()


def test_asking_for_the_address_starts_nothing(base: Path) -> None:
    started = time.monotonic()
    embedded_postgres.connection_settings(base)
    assert time.monotonic() - started < 0.1
    assert not base.exists()


def test_with_a_database_url_no_command_starts_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@localhost/none")
    with manage.database(["migrate"]) as server:
        assert server is None


@pytest.mark.parametrize("command", [[], ["help"], ["--version"], ["migrate", "--help"], ["check"], ["run"]])
def test_commands_that_need_no_database_start_none(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    with manage.database(command) as server:
        assert server is None


def test_tests_keep_away_from_the_data_of_the_checkout() -> None:
    assert default_base().is_relative_to(os.environ["VAR_DIR"])
