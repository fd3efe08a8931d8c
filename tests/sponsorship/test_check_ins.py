"""Both sides are asked on the right days, once, in their language; red and yellow reach the office at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal import worklist
from sponsorship import links
from sponsorship.models import CheckIn
from sponsorship.models.choices import Side, SponsorshipStatus
from sponsorship.workflow import check_ins
from tests.factories import NOW, TODAY, UserFactory
from tests.sponsorship.lives import bare_pair, household, pair, sponsor

pytestmark = pytest.mark.django_db
BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
Status = SponsorshipStatus


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def sent_on(start, days):
    """Runs every half hour as the worker does; when by the hall's clock how many mails left."""
    moment, sent = at(start), []
    for _number in range(days * 48):
        if count := check_ins.send_due(now=moment.astimezone(UTC)):
            sent.append(f"{moment:%m-%d %H:%M} {count}")
        moment = (moment.astimezone(UTC) + timedelta(minutes=30)).astimezone(BERLIN)
    return sent


@pytest.mark.parametrize(
    ("met", "start", "expected"),
    [
        ("2026-03-28T15:00", "2026-03-27T00:00", ["03-29 09:00 2", "04-05 09:00 2"]),
        ("2026-03-21T15:00", "2026-03-20T00:00", ["03-22 09:00 2", "03-29 09:00 2"]),
        ("2026-10-24T15:00", "2026-10-23T00:00", ["10-25 09:00 2", "11-01 09:00 2"]),
        ("2026-10-17T15:00", "2026-10-16T00:00", ["10-18 09:00 2", "10-25 09:00 2"]),
        ("2026-06-10T20:00", "2026-06-09T00:00", ["06-11 09:00 2", "06-18 09:00 2"]),
    ],
)
def test_the_day_after_the_first_meeting_both_are_asked_and_once_more_a_week_later(met, start, expected):
    pair(Status.MEETING, meets_at=at(met))
    assert sent_on(start, 20) == expected
    assert CheckIn.objects.count() == 2


def test_after_the_trial_and_every_six_months_while_it_is_active():
    pair(Status.ACTIVE, trial_until=date(2026, 8, 31), agreed_on=date(2026, 8, 31))
    days = [check_ins.send_due(now=at(f"{day}T12:00")) for day in ("2026-08-30", "2026-08-31", "2027-02-27")]
    assert days == [0, 2, 2]
    assert [check_ins.send_due(now=at(f"{day}T12:00")) for day in ("2027-02-28", "2027-03-01", "2027-08-31")] == [
        2,
        0,
        4,
    ]
    due = CheckIn.objects.filter(side=Side.SPONSOR).order_by("due_on").values_list("occasion", "due_on")
    assert list(due) == [
        ("trial", date(2026, 8, 31)),
        ("regular", date(2027, 2, 28)),
        ("regular", date(2027, 8, 31)),
    ]


@pytest.mark.parametrize("status", [Status.PAUSED, Status.ENDED, Status.BROKEN_OFF])
def test_nobody_is_asked_the_half_years_question_in_a_pause_or_after_the_end(status):
    pair(status, trial_until=None, agreed_on=date(2026, 1, 31))
    assert check_ins.send_due(now=at("2026-12-01T12:00")) == 0


def test_a_question_that_waits_when_it_ends_is_not_asked():
    sponsorship = pair(Status.MEETING, meets_at=NOW)
    check_ins.make_due(TODAY)
    sponsorship.decline(Side.SPONSOR, now=NOW)
    assert check_ins.send_due(now=NOW + timedelta(days=3)) == 0


def test_nobody_is_asked_at_night():
    pair(Status.MEETING, meets_at=at("2026-06-10T15:00"))
    assert [check_ins.send_due(now=at(f"2026-06-11T{hour}")) for hour in ("08:59", "20:00")] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_writes():
    bare_pair(Status.MEETING, meets_at=NOW - timedelta(days=2))

    def ask(_number):
        try:
            return check_ins.send_due(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(ask, range(6))) == OutgoingMail.objects.count() == 2


def asked(side=Side.HOUSEHOLD, **more):
    sponsorship = pair(Status.TRIAL, **more)
    return CheckIn.objects.create(sponsorship=sponsorship, side=side, occasion="trial", due_on=TODAY, asked_at=NOW)


def test_each_side_is_asked_in_its_language():
    pair(Status.MEETING, meets_at=NOW - timedelta(days=1), household=household(mail_language="uk"))
    check_ins.send_due(now=NOW)
    assert sorted(OutgoingMail.objects.values_list("language", flat=True)) == ["de", "uk"]
    assert "/uk/paten/rueckmeldung/" in OutgoingMail.objects.get(language="uk").text


def test_the_link_asks_and_the_first_answer_stays(client):
    check_in = asked()
    url = f"/paten/rueckmeldung/{links.CHECK_IN.token(check_in.pk)}/"
    page = client.get(url).content.decode()
    assert page.count('type="radio"') == 3
    assert [word in page for word in ("gut", "nicht ganz", "gar nicht gut")] == [True] * 3
    assert client.post(url, {"text": "ohne Ampel"}).status_code == 200
    assert client.post(url, {"light": "red", "text": "Es ist schwierig"}).status_code == 302
    assert client.post(url, {"light": "green"}).status_code == client.get(url).status_code == 410
    check_in.refresh_from_db()
    assert (check_in.light, check_in.text) == ("red", "Es ist schwierig")


@pytest.mark.parametrize(("light", "rows"), [("red", 1), ("yellow", 1), ("green", 0)])
def test_red_and_yellow_are_todays_work_until_somebody_has_seen_to_it(client, light, rows):
    check_in, user = asked(), UserFactory()
    check_ins.answer(check_in, light, "", now=NOW)
    client.force_login(user)
    found = [task for task in worklist.tasks(TODAY, UserFactory()) if task.kind == "Rückmeldung: Rot oder Gelb"]
    assert [task.due for task in found] == [TODAY] * rows

    client.post(f"/team/paten/rueckmeldung/{check_in.pk}/gesehen/", {"outcome": "Angerufen"})
    check_in.refresh_from_db()
    assert (check_in.outcome, check_in.seen_by) == ("Angerufen", user)
    assert not [task for task in worklist.tasks(TODAY, UserFactory()) if task.kind.startswith("Rückmeldung: Rot")]


def test_a_red_light_that_a_colleague_has_seen_to_keeps_what_was_typed(client):
    check_in = asked()
    check_ins.answer(check_in, "red", "", now=NOW)
    client.force_login(UserFactory())
    url = f"/team/paten/rueckmeldung/{check_in.pk}/gesehen/"
    assert "Bitte prüfen Sie eine Angabe" in client.post(url, {"outcome": ""}).content.decode()
    client.post(url, {"outcome": "Angerufen"})
    page = client.post(url, {"outcome": "Hingefahren"}).content.decode()
    assert [word in page for word in ("Darum hat sich schon jemand gekümmert", "Hingefahren")] == [True] * 2
    check_in.refresh_from_db()
    assert check_in.outcome == "Angerufen"


def test_an_answer_by_phone_without_a_light_keeps_its_words(client):
    check_in = asked()
    client.force_login(UserFactory())
    page = client.post(f"/team/paten/rueckmeldung/{check_in.pk}/telefon/", {"text": "läuft gut"}).content.decode()
    assert "läuft gut</textarea>" in page
    assert "<details open>" in page


def test_what_nobody_has_answered_yet_cannot_be_settled(client):
    check_in = asked()
    client.force_login(UserFactory())
    client.post(f"/team/paten/rueckmeldung/{check_in.pk}/gesehen/", {"outcome": "Angerufen"})
    check_in.refresh_from_db()
    assert check_in.seen_at is None


def test_whoever_has_no_address_is_phoned_and_the_answer_written_down(client):
    sponsorship = pair(Status.MEETING, meets_at=NOW - timedelta(days=1), sponsor=sponsor(email=""))
    assert check_ins.send_due(now=NOW) == 1
    assert [task.kind for task in worklist.tasks(TODAY, UserFactory()) if "anrufen" in task.kind] == [
        "Rückmeldung: anrufen"
    ]

    client.force_login(UserFactory())
    check_in = CheckIn.objects.get(side=Side.SPONSOR)
    client.post(f"/team/paten/rueckmeldung/{check_in.pk}/telefon/", {"light": "green", "text": "läuft"})
    assert not [task for task in worklist.tasks(TODAY, UserFactory()) if "anrufen" in task.kind]
    assert "läuft" in client.get(f"/team/paten/patenschaft/{sponsorship.pk}/").content.decode()
