"""Editions of the Gesamtdarstellung: kept until something in them changes, each set once, safe to stop anywhere."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app

from arnsberg_hilfe.core.models import District, Language
from arnsberg_hilfe.core.status import WrongStatusError
from offers.models import ContactPoint, Edition, Offer, ThemeArea
from offers.overview import Extract
from offers.workflow import editions
from tests.factories import NOW, TODAY, ContactPointFactory, OfferFactory, UserFactory
from tests.interruptions import failing_anywhere, killed_anywhere

pytestmark = pytest.mark.django_db

EVERYTHING = Extract()


def latest(extract=EVERYTHING, language="de", now=NOW):
    return editions.latest(extract, language, now=now)


@pytest.fixture
def large(monkeypatch):
    """As if every overview were too large to be set while a visitor waits."""
    monkeypatch.setattr(editions, "SMALL", -1)


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'offers.set_edition' AND status = 'todo'")
        return [json.loads(arguments) for (arguments,) in cursor.fetchall()]


def work():
    """What the job of every waiting edition does."""
    for edition in Edition.objects.unfinished():
        editions.set_edition(edition.language, edition.extract)


def test_an_edition_is_kept_while_nothing_changes():
    OfferFactory()
    first = latest()
    assert latest(now=NOW + timedelta(days=1)) == first
    assert (first.status, first.offers, bytes(first.file[:5])) == (Edition.Status.READY, 1, b"%PDF-")
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("title_de", "Neu"), ("title_uk", "Нове"), ("summary_de", "Neu"), ("provider", "Neu"), ("venue", "Neu")),
        *(("schedule", "montags"), ("target_group", "Neu"), ("languages_note", "Neu"), ("cost", "1 €")),
        *(("is_free", True), ("accessibility", "Neu"), ("childcare", True), ("places", 9), ("kind", "spende")),
        *(("website", "https://example.org"), ("status", "full"), ("status", "paused")),
        *(("valid_until", TODAY + timedelta(days=3)), ("fresh_on", TODAY - timedelta(days=104))),
        *(("phone_public", True), ("email_public", True)),
    ],
)
def test_a_change_of_anything_it_says_gives_a_new_edition(field, value):
    OfferFactory(email="chor@example.org", phone="02932 123456")
    language = "uk" if field == "title_uk" else "de"
    first = latest(language=language)
    Offer.objects.update(**{field: value})
    assert latest(language=language) != first


def add_language():
    Offer.objects.get().languages.add(Language.objects.get(code="uk"))


CHANGES_AROUND = [
    add_language,
    lambda: ContactPoint.objects.update(phone="02932 999"),
    lambda: District.objects.filter(slug="neheim").update(name="Neheim-Mitte"),
    lambda: ThemeArea.objects.filter(slug="kultur").update(name_de="Kunst", name="Kunst"),
    OfferFactory,
]


@pytest.mark.parametrize("change", CHANGES_AROUND)
def test_a_change_around_an_offer_gives_a_new_edition(change):
    OfferFactory(contact_point=ContactPointFactory(), district=District.objects.get(slug="neheim"))
    first = latest()
    change()
    assert latest() != first


@pytest.mark.parametrize("field", ["internal_note", "confirmed_by", "email", "phone"])
def test_what_it_does_not_say_leaves_it_as_it_is(field):
    OfferFactory(email="chor@example.org")
    first = latest()
    Offer.objects.update(**{field: "x@example.org"})
    assert latest() == first


def test_an_offer_that_ends_overnight_is_in_no_edition_of_the_next_day():
    OfferFactory(valid_until=TODAY)
    assert (latest().offers, latest(now=NOW + timedelta(days=1)).offers) == (1, 0)


def test_each_language_and_extract_has_its_own():
    OfferFactory()
    housing = Extract(theme=ThemeArea.objects.get(slug="wohnen"))
    found = [latest(), latest(language="uk"), latest(housing)]
    assert [(each.language, each.extract, each.offers) for each in found] == [
        ("de", "", 1),
        ("uk", "", 1),
        ("de", "thema=wohnen", 0),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_visitors_at_once_set_it_once(monkeypatch):
    theme = ThemeArea.objects.get_or_create(number=2, defaults={"slug": "kultur", "name_de": "Kultur", "icon": "x"})[0]
    OfferFactory(theme=theme)
    printed, barrier = [], Barrier(2)
    original = editions.printed

    def counted(*args, **more):
        printed.append(1)
        return original(*args, **more)

    monkeypatch.setattr(editions, "printed", counted)

    def visit(_number):
        barrier.wait()
        try:
            return latest().pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(visit, range(2)))
    assert (len(set(found)), len(printed)) == (1, 1)


def test_a_large_one_is_queued_once_and_its_visitor_told(client, large):
    OfferFactory()
    for _visit in range(2):
        answer = client.get("/angebote/gesamt.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (202, "text/html; charset=utf-8")
    assert jobs()[-1:] == [{"language": "de", "extract": ""}]
    assert Edition.objects.count() == 1
    work()
    assert client.get("/angebote/gesamt.pdf")["Content-Type"] == "application/pdf"


def test_visitors_get_the_last_one_while_a_large_one_is_set(large):
    OfferFactory()
    latest()
    work()
    first = latest()
    OfferFactory()
    assert latest() == first
    work()
    assert latest().offers == 2


def test_a_job_that_finds_nothing_new_leaves_nothing_behind(large):
    latest()
    work()
    editions.ask_for(EVERYTHING, "de", now=NOW)
    work()
    assert [each.status for each in Edition.objects.all()] == [Edition.Status.READY]


def test_a_failure_is_shown_to_staff_and_tried_again(client, large, monkeypatch):
    monkeypatch.setattr(editions, "printed", lambda *_args, **_more: 1 / 0)
    latest()
    work()
    [edition] = Edition.objects.all()
    client.force_login(UserFactory())
    assert "Neu setzen" in client.get("/team/angebote/gesamt/").content.decode()
    monkeypatch.undo()
    client.post(f"/team/angebote/gesamt/{edition.pk}/neu/")
    work()
    edition.refresh_from_db()
    assert edition.status == Edition.Status.READY
    with pytest.raises(WrongStatusError):
        editions.ask_again(edition, now=NOW)


def test_staff_prepare_every_extract_in_every_language(client):
    client.force_login(UserFactory())
    before = len(jobs())
    client.post("/team/angebote/gesamt/vorbereiten/")
    expected = 3 * (1 + ThemeArea.objects.count() + District.objects.count())
    assert (Edition.objects.unfinished().count(), len(jobs()) - before) == (expected, expected)
    assert 'hx-trigger="every 3s"' in client.get("/team/angebote/gesamt/").content.decode()


def test_the_page_of_editions_is_for_staff(client):
    assert client.get("/team/angebote/gesamt/").status_code == 302
    assert client.get("/team/angebote/gesamt/vorbereiten/").status_code == 302


def test_the_file_says_what_it_is_and_is_not_sent_twice(client):
    first = client.get("/uk/angebote/gesamt.pdf?thema=wohnen")
    day = timezone.localdate()
    assert first["Content-Disposition"] == f'inline; filename="gesamtuebersicht-arnsberg-wohnen-{day}-uk.pdf"'
    again = client.get("/uk/angebote/gesamt.pdf?thema=wohnen", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    OfferFactory(theme=ThemeArea.objects.get(slug="wohnen"))
    assert client.get("/uk/angebote/gesamt.pdf?thema=wohnen", headers={"if-none-match": first["ETag"]}).content


def test_only_the_last_two_of_each_are_kept():
    for number in range(4):
        for language in ("de", "uk"):
            Edition.objects.create(
                language=language,
                content=str(number),
                status=Edition.Status.READY,
                finished_at=NOW + timedelta(hours=number),
            )
    Edition.objects.create(language="de", content="")
    assert editions.forget_old() == 4
    assert sorted(Edition.objects.values_list("language", "content")) == [
        *(("de", text) for text in ("", "2", "3")),
        *(("uk", text) for text in ("2", "3")),
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("check", [killed_anywhere, failing_anywhere])
def test_an_edition_waits_with_its_job_or_not_at_all(check):
    before = len(jobs())  # a test that commits leaves its jobs
    check(lambda: editions.ask_for(EVERYTHING, "de", now=NOW))
    assert (Edition.objects.count(), len(jobs()) - before) == (1, 1)


def test_a_killed_job_begins_anew(large):
    OfferFactory()
    latest()
    [edition] = Edition.objects.all()
    edition.find_content("what was true then", 1)
    edition.begin(now=NOW)  # and here its worker died
    OfferFactory()
    work()
    assert [(each.status, each.offers) for each in Edition.objects.all()] == [(Edition.Status.READY, 2)]


def test_the_job_is_known_to_the_worker():
    assert "offers.set_edition" in app.tasks
