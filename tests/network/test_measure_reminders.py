"""Those responsible are asked once on the right days, and answer by the link without a login."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone

from arnsberg_hilfe.core.models import OutgoingMail
from network import links
from network.models import Measure, Progress
from network.workflow import reminding_measures
from tests.factories import MeasureFactory, MeetingFactory
from tests.interruptions import everything, killed_anywhere

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def agreed(day, **more):
    given = {"due": date.fromisoformat(day), "email": "rita@example.org", "created_at": at("2026-01-05T12:00")}
    return MeasureFactory(**(given | more))


def sent_on(start, days):
    """Runs every half hour as the worker does; when by the hall's clock the mails left."""
    moment, sent = at(start), []
    for _number in range(days * 48):
        sent += [f"{moment:%m-%d %H:%M}"] * reminding_measures.ask_due(now=moment)
        moment = (moment.astimezone(UTC) + timedelta(minutes=30)).astimezone(BERLIN)
    return sent


@pytest.mark.parametrize(
    ("due", "start", "days"),
    [
        ("2026-03-29", "2026-03-20T00:00", ["03-22", "03-29", "04-12"]),
        ("2026-03-30", "2026-03-20T00:00", ["03-23", "03-30", "04-13"]),
        ("2026-04-05", "2026-03-26T00:00", ["03-29", "04-05", "04-19"]),
        ("2026-03-15", "2026-03-06T00:00", ["03-08", "03-15", "03-29"]),
        ("2026-10-25", "2026-10-16T00:00", ["10-18", "10-25", "11-08"]),
        ("2026-11-01", "2026-10-22T00:00", ["10-25", "11-01", "11-15"]),
        ("2026-10-11", "2026-10-02T00:00", ["10-04", "10-11", "10-25"]),
        ("2026-06-17", "2026-06-08T00:00", ["06-10", "06-17", "07-01"]),
    ],
)
def test_a_week_before_on_the_day_and_every_fortnight_after_each_once(due, start, days):
    agreed(due)

    assert sent_on(start, 25) == [f"{day} 09:00" for day in days]
    assert Measure.objects.get().asked_times == 3
    assert OutgoingMail.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, 1),
        ({"status": "running"}, 1),
        ({"status": "done", "closed_at": at("2026-06-01T12:00")}, 0),
        ({"status": "dropped", "closed_at": at("2026-06-01T12:00")}, 0),
        ({"email": ""}, 0),
        ({"due": None}, 0),
        ({"created_at": at("2026-06-09T23:30")}, 1),
        ({"created_at": at("2026-06-10T00:30")}, 0),
    ],
)
def test_only_who_has_an_address_and_something_to_do_is_asked_and_nobody_who_has_just_agreed(changes, asked):
    agreed("2026-06-17", **changes)

    assert reminding_measures.ask_due(now=at("2026-06-10T12:00")) == asked


@pytest.mark.parametrize(("moment", "asked"), [("2026-06-14T12:00", 1), ("2026-06-15T12:00", 0)])
def test_a_warning_that_was_missed_is_made_up_for_until_three_days_before(moment, asked):
    agreed("2026-06-17")

    assert reminding_measures.ask_due(now=at(moment)) == asked


def test_a_day_that_was_missed_is_made_up_for_and_a_new_day_begins_anew():
    measure = agreed("2026-06-17")
    assert [reminding_measures.ask_due(now=at(f"2026-{day}T12:00")) for day in ("06-20", "07-03", "07-04")] == [1, 0, 1]

    measure.due = date(2026, 8, 1)
    measure.save(update_fields=["due"])

    assert [reminding_measures.ask_due(now=at(f"2026-{day}T12:00")) for day in ("07-24", "07-25", "07-26")] == [0, 1, 0]


def test_nobody_is_asked_at_night():
    agreed("2026-06-17")

    assert reminding_measures.ask_due(now=at("2026-06-17T08:59")) == 0
    assert reminding_measures.ask_due(now=at("2026-06-17T20:00")) == 0


def test_the_letter_is_in_its_readers_language_and_has_one_button():
    measure = agreed("2026-06-17", mail_language="uk", what_uk="Знайти ліжка", meeting=MeetingFactory(over=True))
    reminding_measures.ask_due(now=at("2026-06-17T12:00"))

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language, mail.purpose) == ("rita@example.org", "uk", "measure-asked")
    assert "Знайти ліжка" in mail.text
    assert "/uk/treffen/massnahme/" in mail.text
    assert mail.about.endswith(str(measure.pk))


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_writes():
    agreed("2026-06-17", theme=None)

    def run(_number):
        try:
            return reminding_measures.ask_due(now=at("2026-06-17T12:00"))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(run, range(6))) == 1
    assert (OutgoingMail.objects.count(), Measure.objects.get().asked_times) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_mail_and_mark_are_both_there_or_none():
    agreed("2026-06-17", theme=None)

    killed_anywhere(lambda: reminding_measures.ask_due(now=at("2026-06-17T12:00")))

    assert (OutgoingMail.objects.count(), Measure.objects.get().asked_times) == (1, 1)


# The link


def page_of(measure):
    return f"/treffen/massnahme/{links.MEASURE.token(measure.pk)}/"


def test_looking_changes_nothing(client):
    url = page_of(agreed("2026-06-17"))
    before = everything()

    for _number in range(10):
        page = client.get(url)
        assert (page.status_code, client.head(url).status_code) == (200, 200)

    assert everything() == before
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="referrer" content="strict-origin">' in page.content.decode()


@pytest.mark.parametrize("answer", ["running", "done", "dropped"])
def test_each_answer_has_its_effect_once(client, answer):
    url, data = page_of(agreed("2026-06-17")), {"answer": answer, "note": "Wir haben zwölf Betten."}

    assert client.post(url, data).headers["Location"] == "/treffen/massnahmen/"
    again = client.post(url, data).status_code

    assert again == (302 if answer == "running" else 410)
    measure, said = Measure.objects.get(), Progress.objects.get()
    assert (measure.status, measure.outcome) == (answer, "")
    assert (said.status, said.note, said.by, said.meeting) == (answer, "Wir haben zwölf Betten.", None, None)


@pytest.mark.parametrize("answer", ["", "open", "quatsch"])
def test_no_other_answer_is_taken_and_what_was_typed_stays(client, answer):
    page = client.post(page_of(agreed("2026-06-17")), {"answer": answer, "note": "Zwölf Betten"})

    assert page.status_code == 200
    assert "Zwölf Betten" in page.content.decode()
    assert not Progress.objects.exists()


@pytest.mark.parametrize("wrong", ["quatsch", "1:1tEst:" + "x" * 43, "deleted", "other purpose", "expired", "finished"])
def test_a_link_that_is_over_leads_on(client, monkeypatch, wrong):
    measure = agreed("2026-06-17")
    url = page_of(measure)
    if wrong == "deleted":
        measure.delete()
    elif wrong == "finished":
        measure.finish(now=timezone.now())
    elif wrong == "expired":
        later = timezone.now().timestamp() + 121 * 24 * 3600
        monkeypatch.setattr(signing.time, "time", lambda: later)
    else:
        url = f"/treffen/massnahme/{links.MANAGE.token(measure.pk) if wrong == 'other purpose' else wrong}/"

    answers = [client.get(url), client.post(url, {"answer": "done"})]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert 'href="/treffen/massnahmen/"' in answers[0].content.decode()
    assert not Progress.objects.exists()


@pytest.mark.parametrize("prefix", ["/uk", "/en"])
def test_the_page_is_there_in_other_languages(client, prefix):
    measure = agreed("2026-06-17", what_uk="Знайти ліжка")

    page = client.get(prefix + page_of(measure)).content.decode()

    assert ("Знайти ліжка" in page) == (prefix == "/uk")
