"""`python -m tests.security.probing URL COUNT`: every public form, known and unknown addresses in turn; prints JSON."""

import json
import re
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from statistics import median
from urllib.parse import urlencode, urlsplit

import django

django.setup()

from arnsberg_hilfe.core.bot_trap import new_stamp  # noqa: E402 - needs the settings
from tests.security.public_forms import PublicForm, public_forms  # noqa: E402

CHANGES = re.compile(r'(name="(?:stamp|csrfmiddlewaretoken)" value=")[^"]*|[\w.+-]+@example\.org')
VISITOR = count()


@dataclass
class Side:
    """What one side heard: each answer once, and the seconds it took."""

    answers: set[tuple[int, str, str, str]] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)


class Visit:
    """A browser with one connection and one form open."""

    def __init__(self, url: str, path: str) -> None:
        self.link, self.path = HTTPConnection(urlsplit(url).netloc, timeout=30), path
        self.cookie = ""
        _status, headers, page = self.ask("GET", path)
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def ask(self, method, path, data=None):
        number = next(VISITOR)  # everybody from a connection of their own
        headers = {
            "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            "Cookie": self.cookie,
        }
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
        self.link.request(method, path, data, headers)
        response = self.link.getresponse()
        return response.status, response.headers, response.read().decode()

    def send(self, each: PublicForm, email: str, side: Side) -> None:
        filled = each.answers | {"email": email, "stamp": new_stamp(), "csrfmiddlewaretoken": self.token}
        data = urlencode(filled, doseq=True)
        begin = time.perf_counter()
        status, headers, body = self.ask("POST", self.path, data)
        side.seconds.append(time.perf_counter() - begin)
        location = headers.get("Location", "")
        after = self.ask("GET", location)[2] if location else ""
        side.answers.add((status, location, *(CHANGES.sub(r"\1", page) for page in (body, after))))


def probe(url: str, each: PublicForm, number: int) -> dict[str, object]:
    name = each.form.__name__
    for one in range(number):
        each.know(f"bekannt-{name}-{one}@example.org".lower())
    known, unknown, visit = Side(), Side(), Visit(url, each.path)
    for one in range(number):
        for kind, side in ((f"bekannt-{name}", known), (f"fremd-{name}", unknown)):
            visit.send(each, f"{kind}-{one}@example.org".lower(), side)
    same = known.answers == unknown.answers and {answer[0] for answer in known.answers} == {302}
    return {
        "form": each.path,
        "same": same,
        "known": median(known.seconds) * 1000,
        "unknown": median(unknown.seconds) * 1000,
    }


if __name__ == "__main__":
    address, number = sys.argv[1], int(sys.argv[2])
    print(json.dumps([probe(address, each, number) for each in public_forms()]))
