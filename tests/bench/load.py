"""Loads a server over loopback with wrk, or where that is missing with a small generator of our own."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles

from tests.bench.servers import HOST

CONNECTIONS = 16
SCRIPT = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "micros": %%d, "p50": %%d, "p99": %%d, "errors": %%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """Requests per second, milliseconds that half and 99 % of them took at most, and how many failed."""

    per_second: float
    p50: float
    p99: float
    errors: int


class Loader:
    """Asks for paths in turn for some seconds, on sixteen connections that stay open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wrk = shutil.which("wrk")
        self.name = "wrk" if self.wrk else "Python (ohne wrk; es bremst mit, die Verhältnisse fallen höher aus)"

    def __call__(self, port: int, paths: list[str], seconds: int) -> Load:
        return self._with_wrk(port, paths, seconds) if self.wrk else with_python(port, paths, seconds)

    def _with_wrk(self, port: int, paths: list[str], seconds: int) -> Load:
        script = self.folder / "requests.lua"
        script.write_text(SCRIPT % ", ".join(json.dumps(path) for path in paths))
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script)]
        command = [str(self.wrk), *options, f"http://{HOST}:{port}"]
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30)
        found = json.loads(run.stdout.splitlines()[-1])
        rate = found["requests"] / (found["micros"] / 1e6)
        return Load(rate, found["p50"] / 1000, found["p99"] / 1000, found["errors"])


def with_python(port: int, paths: list[str], seconds: int) -> Load:
    begin = time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        turns = [islice(cycle(paths), number, None) for number in range(CONNECTIONS)]
        runs = list(pool.map(lambda turn: _visitor(port, turn, begin + seconds), turns))
    took = time.monotonic() - begin
    times = [milliseconds for run in runs for milliseconds, _ok in run]
    marks = quantiles(times, n=100) if len(times) > 1 else times * 99
    return Load(len(times) / took, marks[49], marks[98], sum(not ok for run in runs for _time, ok in run))


def _visitor(port: int, paths: Iterator[str], end: float) -> list[tuple[float, bool]]:
    """Milliseconds and success of each request on one connection."""
    answers = []
    link = HTTPConnection(HOST, port, timeout=10)
    with closing(link):
        while (begin := time.monotonic()) < end:
            link.request("GET", next(paths))
            answer = link.getresponse()
            answer.read()
            answers.append(((time.monotonic() - begin) * 1000, answer.status == HTTPStatus.OK))
    return answers
