"""Rows written at a theme table: by several people, more than once, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from network.forms.capture import Entry
from network.models import Meeting, MeetingStatus, Result
from network.reappearing import at_table
from network.workflow.capture import ClosedError, bring_back, strike, write
from tests.factories import (
    NOW,
    MeasureFactory,
    MeetingFactory,
    ResultFactory,
    ThemeTableFactory,
    UserFactory,
    moderator,
)

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def table():
    return ThemeTableFactory(meeting=MeetingFactory(over=True, slug="treffen"), number=5)


@pytest.fixture
def mira():
    return UserFactory()


def change(row, name="text", was=None, new=""):
    seen = getattr(row, name) if was is None else was
    return Entry(row.key, row.kind, {name: seen}, {name: new})


def fresh(text, kind="need", **more):
    new = {"text": text, **more}
    return Entry(uuid4(), kind, dict.fromkeys(new, ""), new)


def texts(table):
    return [row.text for row in Result.objects.of(table.meeting).filter(table=table)]


# One writer after the other


def test_a_new_row_sent_twice_is_one(table, mira):
    entry = fresh("Kinderbetten")
    first, second = (write(table, entry, by=mira, now=NOW) for _time in range(2))
    assert (first.result, first.beside) == (second.result, second.beside) == (Result.objects.get(), None)
    assert (first.result.kind, first.result.created_by) == ("need", mira)


def test_different_fields_of_one_row_do_not_disturb_each_other(table, mira):
    row = ResultFactory(table=table, kind="agreement", text="Betten holen")
    assert write(table, change(row, new="Betten abholen"), by=mira, now=NOW).beside is None
    assert write(table, change(row, "who", new="Tara Test"), by=UserFactory(), now=NOW).beside is None
    row.refresh_from_db()
    assert (row.text, row.who) == ("Betten abholen", "Tara Test")


def test_the_later_version_stands_right_below_the_earlier(table, mira):
    row = ResultFactory(table=table, kind="agreement", text="Betten", until=date(2026, 5, 1), created_at=NOW)
    ResultFactory(table=table, text="danach", created_at=NOW + timedelta(minutes=1))
    later = UserFactory(name="Tara Test")
    write(table, change(row, was="Betten", new="Kinderbetten"), by=mira, now=NOW)

    written = write(table, change(row, was="Betten", new="Etagenbetten"), by=later, now=NOW)

    assert texts(table) == ["Kinderbetten", "Etagenbetten", "danach"]
    assert (written.beside.changed_by, written.result.until, written.result.created_by) == (mira, row.until, later)


def test_a_later_version_sent_twice_is_one_more_row(table, mira):
    row = ResultFactory(table=table, text="Betten")
    late = change(row, was="Matratzen", new="Etagenbetten")
    rows = {write(table, late, by=mira, now=NOW).result for _time in range(3)}
    assert (len(rows), texts(table)) == (1, ["Betten", "Etagenbetten"])


def test_a_later_version_is_kept_though_its_row_has_gone_another_way_since(table, mira):
    row = ResultFactory(table=table, text="Betten")
    late = change(row, was="Matratzen", new="Etagenbetten")
    below = write(table, late, by=mira, now=NOW).result
    write(table, change(below, new="Feldbetten"), by=mira, now=NOW)
    write(table, late, by=mira, now=NOW)
    assert texts(table) == ["Betten", "Feldbetten", "Etagenbetten"]


def test_the_same_words_of_two_people_are_no_conflict(table, mira):
    row = ResultFactory(table=table, text="Betten")
    for writer in (mira, UserFactory()):
        assert write(table, change(row, was="Betten", new="Kinderbetten"), by=writer, now=NOW).beside is None
    assert texts(table) == ["Kinderbetten"]


def test_who_writes_on_in_a_row_that_was_struck_out_gets_a_row_of_their_own(table, mira):
    row = ResultFactory(table=table, text="Betten")
    strike(table, row.key, now=NOW)
    assert write(table, change(row, new="Kinderbetten"), by=mira, now=NOW).beside == row
    assert texts(table) == ["Kinderbetten"]
    bring_back(table, row.key, now=NOW)
    assert texts(table) == ["Betten", "Kinderbetten"]


def test_an_empty_row_is_not_stored(table, mira):
    row = ResultFactory(table=table, text="Betten")
    for entry in (fresh(""), change(row, new="")):
        with pytest.raises(ValidationError, match="leere Zeile"):
            write(table, entry, by=mira, now=NOW)
    assert texts(table) == ["Betten"]


def test_a_row_of_another_table_is_out_of_reach(table, mira):
    row = ResultFactory(table=ThemeTableFactory(meeting=table.meeting, number=6), text="Betten")
    with pytest.raises(ValidationError, match="anderen Tisch"):
        write(table, change(row, new="Kinderbetten"), by=mira, now=NOW)
    strike(table, row.key, now=NOW)
    row.refresh_from_db()
    assert (row.text, row.struck_at) == ("Betten", None)


WRITABLE = {MeetingStatus.HELD, MeetingStatus.RESULTS_DRAFT}


@pytest.mark.parametrize("status", MeetingStatus.values)
def test_rows_are_written_until_they_are_checked(status, table, mira):
    Meeting.objects.filter(pk=table.meeting_id).update(status=status, starts_at=NOW + timedelta(days=9), ends_at=None)
    table.meeting.refresh_from_db()
    row = ResultFactory(table=table, text="Betten")
    steps = (
        lambda: write(table, fresh("neu"), by=mira, now=NOW),
        lambda: strike(table, row.key, now=NOW),
        lambda: bring_back(table, row.key, now=NOW),
    )
    for step in steps:
        if status in WRITABLE:
            step()
        else:
            with pytest.raises(ClosedError):
                step()


# Many at once


def bare_table():
    """Without a theme area: such tests empty the database afterwards, the areas included."""
    return ThemeTableFactory(meeting=MeetingFactory(over=True), theme=None, title="Wohnen")


def at_once(steps):
    def alone(step):
        try:
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(alone, steps))


@pytest.mark.django_db(transaction=True)
def test_twenty_who_write_in_one_row_at_once_lose_no_text():
    table = bare_table()
    row, writers = ResultFactory(table=table, text="Betten"), UserFactory.create_batch(20)
    said = [f"Betten {number}" for number in range(20)]
    at_once(
        [
            lambda by=by, new=new: write(table, change(row, was="Betten", new=new), by=by, now=NOW)
            for by, new in zip(writers, said, strict=True)
        ]
    )
    assert sorted(texts(table)) == sorted(said)


@pytest.mark.django_db(transaction=True)
def test_whoever_waited_for_another_is_told_who_that_was(mira):
    table = bare_table()
    row, writers = ResultFactory(table=table, text="Betten", changed_by=mira), UserFactory.create_batch(8)
    written = at_once(
        [
            lambda by=by, at=at: write(table, change(row, was="Betten", new=f"Betten {at}"), by=by, now=NOW)
            for at, by in enumerate(writers)
        ]
    )
    others = [one.beside.changed_by for one in written if one.beside]
    assert (len(others), None in others) == (7, False)


@pytest.mark.django_db(transaction=True)
def test_one_new_row_sent_twenty_times_at_once_is_one(mira):
    table, entry = bare_table(), fresh("Kinderbetten")
    rows = at_once([lambda: write(table, entry, by=mira, now=NOW).result.pk] * 20)
    assert len(set(rows)) == Result.objects.count() == 1


# The page


def url(table, more=""):
    return f"/team/treffen/{table.meeting.slug}/tische/{table.number}/{more}"


def sent(row, **fields):
    """What a page sends of one row; `was` before it where the row is there already."""
    data = {"row": str(row.key), f"{row.key}-kind": row.kind}
    for name, new in fields.items():
        old = getattr(row, name)
        data |= {f"{row.key}-was_{name}": old, f"{row.key}-{name}": new}
    return data


def empty_row(client, table, kind):
    part = next(part for part in client.get(url(table)).context["parts"] if part.kind == kind)
    return Result(table=table, key=part.empty.key, kind=kind)


@pytest.fixture
def writer(client, table):
    user = moderator(table)
    client.force_login(user)
    return user


def test_moderators_see_their_own_tables_only(client, table, writer):
    other = ThemeTableFactory(meeting=table.meeting, number=2)
    assert client.get(url(table)).status_code == 200
    for path in (url(other), url(other, "stand/"), "/team/treffen/treffen/tische/moderation/", "/team/treffen/"):
        assert client.get(path).status_code == 404
    assert client.post(url(other), {}).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url(other)).status_code == 200
    client.logout()
    assert client.get(url(table)).status_code == 302


def test_a_moderators_way_leads_to_their_tables(client, table, writer):
    ThemeTableFactory(meeting=table.meeting, number=2)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(hours=1), ends_at=None)
    ResultFactory(table=table)
    ResultFactory(table=table, struck_at=NOW)
    page = client.get("/team/", follow=True)
    assert page.redirect_chain == [("/team/treffen/meine-tische/", 302)]
    assert [(one.number, one.rows) for one in page.context["tables"]] == [(5, 1)]
    assert "/team/angebote/" not in page.content.decode()


def test_a_moderator_can_hand_on_the_tablet(client, table, writer):
    assert 'action="/admin/logout/"' in client.get(url(table)).content.decode()
    client.post("/admin/logout/")
    assert client.get(url(table)).status_code == 302


def test_a_table_is_offered_for_as_long_as_its_results_are_waited_for(client, table, writer):
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=900), ends_at=None)
    assert "/tische/5/" in client.get("/team/treffen/meine-tische/").content.decode()
    Meeting.objects.update(status=MeetingStatus.RESULTS_PUBLISHED)
    assert "/tische/5/" not in client.get("/team/treffen/meine-tische/").content.decode()


def test_rows_of_every_kind_are_written_without_a_script(client, table, writer):
    data: dict[str, Any] = {"row": []}
    for kind in Result.Kind.values:
        row = empty_row(client, table, kind)
        data |= sent(row, text=f"Zeile {kind}\r\nund mehr", who="Tara Test") | {"row": [*data["row"], str(row.key)]}
    response = client.post(url(table), data)
    assert response.status_code == 302
    client.post(url(table), data)
    saved = Result.objects.of(table.meeting)
    assert {row.kind: (row.text, row.who) for row in saved} == {
        kind: (f"Zeile {kind}\nund mehr", "Tara Test" if kind in {"running", "agreement", "contact"} else "")
        for kind in Result.Kind.values
    }
    assert saved.count() == 7


def test_the_later_of_two_without_a_script_is_told_who_wrote_when(client, table, writer):
    row = ResultFactory(table=table, text="Betten")
    data = sent(row, text="Etagenbetten")
    write(table, change(row, new="Kinderbetten"), by=UserFactory(name="Tara Test"), now=NOW)
    page = client.post(url(table), data, follow=True).content.decode()
    assert "T. Test um 11:00 Uhr: »Kinderbetten«" in page
    assert texts(table) == ["Kinderbetten", "Etagenbetten"]


def test_what_is_too_long_is_told_beside_the_field_and_kept(client, table, writer):
    good, bad = (empty_row(client, table, kind) for kind in ("need", "idea"))
    data = sent(good, text="Betten") | sent(bad, text="x" * 1001) | {"row": [str(good.key), str(bad.key)]}
    page = client.post(url(table), data)
    assert "x" * 1001 in page.content.decode()
    assert "höchstens 1000 Zeichen" in page.content.decode()
    assert texts(table) == ["Betten"]
    answer = client.post(url(table), data, **JSON).json()["answers"][1]
    assert "höchstens 1000 Zeichen" in answer["errors"]["text"]


def test_a_script_is_told_where_its_row_is_now(client, table, writer):
    row = ResultFactory(table=table, text="Betten")
    write(table, change(row, new="Kinderbetten"), by=UserFactory(name="Tara Test"), now=NOW)
    reply = client.post(url(table), sent(row, text="Etagenbetten") | {f"{row.key}-was_text": "Betten"}, **JSON).json()
    below = Result.objects.get(text="Etagenbetten")
    (answer,) = reply["answers"]
    assert (answer["key"], answer["at"], answer["errors"]) == (str(row.key), str(below.key), {})
    assert "T. Test um 11:00 Uhr" in answer["told"]
    assert [(one["values"]["text"], one["by"]) for one in reply["rows"]] == [
        ("Kinderbetten", "T. Test"),
        ("Etagenbetten", ""),
    ]


def test_pages_hear_of_what_is_new_and_of_nothing_else(client, table, writer):
    row = ResultFactory(table=table, text="Betten", changed_by=writer)
    stamp = client.get(url(table)).context["stamp"]
    assert client.get(url(table, f"stand/?stand={stamp}")).status_code == 204
    write(table, change(row, new="Kinderbetten"), by=UserFactory(name="Tara Test"), now=row.changed_at)
    news = client.get(url(table, f"stand/?stand={stamp}")).json()
    assert news["rows"][0]["by"] == "T. Test"
    assert client.get(url(table, f"stand/?stand={news['stamp']}")).status_code == 204


@pytest.mark.parametrize(
    "data",
    [
        {"row": "nichts"},
        {"row": "0b8b2f0a-6c0a-4f8e-9f5e-1d2c3b4a5968"},
        {"strike": "nichts"},
        {
            "row": "0b8b2f0a-6c0a-4f8e-9f5e-1d2c3b4a5968",
            "0b8b2f0a-6c0a-4f8e-9f5e-1d2c3b4a5968-kind": "agreement",
            "0b8b2f0a-6c0a-4f8e-9f5e-1d2c3b4a5968-was_until": "gestern",
        },
    ],
)
def test_nonsense_is_answered_in_words(client, table, writer, data):
    assert client.post(url(table), data).status_code == 400
    response = client.post(url(table), data, **JSON)
    assert (response.status_code, "nicht verstanden" in response.json()["refused"]) == (400, True)


def test_striking_out_saves_what_else_was_typed_and_can_be_undone(client, table, writer):
    row, new = ResultFactory(table=table, text="Betten"), empty_row(client, table, "idea")
    client.post(url(table), sent(new, text="Tauschtag") | {"strike": str(row.key)})
    assert texts(table) == ["Tauschtag"]
    assert "Gestrichen:" in client.get(url(table)).content.decode()
    client.post(url(table), {"bring_back": str(row.key)})
    assert texts(table) == ["Betten", "Tauschtag"]


def test_when_results_are_checked_the_page_says_why_nothing_can_be_written(client, table, writer):
    ResultFactory(table=table, text="Betten")
    Meeting.objects.update(status=MeetingStatus.RESULTS_CHECKED)
    page = client.get(url(table)).content.decode()
    assert "Die Ergebnisse sind geprüft." in page
    assert "<textarea" not in page
    assert client.post(url(table), {}).status_code == 409


def test_the_page_costs_the_same_however_much_is_written(client, table, writer, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(30) as queries:
            client.get(url(table))
        return len(queries)

    ResultFactory(table=table, changed_by=writer)
    one = count()
    ResultFactory.create_batch(29, table=table, changed_by=writer)
    MeasureFactory.create_batch(9)
    MeasureFactory.create_batch(9, theme=table.theme)
    assert count() <= one + 3


# Measures of earlier meetings


def test_open_measures_of_its_theme_stand_at_a_table(table):
    first = ThemeTableFactory(meeting=table.meeting, number=1)
    mine = MeasureFactory(theme=table.theme, meeting=MeetingFactory(over=True))
    MeasureFactory(theme=table.theme, done=True)
    MeasureFactory(theme=table.theme, meeting=table.meeting)
    homeless = [MeasureFactory(theme=None), MeasureFactory(theme=ThemeTableFactory(number=3).theme)]
    assert list(at_table(table)) == [mine]
    assert list(at_table(first)) == homeless
    untitled = ThemeTableFactory(meeting=table.meeting, number=7, theme=None, title="Sonstiges")
    assert not at_table(untitled)


def test_how_a_measure_stands_is_noted_at_the_table(client, table, writer):
    measure = MeasureFactory(theme=table.theme)
    name = f"massnahme-{measure.pk}"
    page = client.post(url(table), {f"{name}-note": "fast"})
    assert "Bitte wählen Sie auch" in page.content.decode()
    client.post(url(table), {f"{name}-status": "done", f"{name}-note": "alle da"})
    measure.refresh_from_db()
    said = measure.progress.get()
    assert (measure.status, said.note, said.meeting, said.by) == ("done", "alle da", table.meeting, writer)
    assert "An diesem Tisch notiert: erledigt" in client.get(url(table)).content.decode()


# The office


def test_the_office_says_who_writes_where(client, table):
    user, helper = UserFactory(), moderator()
    client.force_login(user)
    page = client.get("/team/treffen/treffen/tische/moderation/")
    assert "/admin/core/user/" not in page.content.decode()  # accounts are the leadership's
    client.post("/team/treffen/treffen/tische/moderation/", {"tisch-5": [str(helper.pk)]})
    assert list(table.moderators.all()) == [helper]
    for path in ("", "tische/"):
        page = client.get(f"/team/treffen/treffen/{path}").content.decode()
        assert "/team/treffen/treffen/tische/moderation/" in page
        assert url(table) in page


def test_the_office_goes_from_table_to_table(client, table):
    following = ThemeTableFactory(meeting=table.meeting, number=6)
    client.force_login(UserFactory())
    page = client.get(url(table))
    assert page.context["following"] == following
    assert page.content.decode().count(f'"{url(following)}"') == 2
