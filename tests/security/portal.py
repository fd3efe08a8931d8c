"""A portal of its own, served as in production and filled with something of everything; gone afterwards."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from arnsberg_hilfe.bootstrap import ROOT
from tests.bench import databases
from tests.bench.servers import HOST, environment, free_port, gunicorn, manage, module
from tests.security.canary import backup


@dataclass(frozen=True)
class Portal:
    url: str
    cookie: str
    """Of a coordinator who is logged in."""
    folder: Path
    log: Path
    env: Mapping[str, str]

    def failures(self) -> list[str]:
        """Pages that answered with an error of the server's."""
        lines = self.log.read_text(errors="replace").splitlines()
        return sorted(
            {line.partition("Internal Server Error: ")[2] for line in lines if "Internal Server Error" in line}
        )


@contextmanager
def started(*, filled: bool = True, like: str = "", **settings: str) -> Iterator[Portal]:
    """`like` is the address of a database with nothing but the tables: copying it is quicker than migrating."""
    with (
        databases.folder() as folder,
        databases.server(folder / "postgres") as server,
        databases.database(server, "security") as url,
    ):
        port, log = free_port(), folder / "server.log"
        env = environment(folder, url, port) | {"LOG_LEVEL": "ERROR"} | settings
        backup.copy(like, url) if like else _prepare(env)
        cookie = _filled(env) if filled else ""
        with log.open("wb") as target, gunicorn("arnsberg_hilfe.wsgi", port, env, log=target):
            yield Portal(f"http://{HOST}:{port}", cookie, folder, log, env)


def _prepare(env: Mapping[str, str]) -> None:
    manage(env, "compile_catalogues")
    manage(env, "collectstatic", "--no-input", "--verbosity", "0")
    manage(env, "migrate", "--verbosity", "0")


def _filled(env: Mapping[str, str]) -> str:
    manage(env, "import_offers", str(ROOT / "offers/fixtures/offers_arnsberg.csv"))
    manage(env, "import_meetings", str(ROOT / "network/fixtures/meetings.csv"))
    return json.loads(module(env, "tests.security.filling"))["cookie"]
