"""Rounds: started, watched, compared with the last one, and decided on pair by pair."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sponsorship.models import Access, Round, RoundPair, Sponsorship
from sponsorship.models.choices import SponsorStatus
from sponsorship.models.free_times import pack
from sponsorship.presenting.rounds import sentences
from sponsorship.workflow import rounds
from tests.factories import NOW, HouseholdFactory, SponsorFactory, UserFactory, moderator

ROUNDS = "/team/paten/runden/"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(admin=True))
    return client


def computed(*, ago=0):
    found = Round.objects.create(created_at=timezone.now() - timedelta(days=ago))
    rounds.work_out(found, now=timezone.now())
    return found


def url_of(found):
    return f"{ROUNDS}{found.pk}/"


def url_of_pair(pair):
    return f"{ROUNDS}{pair.round_id}/paare/{pair.pk}/"


def decide(client, pair, step="accept", **more):
    return client.post(url_of_pair(pair), {"step": step, **more}, follow=True)


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def changes(client, found):
    rows = client.get(url_of(found)).context["result"].rows
    return {str(row.pair.sponsor): row.change for row in rows}


@pytest.mark.django_db
def test_the_pages_are_the_offices_own(client):
    SponsorFactory(), HouseholdFactory()
    pair = computed().pairs.get()
    reads, posts = [ROUNDS, url_of(pair.round)], [f"{ROUNDS}neu/", url_of_pair(pair)]
    assert [client.get(url).status_code for url in reads] == [302, 302]
    for user in (UserFactory(is_staff=False), moderator()):
        client.force_login(user)
        assert [client.get(url).status_code for url in reads] == [404, 404]
        assert [client.post(url, {"step": "accept"}).status_code for url in posts] == [404, 404]
    assert not Sponsorship.objects.exists()
    client.force_login(UserFactory())
    assert [client.get(url).status_code for url in reads] == [200, 200]


@pytest.mark.django_db
def test_reading_leaves_a_trace_and_nothing_in_any_cache(office):
    for url in (ROUNDS, url_of(computed())):
        assert "no-store" in office.get(url)["Cache-Control"]
    assert [each.subject for each in Access.objects.order_by("pk")] == ["rounds", "round-pairs"]


@pytest.mark.django_db
def test_a_round_is_started_once_and_watched(office):
    response = office.post(f"{ROUNDS}neu/", follow=True)
    found = Round.objects.get()
    assert "wartet darauf, berechnet zu werden" in text_of(response)
    assert "schon berechnet" in text_of(office.post(f"{ROUNDS}neu/", follow=True))
    assert Round.objects.count() == 1
    found.run(now=timezone.now())
    Round.objects.update(done=42)
    assert "42 Prozent sind geschafft" in text_of(office.get(url_of(found)))
    part = office.get(url_of(found), headers={"HX-Request": "true"})
    assert "42 Prozent" in text_of(part)
    assert "<html" not in part.content.decode()
    found.finish(rounds_figures(), now=NOW)
    assert office.get(url_of(found), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "wartet darauf" in text_of(office.post(f"{ROUNDS}neu/", follow=True))


def rounds_figures(**more):
    counts = {"pairs": 2, "pairs_one_by_one": 1, "households": 3, "sponsors": 4}
    return {"optimum": 1234.56, "one_by_one": 70.0, **counts, **more}


@pytest.mark.django_db
def test_a_round_that_failed_says_so_and_what_to_do(office):
    found = Round.objects.create(created_at=NOW)
    found.fail(now=NOW)
    assert "Bitte berechnen Sie eine neue Runde" in text_of(office.get(url_of(found)))


def test_figures_are_told_beside_those_of_choosing_one_by_one():
    assert sentences(rounds_figures()) == [
        "Wartende Haushalte: 3. Personen mit freiem Platz: 4.",
        "Gefunden: 2 Paare mit zusammen 1.234,6 Punkten.",
        "Einzeln nacheinander ausgesucht, wer am längsten wartet zuerst, wären es: ein Paar mit 70,0 Punkten.",
    ]


@pytest.mark.django_db
def test_each_pair_says_what_has_changed_since_the_last_round(office):
    SponsorFactory(name="Alma Alt"), HouseholdFactory()
    gone, _household = SponsorFactory(name="Gerda Gegangen"), HouseholdFactory()
    first = computed(ago=7)
    assert changes(office, first) == {"Alma Alt": "", "Gerda Gegangen": ""}
    gone.pause(until=None)
    SponsorFactory(name="Nora Neu")
    Round.objects.create(status=Round.Status.FAILED, created_at=timezone.now())

    second = computed()

    assert changes(office, second) == {"Alma Alt": "wie zuvor", "Nora Neu": "neu"}
    dropped = office.get(url_of(second)).context["result"].dropped
    assert [str(pair.sponsor) for pair in dropped] == ["Gerda Gegangen"]


@pytest.mark.django_db
def test_what_was_accepted_is_not_missed(office):
    SponsorFactory(), HouseholdFactory()
    decide(office, computed(ago=7).pairs.get())
    assert office.get(url_of(computed())).context["result"].dropped == []


@pytest.mark.django_db
def test_a_pair_is_accepted_or_set_aside_and_then_decided(office):
    SponsorFactory.create_batch(2), HouseholdFactory.create_batch(2)
    one, other = computed().pairs.all()
    assert f"Vorgeschlagen: {one.sponsor} – {one.household}." in text_of(decide(office, one))
    assert f"Zurückgestellt: {other.sponsor} – {other.household}." in text_of(decide(office, other, "set_aside"))
    assert Sponsorship.objects.get().household == one.household
    for again in ("accept", "set_aside"):
        assert "Über dieses Paar ist schon entschieden." in text_of(decide(office, one, again))
    assert [row.is_open for row in office.get(url_of(one.round)).context["result"].rows] == [False, False]
    assert "noch zu entscheiden: 0" in text_of(office.get(ROUNDS))


@pytest.mark.django_db
def test_what_has_changed_since_is_said_and_the_pair_stays_open(office):
    SponsorFactory(), HouseholdFactory()
    pair = computed().pairs.get()
    pair.sponsor.pause(until=None)
    assert "nicht freigegeben" in text_of(decide(office, pair))
    assert RoundPair.objects.get().answer == RoundPair.Answer.OPEN


@pytest.mark.django_db
def test_other_steps_and_pairs_of_other_rounds_are_not_found(office):
    SponsorFactory(), HouseholdFactory()
    pair, other = computed(ago=1).pairs.get(), computed()
    assert office.post(url_of_pair(pair), {"step": "all"}).status_code == 404
    assert office.post(f"{url_of(other)}paare/{pair.pk}/", {"step": "accept"}).status_code == 404
    assert decide(office, pair, seite="x'").redirect_chain[0][0].endswith("?seite=1#paare")


@pytest.mark.django_db
def test_households_that_nobody_fits_are_named_with_what_is_most_in_the_way(office):
    never = HouseholdFactory(free_times=pack([(0, 0)]))
    HouseholdFactory()
    SponsorFactory.create_batch(2, free_times=pack([(1, 1)]))
    SponsorFactory(free_times=pack([(1, 1)]), certificate_seen_on=None, certificate_issued_on=None)
    found = computed()
    left = office.get(url_of(found)).context["result"].left
    assert [(each.household, each.words) for each in left] == [
        (never, "Gemeinsame freie Zeit: schließt 3 Personen aus")
    ]


@pytest.mark.django_db
def test_without_sponsors_that_is_what_is_in_the_way(office):
    HouseholdFactory()
    SponsorFactory(status=SponsorStatus.PAPERS)
    assert "Es gibt noch keine freigegebenen" in text_of(office.get(url_of(computed())))


@pytest.mark.django_db
def test_nothing_on_a_round_tells_who_a_household_is(office):
    secrets = {name: f"Kanarie{name}" for name in ("name", "address", "note", "phone", "reporter", "wishes")}
    HouseholdFactory(email="kanarie@example.org", **secrets)
    HouseholdFactory(unaccompanied=True, **secrets)
    SponsorFactory()
    found = computed()
    decide(office, found.pairs.get())
    for url in (ROUNDS, url_of(found)):
        assert "kanarie" not in text_of(office.get(url)).lower()


def statements(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.django_db
def test_one_and_thirty_pairs_take_as_many_statements(office):
    SponsorFactory(), HouseholdFactory(), HouseholdFactory(unaccompanied=True)
    computed(ago=3)
    few = [statements(office, url) for url in (ROUNDS, url_of(computed(ago=2)))]
    SponsorFactory.create_batch(29), HouseholdFactory.create_batch(29)
    HouseholdFactory.create_batch(29, unaccompanied=True)
    found = computed()
    assert [statements(office, url) for url in (ROUNDS, url_of(found))] == few
    assert len(office.get(url_of(found)).context["result"].rows) == 30
    assert len(office.get(url_of(found)).context["result"].left) == 30
    assert max(few) <= 20


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_is_told():
    unknown: dict[str, Any] = {"district": None, "speaks": {}}  # an earlier transactional test has emptied those tables
    sponsor, household = SponsorFactory(**unknown), HouseholdFactory(interpreting_arranged=True, **unknown)
    found = Round.objects.create(created_at=NOW)
    pair = RoundPair.objects.create(round=found, sponsor=sponsor, household=household, score=50)
    users = UserFactory.create_batch(4)

    def accept(user):
        client = Client()
        client.force_login(user)
        try:
            client.post(url_of_pair(pair), {"step": "accept"})
            return client.get(ROUNDS).content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(users)) as pool:
        answers = list(pool.map(accept, users))
    assert sum("Vorgeschlagen: " in answer for answer in answers) == 1
    assert sum("schon entschieden" in answer for answer in answers) == 3
    assert Sponsorship.objects.count() == 1
