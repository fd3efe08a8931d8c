"""The canary person: everything of hers carries one token, and after erasing it is found nowhere.

She walks through a portal of its own: over HTTP, with a worker, with mailboxes outside. What has arrived in somebody
else's mailbox is out of the portal's reach; which those are is told below, and «Meine Daten» says so before erasing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal import retention
from network.models import Measure
from offers.models import Offer, Report
from offers.search import refresh_words
from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import EndReason
from tests.bench import databases
from tests.bench.servers import manage, worker
from tests.portal.canary import CANARY, EMAIL, everywhere, hits
from tests.security.canary import backup
from tests.security.canary.life import DIGITS, OWN, Life
from tests.security.canary.mailboxes import mailboxes
from tests.security.canary.traces import Searcher
from tests.security.portal import started

# Whose mails may still name her, and why
OUTSIDE = {
    EMAIL: "her own",
    OWN: "her own",
    "chor@example.org": "a provider, to whom she sent a message herself",
    "andere@example.org": "a provider and a guest, as above",
    settings.OFFICE_EMAIL: "the office, which keeps its own mailbox: what was asked on the contact page",
}
KINDS = 35  # tables in which she stands at least, as long as nothing is erased
NOT_WRITTEN_BY_THE_PORTAL = {"static", "postgres", "backup"}


def empty() -> str:
    """The tests' own database: what they have written in it is never committed."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def life() -> Iterator[Life]:
    with (
        databases.folder() as outside,
        mailboxes(outside / "mailboxes") as boxes,
        started(filled=False, like=empty(), DEVELOPMENT="1", EMAIL_URL=boxes.url, LOG_LEVEL="INFO") as portal,
        worker(portal.env, portal.folder / "worker.log"),
    ):
        yield Life(portal, boxes)


def written(folder: Path) -> list[Path]:
    """Logs, the list of what was erased, and whatever else the portal has put there."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in paths if not NOT_WRITTEN_BY_THE_PORTAL & set(path.relative_to(folder).parts)]


@pytest.mark.django_db
def test_whoever_is_erased_is_found_nowhere_and_no_backup_brings_them_back() -> None:
    with life() as her:
        folder, url, env = her.portal.folder, her.portal.env["DATABASE_URL"], her.portal.env
        searcher = Searcher([CANARY, DIGITS], env["ENCRYPTION_KEYS"])
        her.lives()
        assert len(searcher.hits_in_dump(backup.dumped(url))) > KINDS
        backup.back_up(url, folder / "backup")

        her.erases_everything(EMAIL)
        her.erases_everything(OWN)
        manage(env, "erasures", "export", str(folder / "erasures.csv"))

        assert searcher.hits_in_dump(backup.dumped(url)) == {}  # jobs, history and logins included
        assert {"server.log", "worker.log", "erasures.csv"} <= {path.name for path in written(folder)}
        assert searcher.hits_in(*written(folder)) == {}
        named = {box for box, mails in her.boxes.boxes().items() if searcher.hits_in(*mails)}
        assert named == OUTSIDE.keys()

        with databases.database(url, "restored") as restored:
            backup.restore(folder / "backup", restored)
            assert len(searcher.hits_in_dump(backup.dumped(restored))) > KINDS
            manage({**env, "DATABASE_URL": restored}, "erasures", "apply", str(folder / "erasures.csv"))
            assert searcher.hits_in_dump(backup.dumped(restored)) == {}


# What no period ends, and why
UNTIL_THEY_SAY_NO = {
    "offers_subscriber": "said yes, until no is said",
    "offers_subscriberhistory": "its history, as long as it is there",
    "network_invitee": "said yes, until no is said",
    "network_inviteehistory": "its history, as long as it is there",
    "network_measure": "agreed to be named with what was agreed",
    "network_result": "an address that a table has written into its own text; «Meine Daten» cuts it out",
}
LATER = timedelta(days=5 * 365)


def all_comes_to_an_end() -> None:
    now = timezone.now()
    for model in (Offer, Sponsor, Household):
        model.objects.update(closed_at=now)
    Offer.objects.update(status="archived")
    Measure.objects.update(status="done", closed_at=now)
    Sponsorship.objects.update(status="ended", end_reason=EndReason.values[0], closed_at=now)
    Report.objects.update(status="done", done_at=now)
    OutgoingMail.objects.update(status="sent")


@pytest.mark.django_db
def test_whose_periods_lapse_is_found_nowhere_either() -> None:
    everywhere()
    assert len(hits()) > KINDS - len(OUTSIDE)
    all_comes_to_an_end()
    refresh_words()
    retention.carry_out(now=timezone.now() + LATER)
    assert retention.last_failure() is None
    assert hits().keys() - UNTIL_THEY_SAY_NO.keys() == set()
