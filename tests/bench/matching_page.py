"""Run as a program with the portal's environment: how long a household's page takes among ten thousand sponsors.

Fills the database that it finds and prints {page: seconds} as JSON. CPU seconds of this process, from request to
answer: what PostgreSQL works meanwhile, and what else the machine does, is not in them.
"""

import json
import time

import django
from django.conf import settings
from django.db import connection
from django.test import Client

SPONSORS = 10_000
TIMES = 7
LIST = "/angebote/"


def filled() -> tuple[Client, str]:
    """Somebody of the office, and the address of a household's page."""
    from tests.bench import people
    from tests.bench.population import population
    from tests.security.filling import coordinator

    candidates, seekers = population(SPONSORS)
    _sponsors, (household,) = people.save(candidates, seekers[:1])
    connection.cursor().execute("ANALYZE")
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.cookies.load(coordinator())
    return client, f"/team/paten/haushalt/{household.code}/vermitteln/"


def fastest(client: Client, path: str) -> float:
    return min(seconds(client, path) for _time in range(TIMES))


def seconds(client: Client, path: str) -> float:
    begin = time.process_time()
    response = client.get(path)
    took = time.process_time() - begin
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status_code}")
    return took


if __name__ == "__main__":
    django.setup()
    office, page = filled()
    print(json.dumps({"household": fastest(office, page), "list": fastest(office, LIST)}))
