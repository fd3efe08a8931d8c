"""Notes that are missing, the colleagues' week, the worklist, the figures for funding."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from openpyxl import load_workbook

from arnsberg_hilfe.core.models import OutgoingMail
from arnsberg_hilfe.portal import worklist
from sponsorship.figures import figures
from sponsorship.models import CheckIn, ContactNote
from sponsorship.models.choices import EndReason, Side, SponsorshipStatus
from sponsorship.workflow import accompanying
from tests.factories import NOW, TODAY, UserFactory
from tests.sponsorship.lives import HOUSEHOLD_CANARIES, SPONSOR_CANARIES, bare_pair, household, pair, sponsor

pytestmark = pytest.mark.django_db
Status = SponsorshipStatus
BEGUN = timedelta(weeks=4)


def quiet(days, status=Status.ACTIVE, **more):
    """The trial began so many days ago and nobody has written a note."""
    return pair(status, trial_until=TODAY - timedelta(days=days) + BEGUN, **more)


def test_a_note_of_the_office_sent_twice_is_one_note(client):
    sponsorship, user = pair(Status.ACTIVE), UserFactory()
    client.force_login(user)
    page = f"/team/paten/patenschaft/{sponsorship.pk}/"
    key = client.get(page).context["note_form"]["key"].value()
    typed = {"note-on": TODAY.isoformat(), "note-kind": "office", "note-text": "Läuft", "note-key": key}
    assert [client.post(page + "notiz/", typed).status_code for _time in range(2)] == [302, 302]
    note = ContactNote.objects.get()
    assert (note.text, note.by) == ("Läuft", user)
    assert "Läuft</textarea>" in client.post(page + "notiz/", typed | {"note-minutes": 99999}).content.decode()


@pytest.mark.parametrize(
    ("days", "status", "asked"),
    [
        (29, Status.ACTIVE, 0),
        (30, Status.ACTIVE, 1),
        (30, Status.TRIAL, 1),
        (90, Status.PAUSED, 0),
        (90, Status.ENDED, 0),
    ],
)
def test_a_sponsor_is_asked_for_a_note_after_thirty_quiet_days(days, status, asked):
    quiet(days, status)
    assert accompanying.ask_for_notes(now=NOW) == asked
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [SPONSOR_CANARIES["email"]] * asked


@pytest.mark.parametrize("begin", ["2026-03-10", "2026-10-10"])
def test_once_in_each_month_of_silence_and_not_after_a_note(begin):
    start = datetime.fromisoformat(begin).replace(tzinfo=UTC)
    sponsorship = pair(Status.ACTIVE, trial_until=start.date() + BEGUN)
    hours = range(24 * 70)
    days = [hour // 24 for hour in hours if accompanying.ask_for_notes(now=start + timedelta(hours=hour))]
    assert days == [30, 60]
    ContactNote.objects.create(sponsorship=sponsorship, on=start.date() + timedelta(days=65))
    assert not any(accompanying.ask_for_notes(now=start + timedelta(days=day, hours=12)) for day in (90, 94))
    assert accompanying.ask_for_notes(now=start + timedelta(days=95, hours=12)) == 1


@pytest.mark.parametrize(("days", "rows"), [(44, 0), (45, 1)])
def test_after_forty_five_quiet_days_the_office_calls(days, rows):
    quiet(days)
    assert [task.kind for task in worklist.tasks(TODAY, UserFactory())] == ["Lange keine Kontaktnotiz"] * rows


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_writes_each_letter():
    user = UserFactory()
    one = bare_pair(Status.ACTIVE, trial_until=TODAY - timedelta(days=10))
    type(one.sponsor).objects.update(responsible=user)

    def work(_number):
        try:
            return accompanying.ask_for_notes(now=NOW) + accompanying.send_digests(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(work, range(6))) == OutgoingMail.objects.count() == 2


def test_each_responsible_colleague_gets_one_letter_a_week_without_any_name():
    user = UserFactory(email="mira@example.org")
    UserFactory(email="andere@example.org")
    one = pair(Status.MEETING, sponsor=sponsor(responsible=user))
    pair(Status.MEETING, sponsor=sponsor(), household=household())
    CheckIn.objects.create(sponsorship=one, side=Side.SPONSOR, occasion="first", due_on=TODAY, light="red")
    monday = datetime(2026, 3, 23, tzinfo=UTC)
    sent = [hour for hour in range(24 * 14) if accompanying.send_digests(now=monday + timedelta(hours=hour))]

    assert sent == [8, 24 * 7 + 7]  # nine o'clock in winter, and in summer
    mail = OutgoingMail.objects.first()
    assert mail.to == "mira@example.org"
    assert "Rückmeldungen auf Rot oder Gelb: 1" in mail.text
    assert "Kennenlernen ohne Termin: 1" in mail.text
    for words in (*SPONSOR_CANARIES.values(), *HOUSEHOLD_CANARIES.values(), one.household.code):
        assert words not in mail.text + mail.html


@pytest.mark.parametrize(
    ("status", "more", "kind"),
    [
        (Status.PROPOSED, {}, "Vorschlag: Pate fragen"),
        (Status.SPONSOR_ASKED, {"answer_by": TODAY - timedelta(days=1)}, "Vorschlag ohne Antwort"),
        (Status.SPONSOR_ASKED, {}, None),
        (Status.MEETING, {}, "Kennenlernen ohne Termin"),
        (Status.MEETING, {"meets_at": NOW - timedelta(days=1)}, "Kennenlernen: wie war es?"),
        (Status.MEETING, {"meets_at": NOW + timedelta(days=1)}, None),
        (Status.TRIAL, {"trial_until": TODAY}, "Schnupperphase vorbei"),
        (Status.TRIAL, {"trial_until": TODAY + timedelta(days=1)}, None),
        (Status.PAUSED, {"pause_until": TODAY}, "Pause vorbei"),
        (Status.ACTIVE, {}, None),
    ],
)
def test_the_worklist_says_what_waits_by_the_households_code(status, more, kind):
    sponsorship = pair(status, **more)
    found = [(task.kind, task.title) for task in worklist.tasks(TODAY, UserFactory())]
    assert found == ([(kind, sponsorship.household.code)] if kind else [])


def test_the_figures_count_what_lived_in_the_period_without_names(client):
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    alive = pair(Status.ACTIVE, trial_until=date(2025, 12, 1))
    pair(Status.ENDED, trial_until=date(2026, 5, 4), end_reason=EndReason.MOVED)
    pair(Status.ENDED, trial_until=date(2025, 5, 4), closed_at=datetime(2025, 12, 31, 22, tzinfo=UTC))
    pair(Status.DECLINED)
    for minutes, kind, on in ((90, "meeting", first), (45, "phone", last), (60, "office", last), (60, "phone", TODAY)):
        ContactNote.objects.create(sponsorship=alive, minutes=minutes, kind=kind, on=on)

    found = figures(first, last)
    assert [number for _label, number in found.sponsorships] == [2, 1, 1, 2, 2]
    assert [number for _label, number in found.contacts] == [3, 3.2]
    assert found.topics == [("Deutsch üben", 2), ("Schule und Hausaufgaben", 2)]
    assert found.endings == [("weggezogen", 1)]

    client.force_login(UserFactory())
    page = client.get("/team/paten/zahlen/?von=2026-01-01&bis=2026-12-31").content.decode()
    book = load_workbook(BytesIO(client.get("/team/paten/zahlen.xlsx?von=2026-01-01&bis=2026-12-31").content))
    assert [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)] == [2, 1, 1, 2, 2]
    assert SPONSOR_CANARIES["name"] not in page
