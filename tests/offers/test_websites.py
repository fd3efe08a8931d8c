from datetime import timedelta

import pytest
from django.utils import timezone

from arnsberg_hilfe.core.public_web import DeadLinkError, OfflineError
from offers.models import Offer, Status
from offers.tasks import check_websites
from offers.workflow import records, websites
from tests.factories import OfferFactory, UserFactory

pytestmark = pytest.mark.django_db
SITE = "https://verein.example.org/chor"
DEAD = "Die Seite gibt es nicht (404)."


class Web:
    """The internet as a test wants it: what happens at which address, and who was asked."""

    def __init__(self, **errors):
        self.errors, self.asked = errors, []

    def visit(self, url):
        self.asked.append(url)
        if error := self.errors.get(url.rpartition("/")[2]):
            raise error


@pytest.fixture
def now():
    return timezone.now()


def test_a_dead_website_is_found_listed_and_cleared_when_it_answers_again(client, now):
    offer = OfferFactory(title="Chor", website=SITE, fresh_on=timezone.localdate())
    client.force_login(UserFactory())
    broken = Web(chor=DeadLinkError(DEAD))
    assert websites.check_due(now=now, visitor=broken) == 1
    worklist = client.get("/team/").content.decode()
    assert "Link prüfen: 1" in worklist
    assert f'href="/team/angebote/{offer.pk}/"' in worklist
    assert DEAD in client.get(f"/team/angebote/{offer.pk}/").content.decode()
    assert websites.check_due(now=now + timedelta(hours=23), visitor=broken) == 0
    assert websites.check_due(now=now + timedelta(days=1), visitor=broken) == 1
    assert Offer.objects.get().website_dead_since == now
    assert websites.check_due(now=now + timedelta(days=2), visitor=Web()) == 1
    saved = Offer.objects.get()
    assert (saved.website_problem, saved.website_dead_since) == ("", None)
    assert "Link prüfen" not in client.get("/team/").content.decode()


def test_a_dead_link_is_due_on_the_day_it_was_found(client, now):
    OfferFactory(website=SITE, email="mira@example.org")
    websites.check_due(now=now, visitor=Web(chor=DeadLinkError(DEAD)))
    client.force_login(UserFactory())
    overdue, due_today, _week, later = (tasks for _title, tasks in client.get("/team/").context["groups"])
    assert (len(overdue), [task.kind for task in due_today], len(later)) == (0, ["Link prüfen"], 0)


def test_a_website_is_visited_once_a_week_for_all_its_offers(now):
    OfferFactory.create_batch(3, website=SITE)
    web = Web()
    for days in (0, 1, 6, 7):
        websites.check_due(now=now + timedelta(days=days), visitor=web)
    assert web.asked == [SITE, SITE]
    assert set(Offer.objects.values_list("website_checked_at", flat=True)) == {now + timedelta(days=7)}


def test_only_current_offers_are_visited(now):
    OfferFactory(website="")
    OfferFactory(website=SITE, status=Status.PAUSED)
    OfferFactory(website=SITE, ended=True)
    OfferFactory(website=SITE, submitted=True)
    OfferFactory(website=SITE, valid_until=timezone.localdate(now) - timedelta(days=1))
    web = Web()
    assert websites.check_due(now=now, visitor=web) == 0
    assert web.asked == []


def test_few_websites_at_once_and_two_a_minute_of_one_host(now):
    for number in range(4):
        OfferFactory(website=f"https://stadt.example.org/{number}")
    for number in range(9):
        OfferFactory(website=f"https://verein{number}.example.org/")
    web = Web()
    websites.check_due(now=now, visitor=web)
    assert len(web.asked) == 5
    assert sum("stadt" in url for url in web.asked) == 2
    for minutes in range(1, 4):
        websites.check_due(now=now + timedelta(minutes=minutes), visitor=web)
    assert len(set(web.asked)) == len(web.asked) == 13


def test_nothing_is_said_about_a_website_when_we_are_offline(now):
    OfferFactory(website=SITE)
    websites.check_due(now=now, visitor=Web(chor=OfflineError()))
    saved = Offer.objects.get()
    assert (saved.website_problem, saved.website_dead_since, saved.website_checked_at) == ("", None, now)


def test_a_website_that_kills_the_check_does_not_keep_the_others_waiting(now):
    OfferFactory(website=SITE)
    OfferFactory(website="https://verein.example.org/tanz")
    web = Web(chor=RuntimeError("unforeseen"))
    with pytest.raises(RuntimeError):
        websites.check_due(now=now, visitor=web)
    websites.check_due(now=now + timedelta(minutes=1), visitor=web)
    assert web.asked == [SITE, "https://verein.example.org/tanz"]


def test_a_new_address_forgets_what_was_found_at_the_old_one(now):
    OfferFactory(website=SITE)
    websites.check_due(now=now, visitor=Web(chor=DeadLinkError(DEAD)))
    offer = Offer.objects.get()
    records.save(offer)
    assert Offer.objects.get().website_problem == DEAD
    offer.website = "https://verein.example.org/neu"
    records.save(offer)
    saved = Offer.objects.get()
    assert (saved.website_problem, saved.website_dead_since, saved.website_checked_at) == ("", None, None)


def test_the_job_visits_the_public_web_only():
    OfferFactory(website="http://127.0.0.1/chor")
    check_websites(0)
    assert Offer.objects.get().website_problem == "Die Adresse liegt nicht im öffentlichen Internet."
