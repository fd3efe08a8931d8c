"""`python -m tests.bench.overview`: how long the overview of 60 and of 5,000 offers takes, from reading to the PDF.

Works in a database of its own. The machine's own load counts: on a quiet one the goals hold.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

import django
from django.core.management import call_command
from django.db import connections

from tests.bench import databases
from tests.bench.servers import environment, free_port

GOALS = {60: 1.0, 5_000: 10.0}
SPARE = 1.1  # about one in twelve synthetic offers is over


@dataclass(frozen=True)
class Run:
    offers: int
    gathered: float
    printed: float
    size: int

    @property
    def seconds(self) -> float:
        return self.gathered + self.printed


def run(count: int) -> Run:
    from django.db import transaction
    from django.utils import timezone

    from offers import generating, overview
    from offers.models import Offer

    now = timezone.now()
    with transaction.atomic():
        made = generating.offers(int(count * SPARE), seed=7, first=900_000, now=now)
        Offer.objects.bulk_create([offer for offer in made if not offer.valid_until][:count], batch_size=1000)
        begin = time.perf_counter()
        content = overview.gather(overview.Extract(), "de", timezone.localdate(now))
        gathered = time.perf_counter() - begin
        file = overview.printed(content, now=now)
        transaction.set_rollback(True)
    return Run(content.count, gathered, time.perf_counter() - begin - gathered, len(file))


def lines() -> Iterator[str]:
    run(1)  # loads typst and fonts, as in a worker that is running
    for count, goal in GOALS.items():
        found = run(count)
        verdict = "gehalten" if found.seconds <= goal else "VERFEHLT"
        yield f"{found.offers:>6,} Angebote: {found.seconds:.2f} s, verlangt {goal:g} s: {verdict}"
        yield f"       lesen {found.gathered:.2f} s, setzen {found.printed:.2f} s, {found.size / 1e6:.1f} MB"


def main() -> None:
    with (
        databases.folder() as path,
        databases.server(path / "postgres") as server,
        databases.database(server, "overview") as url,
    ):
        os.environ |= environment(path, url, free_port())
        django.setup()
        call_command("migrate", verbosity=0)
        print(*lines(), sep="\n")
        connections.close_all()


if __name__ == "__main__":
    main()
