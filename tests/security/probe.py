"""`make probe`: can anybody learn from a public form who is known to us? By its answer, or by the time it takes.

Known and unknown addresses in turn, on every public form, with the mail server up and down, a worker beside it.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from arnsberg_hilfe.bootstrap import ROOT
from tests.bench.servers import HOST, free_port, module
from tests.security.portal import Portal, started

MOST_GAP = 10  # milliseconds between the medians, as promised
ROW = "{:<42} {:>9} {:>10} {:>8}  {}"


@contextmanager
def mail_server(port: int, *, up: bool) -> Iterator[None]:
    controller = Controller(Sink(), hostname=HOST, port=port)
    if up:
        controller.start()
    try:
        yield
    finally:
        if up:
            controller.stop()


@contextmanager
def worker(portal: Portal) -> Iterator[None]:
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=dict(portal.env), stderr=subprocess.DEVNULL) as child:
        try:
            yield
        finally:
            child.terminate()


def measured(number: int, *, up: bool) -> list[dict]:
    port = free_port()
    settings = {"EMAIL_URL": f"smtp://{HOST}:{port}", "BEHIND_PROXY": "1"}
    with mail_server(port, up=up), started(filled=False, **settings) as portal, worker(portal):
        return json.loads(module(portal.env, "tests.security.probing", portal.url, str(number)))


def lines(rows: list[dict]) -> Iterator[str]:
    yield ROW.format("Formular", "bekannt", "unbekannt", "Abstand", "Antwort")
    for row in rows:
        gap = row["known"] - row["unknown"]
        word = "gleich" if row["same"] else "VERSCHIEDEN"
        late = "" if abs(gap) < MOST_GAP else f"  mehr als {MOST_GAP} ms"
        figures = (f"{figure:.1f} ms" for figure in (row["known"], row["unknown"], gap))
        yield ROW.format(row["form"], *figures, word + late)


def main(number: int) -> int:
    differ = False
    for up in (True, False):
        print(f"\nMailserver {'erreichbar' if up else 'nicht erreichbar'}, {number} + {number} Adressen je Formular")
        rows = measured(number, up=up)
        print(*lines(rows), sep="\n", flush=True)
        differ |= not all(row["same"] for row in rows)
    return differ


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.security.probe")
    parser.add_argument("--addresses", type=int, default=200)
    sys.exit(main(parser.parse_args().addresses))
