"""`python -m tests.bench`; with `--save` the results become the ones that later runs are compared with."""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from arnsberg_hilfe.bootstrap import ROOT
from tests.bench import databases, import_file, report
from tests.bench.first_visit import Visit, first_visit
from tests.bench.load import Load, Loader
from tests.bench.pages import BARE, SLUGS, pages
from tests.bench.results import LARGE, SMALL, Figures, Results, figures
from tests.bench.servers import environment, free_port, gunicorn, manage, module

KEPT = Path(__file__).with_name("results.json")
LAST = ROOT / "var" / "bench.json"
ROUNDS = 3
SECONDS = 3
IMPORTED = 10_000
MOST_SECONDS = 480


BEGIN = time.monotonic()


def say(sentence: str) -> None:
    print(f"→ {time.monotonic() - BEGIN:3.0f} s: {sentence}", flush=True)


class Bench:
    """One portal and one yardstick, both running, on a database that grows."""

    def __init__(self, stack: ExitStack) -> None:
        self.folder = stack.enter_context(databases.folder())
        self.stack = stack
        self.server = stack.enter_context(databases.server(self.folder / "postgres"))
        self.url = stack.enter_context(databases.database(self.server, "pages"))
        self.port, self.bare_port = free_port(), free_port()
        self.env = environment(self.folder, self.url, self.port)
        self.loader = Loader(self.folder)

    def prepare(self) -> None:
        say("Datenbank und statische Dateien einrichten")
        manage(self.env, "migrate", "--verbosity", "0")
        manage(self.env, "collectstatic", "--no-input", "--verbosity", "0")

    def time_import(self) -> float:
        say(f"{IMPORTED:,} Angebote in eine leere Datenbank importieren")
        file = self.folder / "offers.csv"
        import_file.write(file, IMPORTED)
        with databases.database(self.server, "import") as url:
            env = self.env | {"DATABASE_URL": url}
            manage(env, "migrate", "--verbosity", "0")
            return manage(env, "import_offers", str(file))

    def start(self) -> None:
        self.stack.enter_context(gunicorn("tests.bench.bare", self.bare_port, dict(os.environ)))
        self.stack.enter_context(gunicorn("arnsberg_hilfe.wsgi", self.port, self.env))

    def grow(self, total: int, present: int) -> float:
        say(f"{total - present:,} Angebote erzeugen")
        took = manage(self.env, "generate", "--offers", str(total - present), "--seed", str(total))
        databases.tidy(self.url)
        return took

    def loads(self) -> dict[str, Figures]:
        """Every page in turn, round after round, so that what disturbs the machine disturbs them all."""
        paths = {BARE: ["/"]} | pages(databases.slugs(self.url, SLUGS))
        say(f"{ROUNDS} Runden zu {len(paths)} × {SECONDS} Sekunden laden")
        for name in paths:
            self.load(name, paths[name], seconds=1)
        found: dict[str, list[Load]] = {name: [] for name in paths}
        for _round in range(ROUNDS):
            for name, loads in found.items():
                loads.append(self.load(name, paths[name]))
        return {name: figures(loads, found[BARE]) for name, loads in found.items()}

    def load(self, name: str, paths: list[str], seconds: int = SECONDS) -> Load:
        return self.loader(self.bare_port if name == BARE else self.port, paths, seconds)

    def statements(self) -> dict[str, int]:
        asked = pages(databases.slugs(self.url, 5))
        return json.loads(module(self.env, "tests.bench.statements", json.dumps(asked)))


def measure(stack: ExitStack) -> Results:
    bench = Bench(stack)
    say(f"Lastgenerator: {bench.loader.name}")
    bench.prepare()
    import_seconds = bench.time_import()
    bench.start()
    bench.grow(SMALL, 0)
    found, statements = {SMALL: bench.loads()}, {SMALL: bench.statements()}
    generate_seconds = bench.grow(LARGE, SMALL)
    found[LARGE], statements[LARGE] = bench.loads(), bench.statements()
    visit = describe(first_visit(bench.port, "/angebote/"))
    return Results(bench.loader.name, found, statements, import_seconds, generate_seconds, visit.size, visit.requests)


def describe(visit: Visit) -> Visit:
    packing = visit.packing or "ungepackt; der Proxy davor packt"
    sizes = f"{visit.size:,} Bytes, davon HTML {visit.html:,} ({packing})"
    say(f"Erster Besuch der Liste: {visit.requests} Anfragen, {sizes}")
    return visit


def too_long(_number: int, _frame: FrameType | None) -> None:
    sys.exit(f"Abgebrochen: länger als {MOST_SECONDS} Sekunden.")


def bounded() -> Results:
    """Whatever ends the run, what it started is stopped and removed; a second Ctrl-C does not disturb that."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(MOST_SECONDS)
    stack = ExitStack()
    try:
        return measure(stack)
    finally:
        signal.alarm(0)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        stack.close()


def main(*, save: bool) -> None:
    results = bounded()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    print("", *report.lines(results, kept), "", sep="\n")
    target = KEPT if save else LAST
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results.as_json(), indent=1) + "\n")
    say(f"Ergebnisse in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--save", action="store_true", help=f"Ergebnisse in {KEPT.name} behalten")
    try:
        main(save=parser.parse_args().save)
    except KeyboardInterrupt:
        sys.exit("Abgebrochen, alles ist wieder entfernt.")
    except subprocess.CalledProcessError as problem:
        sys.exit(f"Ein Schritt ist gescheitert ({problem.returncode}): {' '.join(map(str, problem.cmd))[:100]}")
